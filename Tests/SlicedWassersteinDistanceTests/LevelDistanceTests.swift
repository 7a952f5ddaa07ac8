// SPDX-License-Identifier: Apache-2.0

import Raster
import SeededRandom
import TestSupport
import Testing

@testable import SlicedWassersteinDistance

struct LevelDistanceTests {
    struct Golden: Decodable {
        struct Unequal: Decodable {
            let rows: Int
            let first: Double
            let second: Double
            let firstPowers: [Double]
            let secondPowers: [Double]

            enum CodingKeys: String, CodingKey {
                case rows = "rows_of_B"
                case first = "pot_p1"
                case second = "pot_p2"
                case firstPowers = "w1_per_direction"
                case secondPowers = "w2sq_per_direction"
            }
        }

        let firstPowers: [Double]
        let first: Double
        let error: Double
        let secondPowers: [Double]
        let second: Double
        let greatestSecond: Double
        let greatestFirst: Double
        let unequal: Unequal
        let gaussian: Double

        enum CodingKeys: String, CodingKey {
            case firstPowers = "w1_per_direction"
            case first = "w1_mean_official_definition"
            case error = "w1_standard_error"
            case secondPowers = "w2sq_per_direction"
            case second = "pot_p2"
            case greatestSecond = "pot_max_sliced_p2"
            case greatestFirst = "pot_max_sliced_p1"
            case unequal
            case gaussian = "asw_deterministic"
        }
    }

    /// Projections are in single precision, where each direction is off by about 1e-7 of the value;
    /// double precision would give 1e-12.
    static let tolerance = 2e-6

    let golden: Golden
    let directions: Directions

    init() throws {
        golden = try Fixture.json("swd/distances.json")
        let array = try Fixture.array("swd/dirs.npy")
        directions = Directions(normalising: array.values, length: 147, count: 32)
    }

    /// The golden descriptors are normalised already.
    private func table(_ side: String, rows: Int? = nil) throws -> DescriptorTable {
        let values = try Fixture.array("swd/desc_norm_\(side).npy").values
        return Self.table(values.prefix((rows ?? values.count / 147) * 147).map(Float.init))
    }

    static func table(
        _ values: [Float], length: Int = 147, copies: [UInt8]? = nil
    ) -> DescriptorTable {
        let samples = AlignedSamples(uninitializedCount: values.count)
        for (index, value) in values.enumerated() { unsafe samples.base[index] = value }
        let count = values.count / length
        return DescriptorTable(
            segments: [
                DescriptorTable.Segment(count: count, place: .memory(samples, offset: 0))
            ], length: length, patchesPerImage: 1,
            sums: [[ChannelSums]](
                repeating: [ChannelSums](repeating: ChannelSums(), count: 3), count: count),
            statistics: ChannelStatistics(
                means: [0, 0, 0], deviations: [1, 1, 1], isConstant: [false, false, false]),
            copies: copies ?? [UInt8](repeating: 1, count: count))
    }

    private func distance(
        _ a: DescriptorTable, _ b: DescriptorTable, _ order: WassersteinOrder = .first,
        rowMemory: Int = 1 << 24, threads: Int = 1
    ) throws -> LevelDistance {
        try LevelDistance(
            of: a, and: b, along: directions, order: order, rowMemory: rowMemory,
            threads: ThreadCount(threads))
    }

    @Test func firstOrderEqualsOfficialAndPOT() throws {
        let result = try distance(table("a"), table("b"))
        #expect(result.mean.isApproximatelyEqual(to: golden.first, relative: Self.tolerance))
        let error = try #require(result.standardError)
        #expect(error.isApproximatelyEqual(to: golden.error, relative: 1e-5))
        #expect(result.maximum.isApproximatelyEqual(to: golden.greatestFirst, relative: 1e-6))
        for (found, expected) in zip(result.poweredDistances, golden.firstPowers) {
            #expect(found.isApproximatelyEqual(to: expected, relative: 1e-5))
        }
    }

    @Test func secondOrderEqualsPOT() throws {
        let result = try distance(table("a"), table("b"), .second)
        #expect(result.mean.isApproximatelyEqual(to: golden.second, relative: Self.tolerance))
        #expect(result.maximum.isApproximatelyEqual(to: golden.greatestSecond, relative: 1e-6))
        for (found, expected) in zip(result.poweredDistances, golden.secondPowers) {
            #expect(found.isApproximatelyEqual(to: expected, relative: 1e-5))
        }
    }

    @Test func unequalSizesEqualPOT() throws {
        let b = try table("b", rows: golden.unequal.rows)
        let first = try distance(table("a"), b)
        let second = try distance(table("a"), b, .second)
        #expect(first.mean.isApproximatelyEqual(to: golden.unequal.first, relative: 2e-6))
        #expect(second.mean.isApproximatelyEqual(to: golden.unequal.second, relative: 2e-6))
        for (found, expected) in zip(first.poweredDistances, golden.unequal.firstPowers) {
            #expect(found.isApproximatelyEqual(to: expected, relative: 1e-5))
        }
    }

