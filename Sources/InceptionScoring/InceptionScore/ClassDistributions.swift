// SPDX-License-Identifier: Apache-2.0

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

/// The class probabilities of images, row by row, in double precision.
struct ClassDistributions: Sendable {
    /// The probabilities of one image.
    struct Row {
        let probabilities: [Double]
        /// Σ p ln p, with 0 ln 0 = 0.
        let negativeEntropy: Double
        /// Whether a probability is 0, where the plain formula has no value.
        let hasZero: Bool
    }

    private let rows: ImageRows
    private let kind: RowKind
    private let renormalises: Bool

    /// Wraps rows of probabilities or logits.
    ///
    /// - Throws: When they are features, have fewer than two columns, or are no probabilities.
    init(
        _ rows: ImageRows, as kind: RowKind, renormalising: Bool = false
    ) throws(InceptionScoringError) {
        guard rows.columns > 1 else {
            throw InceptionScoringError(
                place: rows.name, problem: "the rows have one column, so there is one class",
                remedy: "give a column for each class")
        }
        switch kind {
        case .features:
            throw InceptionScoringError(
                place: rows.name, problem: "features say nothing of classes",
                remedy: "give the logits or probabilities of the same images")
        case .probabilities: try rows.checkProbabilities()
        case .logits: break
        }
        self.rows = rows
        self.kind = kind
        renormalises = renormalising
    }

    /// The number of images.
    var count: Int { rows.count }
    /// The number of classes.
    var classCount: Int { rows.columns }

    /// What rows look like: probabilities if each is a distribution, else logits.
    static func likelyKind(of rows: ImageRows) -> RowKind {
        do throws(InceptionScoringError) {
            try rows.checkProbabilities()
            return .probabilities
        } catch {
            return .logits
        }
    }

    /// The probabilities of an image.
    subscript(row: Int) -> Row {
        var values = rows.doubles(CollectionOfOne(row))
        switch kind {
        case .logits: return Self.softmax(values)
        case .probabilities, .features:
            if renormalises {
                let sum = values.reduce(0, +)
                for index in values.indices { values[index] /= sum }
            }
            var sum = 0.0
            var hasZero = false
            for value in values {
                if value > 0 { sum += value * log(value) } else { hasZero = true }
            }
            return Row(probabilities: values, negativeEntropy: sum, hasZero: hasZero)
        }
    }

    /// The class that is likeliest for an image; the first of several.
    func likeliestClass(_ row: Int) -> Int {
        var best = 0
        for column in 1..<classCount where rows[row, column] > rows[row, best] { best = column }
        return best
    }

    /// Softmax and Σ p ln p without a logarithm of p, which may be too small for one:
    /// ln p = z − ln Σ e^z with z measured from its greatest.
    private static func softmax(_ logits: [Double]) -> Row {
        let greatest = logits.max() ?? 0
        var values = logits
        var sum = 0.0
        for index in values.indices {
            values[index] = exp(logits[index] - greatest)
            sum += values[index]
        }
        let shift = greatest + log(sum)
        var negativeEntropy = 0.0
        var hasZero = false
        for index in values.indices {
            values[index] /= sum
            if values[index] > 0 {
                negativeEntropy += values[index] * (logits[index] - shift)
            } else {
                hasZero = true
            }
        }
        return Row(probabilities: values, negativeEntropy: negativeEntropy, hasZero: hasZero)
    }
}

extension ImageRows {
    /// How far the sum of a row may be from 1: half-precision rows of 1000 classes stay within it.
    private static let sumTolerance = 1e-2

    /// Checks that each row is a distribution over classes.
    ///
    /// - Throws: When a number is below 0, or a row does not sum to 1.
    public func checkProbabilities() throws(InceptionScoringError) {
        for row in 0..<count {
            var sum = 0.0
            for column in 0..<columns {
                let value = self[row, column]
                guard value >= 0 else {
                    throw refusal("row \(row), column \(column) is \(value), below 0")
                }
                sum += value
            }
            guard abs(sum - 1) <= Self.sumTolerance else {
                throw refusal("row \(row) sums to \(sum), not to 1")
            }
        }
    }

    private func refusal(_ problem: String) -> InceptionScoringError {
        InceptionScoringError(
            place: name, problem: problem,
            remedy: "give probabilities, or say that these are logits")
    }
}
