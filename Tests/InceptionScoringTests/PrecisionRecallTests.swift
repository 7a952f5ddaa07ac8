// SPDX-License-Identifier: Apache-2.0

import InceptionScoring
import Raster
import SeededRandom
import TestSupport
import Testing

struct PrecisionRecallTests {
    struct Golden: Decodable {
        struct Shares: Decodable {
            let k: Int
            let precision: Double
            let recall: Double
            let precisionStrict: Double
            let recallStrict: Double
            let density: Double
            let coverage: Double
            let realismAllSpheresFirst5: [Double]
            let realismHalfSmallestSpheresFirst5: [Double]

            private enum CodingKeys: String, CodingKey {
                case k, precision, recall, density, coverage
                case precisionStrict = "precision_strict"
                case recallStrict = "recall_strict"
                case realismAllSpheresFirst5 = "realism_all_spheres_first5"
                case realismHalfSmallestSpheresFirst5 = "realism_half_smallest_spheres_first5"
            }
        }

        struct Pair: Decodable {
            let name: String
            let fileGenerated: String
            let fileReal: String
            let float64: [Shares]

            private enum CodingKeys: String, CodingKey {
                case name, float64
                case fileGenerated = "file_generated"
                case fileReal = "file_real"
            }
        }

        let sets: [Pair]
    }

    @Test(arguments: ["gauss8", "grid_ties", "duplicates"])
    func equalsBruteForce(name: String) throws {
        let golden = try Fixture.json("inception-score/precision_recall.json", as: Golden.self)
        let pair = try #require(golden.sets.first { $0.name == name })
        let generated = try goldenRows(pair.fileGenerated)
        let real = try goldenRows(pair.fileReal)
        for expected in pair.float64 {
            let manifolds = try Manifolds(
                generated: generated, real: real, neighbours: expected.k, threads: ThreadCount(2))
            let shares = manifolds.precisionRecall()
            #expect(shares.precision == expected.precision)
            #expect(shares.recall == expected.recall)
            #expect(abs(shares.density - expected.density) < 1e-14)
            #expect(shares.coverage == expected.coverage)
            let strict = manifolds.precisionRecall(.prdc)
            #expect(strict.precision == expected.precisionStrict)
            #expect(strict.recall == expected.recallStrict)
            expect(manifolds.realism(), expected.realismHalfSmallestSpheresFirst5)
            expect(
                manifolds.realism(usingAllSpheres: true), expected.realismAllSpheresFirst5)
        }
    }

    /// The golden file divides by at least 1e-300, so copies of a real row have some 1e300 there.
    private func expect(_ values: [Double], _ golden: [Double]) {
        for (value, expected) in zip(values, golden) {
            #expect(
                expected > 1e299 ? value == .infinity : abs(value - expected) < 1e-12 * expected,
                "\(value) against \(expected)")
        }
    }

    private func rows(
        _ count: Int, _ columns: Int, seed: UInt64, scale: Double = 1, whole: Bool = false,
        centre: Double = 0
    ) throws -> ImageRows {
        var random = RandomStream(seed: seed).generator()
        let values = (0..<count * columns).map { _ in
            let value = random.normal() * 2
            return centre + scale * (whole ? value.rounded() : value)
        }
        return try ImageRows(values, columns: columns, name: "seed \(seed)")
    }

    /// The definition, with all distances in double precision.
    private func slow(
        _ generated: ImageRows, _ real: ImageRows, _ k: Int
    ) -> (precision: Double, recall: Double, density: Double, coverage: Double) {
        func distance(_ a: ImageRows, _ i: Int, _ b: ImageRows, _ j: Int) -> Double {
            (0..<a.columns).reduce(0) {
                let difference = a[i, $1] - b[j, $1]
                return $0 + difference * difference
            }
        }
        func radii(_ rows: ImageRows) -> [Double] {
            (0..<rows.count).map { i in
                (0..<rows.count).filter { $0 != i }.map { distance(rows, i, rows, $0) }
                    .sorted()[k - 1]
            }
        }
        let (mine, theirs) = (radii(generated), radii(real))
        var inReal = [Int](repeating: 0, count: generated.count)
        var inside = 0
        var reached = [Bool](repeating: false, count: real.count)
        var covered = reached
        for i in 0..<generated.count {
            for j in 0..<real.count {
                let d = distance(generated, i, real, j)
                if d <= theirs[j] { inReal[i] += 1 }
                if d < theirs[j] {
                    inside += 1
                    covered[j] = true
                }
                if d <= mine[i] { reached[j] = true }
            }
        }
        return (
            Double(inReal.count { $0 > 0 }) / Double(generated.count),
            Double(reached.count(where: \.self)) / Double(real.count),
            Double(inside) / Double(generated.count) / Double(k),
            Double(covered.count(where: \.self)) / Double(real.count)
        )
    }

    /// Whole numbers make ties by the hundred; far from 0 and near it single precision is at its end.
    @Test(arguments: [
        (1.0, false, 0.0), (1, true, 0), (1, true, 4096), (1e-22, true, 0), (1e-15, false, 1),
        (1e17, false, 0), (1e20, true, 0),
    ])
    func exactWhateverTheScale(scale: Double, whole: Bool, centre: Double) throws {
        let generated = try rows(70, 3, seed: 1, scale: scale, whole: whole, centre: centre)
        let real = try rows(90, 3, seed: 2, scale: scale, whole: whole, centre: centre)
        let expected = slow(generated, real, 3)
        let shares = try PrecisionRecall(generated: generated, real: real)
        #expect(shares.precision == expected.precision)
        #expect(shares.recall == expected.recall)
        #expect(shares.density == expected.density)
        #expect(shares.coverage == expected.coverage)
    }

    /// More rows than a tile has, and more equal distances than a list holds.
    @Test func tilesAndLongListsAreSeamless() throws {
        let generated = try rows(530, 2, seed: 3, whole: true)
        let real = try ImageRows(
            (0..<1100).map { Float($0 % 2) }, columns: 1, name: "two places")
        let flat = try ImageRows(
            (0..<530).map { Float(generated[$0, 0]) }, columns: 1, name: "x")
        let expected = slow(flat, real, 2)
        for threads in [ThreadCount.one, ThreadCount(2)] {
            let shares = try PrecisionRecall(
                generated: flat, real: real, neighbours: 2, threads: threads)
            #expect(shares.precision == expected.precision)
            #expect(shares.recall == expected.recall)
            #expect(shares.coverage == expected.coverage)
        }
    }

    @Test func aSetAgainstItselfIsPerfect() throws {
        let set = try rows(64, 5, seed: 9)
        let shares = try PrecisionRecall(generated: set, real: set)
        #expect(shares.precision == 1 && shares.recall == 1 && shares.coverage == 1)
        #expect(shares.fScore == 1)
    }

    @Test func tooFewRowsAreRefused() throws {
        let few = try rows(3, 2, seed: 1)
        let error = #expect(throws: InceptionScoringError.self) {
            try PrecisionRecall(generated: few, real: rows(9, 2, seed: 2))
        }
        #expect(
            error?.description
                == "seed 1: 3 rows have no neighbour number 3; give more images or fewer neighbours"
        )
    }
}
