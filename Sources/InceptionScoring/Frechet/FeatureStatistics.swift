// SPDX-License-Identifier: Apache-2.0

public import Raster

/// The mean and covariance of a set's features, all that the Fréchet distance looks at.
///
/// Kept as a factor F with Fᵀ F = Σ (x − mean)(x − mean)ᵀ, never squared: distances from it stay
/// exact where covariances are singular, as they are below `columns` images. Shards of a set combine
/// by ``merge(_:)``.
public struct FeatureStatistics: Sendable {
    /// What the set is called in messages.
    public let name: String
    /// The number of images; nil where a file does not tell.
    public private(set) var count: Int?
    /// The mean of each feature.
    public private(set) var mean: [Double]
    /// F, row by row; its rows are at most about as many as it has columns.
    private(set) var factor: [Double]

    /// The number of features.
    public var columns: Int { mean.count }
    var factorRows: Int { columns == 0 ? 0 : factor.count / columns }

    /// Collects the statistics of rows of features.
    ///
    /// - Parameters:
    ///   - rows: At least two rows.
    ///   - threads: How many threads may work; the result does not depend on it, nor on the order
    ///     of the rows.
    /// - Throws: When there is one row.
    /// - Complexity: O(rows · columns²).
    public init(
        _ rows: ImageRows, threads: ThreadCount = .allProcessors
    ) throws(InceptionScoringError) {
        guard rows.count > 1 else {
            throw InceptionScoringError(
                place: rows.name, problem: "one row has no covariance",
                remedy: "give at least two images")
        }
        self.init(rows, order: rows.contentOrder(seed: 0), threads: threads)
    }

    /// Collects the rows at some places, which may repeat.
    init(_ rows: ImageRows, order: [Int], threads: ThreadCount) {
        // The pieces are the same for any number of threads: so is each rounding.
        let pieceSize = max((order.count + Self.pieces - 1) / Self.pieces, 2 * rows.columns, 1024)
        let pieces = (order.count + pieceSize - 1) / pieceSize
        var parts = [FeatureStatistics?](repeating: nil, count: pieces)
        unsafe parts.withUnsafeMutableBufferPointer { buffer in
            let target = unsafe SharedPointer(buffer.baseAddress.unsafelyUnwrapped)
            threads.forEach(below: pieces) { piece in
                let range = piece * pieceSize..<min((piece + 1) * pieceSize, order.count)
                unsafe target.base[piece] = FeatureStatistics(piece: rows, order[range])
            }
        }
        let present = parts.compactMap(\.self)
        self = present[0]
        for part in present.dropFirst() { join(part) }
        compress()
    }

    private static let pieces = 4

    /// The statistics of a few rows, block by block.
    private init(piece rows: ImageRows, _ order: ArraySlice<Int>) {
        let columns = rows.columns
        let blockSize = max(4 * columns, 512)
        var start = order.startIndex
        var result: FeatureStatistics?
        repeat {
            let end = min(start + blockSize, order.endIndex)
            let block = FeatureStatistics(
                name: rows.name, block: rows.doubles(order[start..<end]), columns: columns)
            if result == nil { result = block } else { result?.join(block) }
            result?.compress()
            start = end
        } while start < order.endIndex
        self = result ?? FeatureStatistics(name: rows.name, block: [], columns: columns)
    }

    private init(name: String, block: [Double], columns: Int) {
        let count = block.count / columns
        var mean = [Double](repeating: 0, count: columns)
        for start in stride(from: 0, to: block.count, by: columns) {
            for column in 0..<columns { mean[column] += block[start + column] }
        }
        for column in 0..<columns { mean[column] /= Double(max(count, 1)) }
        var centred = block
        for start in stride(from: 0, to: block.count, by: columns) {
            for column in 0..<columns { centred[start + column] -= mean[column] }
        }
        self.name = name
        self.count = count
        self.mean = mean
        factor = centred
    }

    /// Statistics from a file: a mean and a covariance, as `numpy.cov` has it.
    ///
    /// - Parameters:
    ///   - mean: The mean of each feature.
    ///   - covariance: Row by row, divided by one less than the number of images.
    ///   - name: What the set is called in messages.
    /// - Throws: When the sizes do not agree, a number is not finite, or the matrix is no covariance:
    ///   it is not symmetric, or has negative eigenvalues.
    public init(
        mean: [Double], covariance: [Double], name: String
    ) throws(InceptionScoringError) {
        func refusal(_ problem: String) -> InceptionScoringError {
            InceptionScoringError(
                place: name, problem: problem, remedy: "compute the statistics again")
        }
        let size = mean.count
        guard size > 0, covariance.count == size * size else {
            throw refusal(
                "a mean of \(size) numbers and a covariance of \(covariance.count) do not go "
                    + "together")
        }
        guard mean.allSatisfy(\.isFinite), covariance.allSatisfy(\.isFinite) else {
            throw refusal("a number of the mean or covariance is not finite")
        }
        var trace = 0.0
        for row in 0..<size { trace += covariance[row * size + row] }
        let tolerance = 1e-6 * max(abs(trace), .leastNormalMagnitude)
        for row in 0..<size {
            for column in 0..<row
            where abs(covariance[row * size + column] - covariance[column * size + row])
                > tolerance
            {
                throw refusal("the covariance is not symmetric at row \(row), column \(column)")
            }
        }
        let (factor, _) = Factorisation.semidefiniteFactor(covariance, size: size)
        // Pivoting stops where nothing positive is left; what is missing of the trace is negative.
        let explained = factor.reduce(0) { $0 + $1 * $1 }
        guard abs(explained - trace) <= tolerance else {
            throw refusal("the covariance has negative eigenvalues")
        }
        self.name = name
        self.count = nil
        self.mean = mean
        self.factor = factor
    }

    /// The factor that gives the covariance: of a set of n images 1 / (n − 1), of a file's 1.
    var covarianceScale: Double { count.map { 1 / Double(max($0 - 1, 1)) } ?? 1 }

    /// The covariance with n − 1, row by row.
    public var covariance: [Double] {
        MatrixProduct.gram(factor, rows: factorRows, columns: columns).map { $0 * covarianceScale }
    }

    /// Adds the images that `other` has seen.
    ///
    /// - Throws: When the features are not as many, or either is from a file that does not tell how
    ///   many images it is of.
    public mutating func merge(_ other: FeatureStatistics) throws(InceptionScoringError) {
        guard other.columns == columns else {
            throw InceptionScoringError(
                place: other.name,
                problem: "it has \(other.columns) features, \(name) \(columns)",
                remedy: "combine what one network computed")
        }
        guard count != nil, other.count != nil else {
            throw InceptionScoringError(
                place: other.name,
                problem: "statistics that do not tell their number of images cannot be combined",
                remedy: "combine the features instead")
        }
        join(other)
        compress()
    }

    /// Σ over both = Σ over each + n m / (n + m) · the square of the distance of the means.
    private mutating func join(_ other: FeatureStatistics) {
        guard let mine = count, let theirs = other.count, theirs > 0 else { return }
        let total = Double(mine + theirs)
        let weight = (Double(mine) * Double(theirs) / total).squareRoot()
        let step = zip(other.mean, mean).map { $0 - $1 }
        factor += other.factor
        factor += step.map { $0 * weight }
        for column in mean.indices { mean[column] += step[column] * Double(theirs) / total }
        count = mine + theirs
    }

    /// Replaces F by the triangle of its QR factors once that is smaller.
    private mutating func compress() {
        guard columns > 0, factorRows > columns else { return }
        factor = Factorisation.triangularFactor(&factor, rows: factorRows, columns: columns)
    }
}