    @Test func approximationEqualsItsFormula() throws {
        func moments(_ side: String) throws -> ApproximateDistance {
            let table = try table(side)
            return try ApproximateDistance(
                of: table, order: Array(0..<table.imageCount), threads: ThreadCount(2))
        }
        let (a, b) = (try moments("a"), try moments("b"))
        #expect(a.distance(to: b).isApproximatelyEqual(to: golden.gaussian, relative: 1e-12))
        #expect(a.distance(to: a) == 0)
    }

    @Test func identicalSetsAreAtZero() throws {
        let a = try table("a")
        #expect(try distance(a, a).poweredDistances.allSatisfy { $0 == 0 })
    }

    @Test func distanceIsSymmetric() throws {
        let (a, b) = (try table("a"), try table("b"))
        #expect(try distance(a, b) == distance(b, a))
    }

    /// Moving every descriptor by t moves every projection by t·θ.
    @Test func translationCostsItsProjection() throws {
        let a = try table("a")
        var moved = try Fixture.array("swd/desc_norm_a.npy").values.map(Float.init)
        for row in 0..<(moved.count / 147) {
            moved[row * 147 + 3] += 0.5
            moved[row * 147 + 140] -= 1.25
        }
        let result = try distance(a, Self.table(moved))
        let expected = (0..<32).map {
            abs(0.5 * directions.component(3, of: $0) - 1.25 * directions.component(140, of: $0))
        }
        for (found, expected) in zip(result.poweredDistances, expected) {
            #expect(abs(found - expected) < 1e-6)
        }
    }

    @Test(arguments: [1, 2, 3]) func memoryAndThreadsMakeNoDifference(threads: Int) throws {
        let (a, b) = (try table("a"), try table("b"))
        let whole = try distance(a, b)
        #expect(try distance(a, b, rowMemory: 0, threads: threads) == whole)
        #expect(try distance(a, b, rowMemory: 8 * 4 * 1600, threads: threads) == whole)
    }

    /// A descriptor that stands for three is the same as three alike.
    @Test(arguments: WassersteinOrder.allCases) func copiesCountAsOften(
        order: WassersteinOrder
    ) throws {
        let values = try Fixture.array("swd/desc_norm_a.npy").values.map(Float.init)
        let count = values.count / 147
        var random = SplitMix64(seed: 11)
        var repeated = values
        var copies = [UInt8](repeating: 1, count: count)
        var index = 0
        while index + 8 < count {
            let more = random.index(below: 8)
            for place in 1..<(more + 1) {
                repeated.replaceSubrange(
                    ((index + place) * 147)..<((index + place + 1) * 147),
                    with: repeated[(index * 147)..<((index + 1) * 147)])
                copies[index + place] = 0
            }
            copies[index] = UInt8(more + 1)
            index += more + 1
        }
        #expect(copies.contains(8))
        let b = try table("b", rows: count - 100)
        let merged = try distance(Self.table(repeated, copies: copies), b, order)
        #expect(try distance(Self.table(repeated), b, order) == merged)
        #expect(try distance(b, Self.table(repeated, copies: copies), order) == merged)
    }

    /// The product, held against a plain one in double precision, at lengths that fill no panel.
    @Test(arguments: [1, 23, 24, 25, 100], [3, 12, 27, 147])
    func projectionsEqualPlainProduct(count: Int, length: Int) throws {
        var random = SplitMix64(seed: 5)
        let values = random.normals(count: count * length)
        let matrix = random.normals(count: length * 6).map(Double.init)
        let directions = Directions(normalising: matrix, length: length, count: 6)
        let table = Self.table(values, length: length)
        let columns = ProjectedColumns(table, mergingCopies: true)
        let rows = ProjectionRows()
        rows.reserve(directions: 8, count: count)
        let scale = [1.0, 0.5, 2.0]
        try rows.project(
            table, columns, on: ProjectionBlock(directions, 0..<6, scale: scale), threads: .one)
        for direction in 0..<6 {
            for index in 0..<count {
                var expected = 0.0
                for component in 0..<length {
                    expected +=
                        Double(values[index * length + component])
                        * directions.component(component, of: direction)
                        * scale[component / (length / 3)]
                }
                let found = unsafe Double(rows.row(direction)[index])
                #expect(abs(found - expected) < 2e-6)
            }
        }
    }
}

extension Double {
    func isApproximatelyEqual(to other: Double, relative: Double) -> Bool {
        abs(self - other) <= relative * max(abs(self), abs(other))
    }
}
