// SPDX-License-Identifier: Apache-2.0

import InceptionScoring
import Raster
import Scoring
import TestSupport
import Testing

struct KernelDistanceTests {
    struct Golden: Decodable {
        struct Moments: Decodable {
            let mean: Double
            let std: Double

            private enum CodingKeys: String, CodingKey {
                case mean = "kernel_inception_distance_mean"
                case std = "kernel_inception_distance_std"
            }
        }

        struct Entry: Decodable {
            let subsets: Int
            let subsetSize: Int
            let float64: Moments
            let perSubset: [Double]
            let rbfSigma10: Moments

            private enum CodingKeys: String, CodingKey {
                case subsets, float64
                case subsetSize = "subset_size"
                case perSubset = "per_subset"
                case rbfSigma10 = "rbf_sigma10"
            }
        }

        struct Whole: Decodable {
            let rows: Int
            let unbiased: Double
            let biased: Double
            let uStatistic: Double

            private enum CodingKeys: String, CodingKey {
                case rows, unbiased, biased
                case uStatistic = "u_statistic"
            }
        }

        let entries: [Entry]
        let fullSet: Whole

        private enum CodingKeys: String, CodingKey {
            case entries
            case fullSet = "full_set"
        }
    }

    private let first = "feat_well_conditioned_16_a.npy"
    private let second = "feat_well_conditioned_16_b.npy"

    private func rows(_ file: String, _ count: Int) throws -> ImageRows {
        let array = try Fixture.array("inception-score/\(file)")
        return try ImageRows(Array(array.values[..<(count * 16)]), columns: 16, name: file)
    }

    @Test func everySubsetEqualsTorchFidelitys() throws {
        let golden = try Fixture.json("inception-score/kid.json", as: Golden.self)
        for entry in golden.entries {
            let distance = KernelDistance(
                .torchFidelity, subsets: entry.subsets, subsetSize: entry.subsetSize)
            let values = try distance.distances(between: goldenRows(first), and: goldenRows(second))
            for (value, expected) in zip(values, entry.perSubset) {
                #expect(abs(value - expected) < 1e-12)
            }
            let report = try distance.report(of: goldenRows(first), and: goldenRows(second))
            let mean = try #require(report.value("kernel distance")).value
            let spread = try #require(report.value("standard deviation of subsets")).value
            #expect(abs(mean - entry.float64.mean) < 1e-12)
            #expect(abs(spread - entry.float64.std) < 1e-12)
            let gaussian = try KernelDistance(
                .torchFidelity, kernel: .gaussian(sigma: 10), subsets: entry.subsets,
                subsetSize: entry.subsetSize
            ).distances(between: goldenRows(first), and: goldenRows(second))
            let gaussianMean = gaussian.reduce(0, +) / Double(gaussian.count)
            #expect(abs(gaussianMean - entry.rbfSigma10.mean) < 1e-12)
        }
    }

    @Test func wholeSetsEqualTheGoldens() throws {
        let golden = try Fixture.json("inception-score/kid.json", as: Golden.self).fullSet
        let a = try rows(first, golden.rows)
        let b = try rows(second, golden.rows)
        #expect(abs(try KernelDistance.wholeSets(a, b) - golden.unbiased) < 1e-12)
        let biased = try KernelDistance.wholeSets(a, b, estimate: .biased)
        #expect(abs(biased - golden.biased) < 1e-12)
        let u = try KernelDistance.wholeSets(a, b, estimate: .uStatistic)
        #expect(abs(u - golden.uStatistic) < 1e-12)
    }

    /// The definition, pair by pair.
    @Test func equalsThePlainFormula() throws {
        let a = try rows(first, 9)
        let b = try rows(second, 7)
        func kernel(_ x: ImageRows, _ i: Int, _ y: ImageRows, _ j: Int) -> Double {
            let product = (0..<16).map { x[i, $0] * y[j, $0] }.reduce(0, +)
            let base = product * 0.5 + 2
            return base * base * base * base
        }
        func mean(_ x: ImageRows, _ y: ImageRows, skipsDiagonal: Bool) -> Double {
            var sum = 0.0
            for i in 0..<x.count {
                for j in 0..<y.count where !skipsDiagonal || i != j { sum += kernel(x, i, y, j) }
            }
            return sum / Double(x.count * (skipsDiagonal ? x.count - 1 : y.count))
        }
        let expected =
            mean(a, a, skipsDiagonal: true) + mean(b, b, skipsDiagonal: true)
            - 2 * mean(a, b, skipsDiagonal: false)
        let value = try KernelDistance.wholeSets(
            a, b, kernel: .polynomial(degree: 4, gamma: 0.5, offset: 2))
        #expect(abs(value - expected) < 1e-9 * abs(expected))
    }

    @Test func threadsAndOrderDoNotShow() throws {
        let a = try goldenRows(first)
        let b = try goldenRows(second)
        let values = try KernelDistance(
            subsets: 5, subsetSize: 40, seed: 2, threads: ThreadCount(3)
        )
        .distances(between: a, and: b)
        let backwards = try ImageRows(
            (0..<a.count).reversed().flatMap { row in (0..<16).map { Float(a[row, $0]) } },
            columns: 16, name: "x")
        #expect(
            try KernelDistance(subsets: 5, subsetSize: 40, seed: 2, threads: .one)
                .distances(between: backwards, and: b) == values)
    }

    @Test func smallSetsShrinkSubsetsOrAreRefused() throws {
        let a = try goldenRows(first)
        let b = try goldenRows(second)
        let report = try KernelDistance(subsets: 2).report(of: a, and: b)
        #expect(report.count("images a subset") == 250)
        #expect(report.warnings.contains { $0.contains("each subset takes 250 instead of 1000") })
        let error = #expect(throws: InceptionScoringError.self) {
            try KernelDistance(.torchFidelity).distances(between: a, and: b)
        }
        #expect(
            error?.description
                == "\(second): it has 250 rows, a subset 1000; take smaller subsets or more images")
    }
}
