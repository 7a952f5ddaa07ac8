// SPDX-License-Identifier: Apache-2.0

import Foundation
import Raster
import SeededRandom
import TestSupport
import Testing

@testable import SlicedWassersteinDistance

struct MeasurementTests {
    struct Golden: Decodable {
        struct Level: Decodable, Sendable {
            let resolution: Int
            let mean: Double
            let second: Double

            enum CodingKeys: String, CodingKey {
                case resolution
                case mean = "swd_x1e3"
                case second = "w2_x1e3"
            }
        }

        struct Result: Decodable, Sendable, CustomTestStringConvertible {
            let set: String
            let protocolName: String
            let seed: UInt32?
            let minibatch: Int?
            let official: [Double]?
            let exact: [Double]?
            let levels: [Level]?

            enum CodingKeys: String, CodingKey {
                case set, seed, minibatch, levels
                case protocolName = "protocol"
                case official = "swd_x1e3_official"
                case exact = "swd_x1e3_float64_accumulation"
            }

            var testDescription: String {
                "\(set), \(protocolName), seed \(seed ?? 0)"
            }
        }

        let results: [Result]
    }

    static let results =
        (try? Fixture.json("swd/end_to_end.json", as: Golden.self).results) ?? []
    static let oneStream = results.filter { $0.official != nil && isQuickEnough($0) }
    static let separateStreams = results.filter { $0.levels != nil && isQuickEnough($0) }

    /// Debug builds take minutes for the larger sets; release builds (`swift test -c release`) run
    /// them all.
    static func isQuickEnough(_ result: Golden.Result) -> Bool {
        #if DEBUG
            result.set == "gray16" || (result.set == "rect48x64" && result.seed == 7)
        #else
            true
        #endif
    }

    @Test func fixtureIsThere() { #expect(Self.results.count == 14) }

    /// The published program, run again: patches of the reals, the directions of the row "Reals",
    /// patches of the fakes, and the directions that count, all from one stream.
    @Test(arguments: oneStream) func equalsPublishedProgram(_ golden: Golden.Result) throws {
        var random = LegacyNumPyRandom(seed: try #require(golden.seed))
        let reals = try evidence(golden, "a", drawingFrom: &random)
        _ = DirectionSet(levels: reals.levelSizes.count, drawingFrom: &random)
        let fakes = try evidence(golden, "b", drawingFrom: &random)
        let directions = DirectionSet(levels: reals.levelSizes.count, drawingFrom: &random)
        let result = try SlicedWassersteinComparison(
            measuresFloor: false, memory: 1 << 29, threads: ThreadCount(2)
        ).measure(reals: reals, fakes: fakes, directions: directions)
        let found = result.levels.map { $0.distance.mean * 1000 } + [result.average * 1000]
        let official = try #require(golden.official)
        let exact = try #require(golden.exact)
        #expect(found.count == official.count)
        for index in official.indices {
            #expect(found[index].isApproximatelyEqual(to: official[index], relative: 3e-5))
            #expect(found[index].isApproximatelyEqual(to: exact[index], relative: 2e-6))
        }
    }

    private func evidence(
        _ golden: Golden.Result, _ side: String, drawingFrom random: inout LegacyNumPyRandom
    ) throws -> SlicedWassersteinEvidence {
        let images = try Sets.batch(golden.set, side)
        let minibatch = try #require(golden.minibatch)
        var collector = SlicedWassersteinCollector(memory: 1 << 29)
        for first in stride(from: 0, to: images.count, by: minibatch) {
            let batch = Sets.part(images, first..<min(images.count, first + minibatch))
            try collector.add(
                batch, names: Sets.names(batch, first: first), drawingFrom: &random)
        }
        return try collector.finish()
    }

    /// A whole set's patches and 512 directions, each from a stream of its own.
    @Test(arguments: separateStreams) func equalsSeparateStreams(_ golden: Golden.Result) throws {
        let (a, b) = (try Sets.batch(golden.set, "a"), try Sets.batch(golden.set, "b"))
        for (level, expected) in try #require(golden.levels).enumerated() {
            func table(_ images: ImageBatch, seed: Int) throws -> DescriptorTable {
                let cutter = DescriptorCutter(protocolOfMeasure: .published, threads: .one)
                let levels = try SlicingProtocol.published.levelSizes(of: images.size).count
                let bands = cutter.level(level, of: levels, images)
                var random = LegacyNumPyRandom(seed: UInt32(seed + level))
                let centres = PatchCentres(
                    in: bands.size, patchSize: 7, count: images.count * 128, from: &random)
                let samples = AlignedSamples(uninitializedCount: centres.count * 147)
                let sums = unsafe cutter.cut(bands, centres, into: samples.base)
                return DescriptorTable(
                    segments: [
                        DescriptorTable.Segment(
                            count: centres.count, place: .memory(samples, offset: 0))
                    ], length: 147, patchesPerImage: 128, sums: sums, order: Array(sums.indices),
                    copies: centres.copies(patchesPerImage: 128, most: 8))
            }
            var random = LegacyNumPyRandom(seed: UInt32(3000 + level))
            let directions = Directions(length: 147, count: 512, from: &random)
            for order in WassersteinOrder.allCases {
                let result = try LevelDistance(
                    of: table(a, seed: 1000), and: table(b, seed: 2000), along: directions,
                    order: order, rowMemory: 1 << 26, threads: ThreadCount(2))
                let value = order == .first ? expected.mean : expected.second
                #expect((result.mean * 1000).isApproximatelyEqual(to: value, relative: 2e-6))
            }
        }
    }
}
