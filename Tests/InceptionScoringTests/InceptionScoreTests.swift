// SPDX-License-Identifier: Apache-2.0

import Foundation
import InceptionScoring
import Raster
import Scoring
import TestSupport
import Testing

struct InceptionScoreTests {
    private func scores(
        _ golden: GoldenScores, _ convention: InceptionScoreConvention, isShuffled: Bool? = false
    ) throws -> SplitScores {
        try InceptionScore(convention, splits: golden.splits, isShuffled: isShuffled)
            .scores(of: golden.rows(), as: golden.kind)
    }

    /// The tolerances of the golden files: 1e-12 from probabilities, 1e-10 from logits.
    private func expect(
        _ scores: SplitScores, _ expected: GoldenScores.Splits, _ golden: GoldenScores,
        sample: Bool = false, sourceLocation: SourceLocation = #_sourceLocation
    ) {
        let tolerance = golden.kind == .logits ? 1e-10 : 1e-12
        #expect(scores.values.count == expected.splits.count, sourceLocation: sourceLocation)
        for (value, golden) in zip(scores.values, expected.splits) {
            #expect(
                isClose(value, golden.value, tolerance), "\(value) against \(golden.value)",
                sourceLocation: sourceLocation)
        }
        let spread = sample ? expected.sample.value : expected.std.value
        #expect(
            isClose(scores.mean, expected.mean.value, tolerance), sourceLocation: sourceLocation)
        #expect(
            isClose(scores.standardDeviation ?? .nan, spread, tolerance),
            "\(scores.standardDeviation ?? .nan) against \(spread)",
            sourceLocation: sourceLocation)
    }

    /// Relative to numbers of about 1; numbers that do not exist are equal.
    private func isClose(_ a: Double, _ b: Double, _ tolerance: Double) -> Bool {
        a.isNaN && b.isNaN || abs(a - b) <= tolerance * max(1, abs(b))
    }

    @Test(arguments: GoldenScores.all.filter { $0.n >= $0.splits })
    func everyConventionGivesItsNumbers(golden: GoldenScores) throws {
        expect(try scores(golden, .salimans), golden.zeroSafe, golden)
        expect(try scores(golden, .improvedGAN), golden.official, golden)
        expect(try scores(golden, .torchmetrics), golden.torchChunk, golden, sample: true)
        // Rows of probabilities that sum to 1 within rounding are moved by scaling them again.
        expect(try scores(golden, .sbarratt), golden.dropRemainder, golden)
        expect(try scores(golden, .piq), golden.dropRemainder, golden, sample: true)
        let whole = try InceptionScore(.tfGAN).scores(of: golden.rows(), as: golden.kind)
        #expect(isClose(whole.mean, golden.wholeSet, 1e-10))
        #expect(whole.standardDeviation == nil)
        if let shuffled = golden.shuffled, let unshuffled = golden.unshuffled {
            let first = try scores(golden, .torchFidelity, isShuffled: nil)
            #expect(isClose(first.mean, shuffled.mean, 1e-10))
            #expect(isClose(first.standardDeviation ?? .nan, shuffled.std, 1e-10))
            let second = try scores(golden, .torchFidelity)
            #expect(isClose(second.mean, unshuffled.mean, 1e-10))
            #expect(isClose(second.standardDeviation ?? .nan, unshuffled.std, 1e-10))
        }
    }

    @Test func fewerImagesThanSplitsAreRefused() throws {
        let golden = try #require(GoldenScores.all.first { $0.n < $0.splits })
        for convention in [InceptionScoreConvention.salimans, .sbarratt, .torchFidelity] {
            let error = #expect(throws: InceptionScoringError.self) {
                try scores(golden, convention)
            }
            #expect(
                error?.description
                    == "is_dirichlet_7x4_s10.npy: 7 images cannot be cut into 10 splits; take fewer "
                    + "splits or more images")
        }
        // torchmetrics makes a split of each image.
        expect(try scores(golden, .torchmetrics), golden.torchChunk, golden, sample: true)
    }

    @Test func shufflingSavesASetInTheOrderOfItsClasses() throws {
        let sorted = try #require(GoldenScores.all.first { $0.name == "onehot_sorted" }).rows()
        let inOrder = try InceptionScore(isShuffled: false).scores(of: sorted, as: .probabilities)
        #expect(inOrder.mean == 1)
        let shuffled = try InceptionScore().scores(of: sorted, as: .probabilities)
        #expect(shuffled.mean > 5)
    }

    /// File order, shards, precision and threads leave no trace.
    @Test func theOrderOfTheFileDoesNotShow() throws {
        let array = try Fixture.array("inception-score/is_dirichlet_1000x10.npy")
        let rows = (0..<300).map { Array(array.values[$0 * 10..<$0 * 10 + 10]) }
        let score = InceptionScore(seed: 5, threads: ThreadCount(3))
        let whole = try score.scores(
            of: ImageRows(rows.flatMap(\.self), columns: 10, name: "x"), as: .probabilities)
        let backwards = try ImageRows(
            rows.reversed().flatMap(\.self), columns: 10, name: "x")
        #expect(try score.scores(of: backwards, as: .probabilities) == whole)
        var shards = try ImageRows(rows[200...].flatMap(\.self), columns: 10, name: "b")
        try shards.merge(ImageRows(rows[..<200].flatMap(\.self), columns: 10, name: "a"))
        #expect(
            try InceptionScore(seed: 5, threads: .one).scores(of: shards, as: .probabilities)
                == whole)
        let other = try InceptionScore(seed: 6).scores(of: backwards, as: .probabilities)
        #expect(other != whole)
    }

    /// Straight from the formula: exp of the mean divergence from the mean row.
    @Test func equalsThePlainFormula() throws {
        let array = try Fixture.array("inception-score/is_dirichlet_103x10.npy")
        let rows = (0..<103).map { Array(array.values[$0 * 10..<$0 * 10 + 10]) }
        let mean = (0..<10).map { column in rows.map { $0[column] }.reduce(0, +) / 103 }
        let divergences = rows.map { row in
            zip(row, mean).map { $0 * (log($0) - log($1)) }.reduce(0, +)
        }
        let expected = exp(divergences.reduce(0, +) / 103)
        let score = try InceptionScore(splits: 1).scores(
            of: ImageRows(array.values, columns: 10, name: "x"), as: .probabilities)
        #expect(abs(score.mean - expected) < 1e-13)
        #expect(score.mean == score.wholeSet)
    }

    @Test func blocksOfFiveThousandInFileOrder() throws {
        let values = (0..<6000).flatMap { row in row < 5000 ? [0.9, 0.1] : [0.5, 0.5] }
        let scores = try InceptionScore(.guidedDiffusion).scores(
            of: ImageRows(values, columns: 2, name: "x"), as: .probabilities)
        #expect(scores.values.count == 2)
        #expect(scores.values.allSatisfy { abs($0 - 1) < 1e-12 })
        #expect(scores.wholeSet > 1.01)
    }

    @Test(arguments: [
        ([0.5, 0.6], 2, "x: row 0 sums to 1.1, not to 1"),
        ([0.5, 0.5, -0.5, 1.5], 2, "x: row 1, column 0 is -0.5, below 0"),
        ([1], 1, "x: the rows have one column, so there is one class"),
    ])
    func whatIsNoProbabilityIsRefused(values: [Double], columns: Int, start: String) throws {
        let rows = try ImageRows(values, columns: columns, name: "x")
        let error = #expect(throws: InceptionScoringError.self) {
            try InceptionScore(splits: 1).scores(of: rows, as: .probabilities)
        }
        #expect(error?.description.hasPrefix(start) == true, "\(error?.description ?? "")")
    }

    @Test func rowsMustBeFiniteAndWhole() throws {
        let hole = #expect(throws: InceptionScoringError.self) {
            try ImageRows([1, 2, .nan, 4] as [Double], columns: 2, name: "x")
        }
        #expect(hole?.description.hasPrefix("x: row 1, column 0 is not a finite number") == true)
        #expect(throws: InceptionScoringError.self) {
            try ImageRows([1, 2, 3] as [Float], columns: 2, name: "x")
        }
        #expect(throws: InceptionScoringError.self) {
            try ImageRows([] as [Float], columns: 2, name: "x")
        }
    }

    @Test func reportsWarnAndSayHowCertainTheyAre() throws {
        let rows = try #require(GoldenScores.all.first { $0.name == "onehot_sorted" }).rows()
        let score = InceptionScore(isShuffled: false)
        let report = try score.report(of: rows)
        #expect(report.warnings.contains { $0.contains("class by class") })
        #expect(report.warnings.contains { $0.contains("100 images in 10 splits") })
        #expect(report.seed == nil)
        let array = try Fixture.array("inception-score/is_dirichlet_1000x10.npy")
        let many = try ImageRows(array.values, columns: 10, name: "x")
        let certain = try InceptionScore(seed: 3).report(of: many, bootstrap: 60)
        let value = try #require(certain.value("inception score"))
        let error = try #require(value.uncertainty)
        #expect(error.source == .bootstrap)
        let low = try #require(certain.value("95 % interval, low")).value
        let high = try #require(certain.value("95 % interval, high")).value
        // 1000 rows whose scores spread by 0.226 between splits of 100: 0.226 / √10 for all.
        #expect((0.03...0.15).contains(error.standardError), "\(error.standardError)")
        #expect(low < high && high - low < 8 * error.standardError)
        #expect(try InceptionScore(seed: 3).report(of: many, bootstrap: 60) == certain)
    }
}
