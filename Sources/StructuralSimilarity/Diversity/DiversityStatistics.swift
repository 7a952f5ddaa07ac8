// SPDX-License-Identifier: Apache-2.0

internal import Scoring

/// Mean similarity and share of clipped pairs.
struct DiversityStatistics: Sendable {
    private(set) var scores = RunningMoments()
    private(set) var clippedCount = 0

    mutating func add(_ entry: PairScores.Entry) {
        scores.add(entry.value)
        if entry.isClipped { clippedCount += 1 }
    }

    mutating func merge(_ other: DiversityStatistics) {
        scores.merge(other.scores)
        clippedCount += other.clippedCount
    }

    var clippedShare: Double { Double(clippedCount) / Double(max(scores.count, 1)) }

    func value(named name: String) -> ScoreReport.Value {
        ScoreReport.Value(
            name: name, value: scores.mean,
            uncertainty: scores.standardError.map {
                Uncertainty(standardError: $0, source: .sampling)
            })
    }

    /// The share of clipped pairs with the standard error of a proportion.
    func clippedValue(named name: String) -> ScoreReport.Value {
        let error = (clippedShare * (1 - clippedShare) / Double(max(scores.count, 1))).squareRoot()
        return ScoreReport.Value(
            name: name, value: clippedShare, unit: "share of pairs",
            uncertainty: Uncertainty(standardError: error, source: .sampling))
    }

    /// What a reader must know of so many pairs.
    var warnings: [String] {
        var warnings: [String] = []
        if scores.count < 1000 {
            warnings.append(
                "\(scores.count) pairs are few: published numbers are means over 10000")
        }
        if clippedShare > 0.05 {
            warnings.append(
                "in many pairs a negative term counts as 0 and makes the score 0; the mean says how "
                    + "many those are as much as how alike the others are")
        }
        return warnings
    }
}
