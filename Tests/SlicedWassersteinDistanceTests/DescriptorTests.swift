// SPDX-License-Identifier: Apache-2.0

import Raster
import SeededRandom
import TestSupport
import Testing

@testable import SlicedWassersteinDistance

struct DescriptorTests {
    struct Golden: Decodable {
        struct Entry: Decodable, Sendable, CustomTestStringConvertible {
            let set: String
            let side: String
            let level: Int
            let seed: UInt32
            let patches: Int
            let firstX: [UInt16]
            let firstY: [UInt16]
            let sumX: Int
            let sumY: Int
            let firstDescriptor: [Float]
            let means: [Double]
            let deviations: [Double]

            enum CodingKeys: String, CodingKey {
                case set, side, level, seed
                case patches = "patches_per_image"
                case firstX = "centre_x_first20"
                case firstY = "centre_y_first20"
                case sumX = "sum_x"
                case sumY = "sum_y"
                case firstDescriptor = "first_descriptor"
                case means = "mean_float64"
                case deviations = "std_float64"
            }

            var testDescription: String { "\(set)_\(side), level \(level)" }
        }

        let entries: [Entry]
    }

    static let entries =
        (try? Fixture.json("swd/descriptors.json", as: Golden.self).entries) ?? []

    @Test func fixtureIsThere() { #expect(Self.entries.count == 4) }

    @Test(arguments: entries) func equalsOfficial(_ golden: Golden.Entry) throws {
        let measured = SlicingProtocol(patchesPerImage: golden.patches)
        let images = try Sets.batch(golden.set, golden.side)
        let cutter = DescriptorCutter(protocolOfMeasure: measured, threads: ThreadCount(2))
        let level = cutter.level(golden.level, of: 2, images)
        var random = LegacyNumPyRandom(seed: golden.seed)
        let count = images.count * golden.patches
        let centres = PatchCentres(in: level.size, patchSize: 7, count: count, from: &random)
        #expect(Array(centres.x.prefix(20)) == golden.firstX)
        #expect(Array(centres.y.prefix(20)) == golden.firstY)
        #expect(centres.x.reduce(0) { $0 + Int($1) } == golden.sumX)
        #expect(centres.y.reduce(0) { $0 + Int($1) } == golden.sumY)

        let samples = AlignedSamples(uninitializedCount: count * 147)
        let sums = unsafe cutter.cut(level, centres, into: samples.base)
        #expect((0..<147).map { unsafe samples.base[$0] } == golden.firstDescriptor)
        let statistics = ChannelStatistics(
            sums, order: Array(sums.indices), samplesPerImage: golden.patches * 49)
        for channel in 0..<3 {
            // The mean is small beside the deviation, which is what it is lost against.
            #expect(
                abs(statistics.means[channel] - golden.means[channel])
                    < 1e-12 * golden.deviations[channel])
            #expect(
                statistics.deviations[channel].isApproximatelyEqual(
                    to: golden.deviations[channel], relative: 1e-12))
        }
        if golden.side == "a" && golden.level == 0 {
            let expected = try Fixture.array("swd/desc_raw_a.npy").values
            #expect(expected.indices.allSatisfy { unsafe Double(samples.base[$0]) == expected[$0] })
        }
    }

    @Test(arguments: [0, 1]) func levelsEqualOfficial(level: Int) throws {
        let images = Sets.part(try Sets.batch("blobs32", "a"), 0..<2)
        let found = DescriptorCutter(protocolOfMeasure: .published, threads: .one)
            .level(level, of: 2, images)
        let expected = try Fixture.array("swd/pyr_blobs32_L\(level).npy").values
        #expect(found.stack.samples.map(Double.init) == expected)
    }

    @Test func constantImagesHaveEmptyBands() {
        let images = Sets.batch(
            [Float](repeating: 37, count: 2 * 3 * 64 * 64), count: 2, channels: 3,
            ImageSize(width: 64, height: 64))
        let cutter = DescriptorCutter(protocolOfMeasure: .published, threads: .one)
        #expect(cutter.level(0, of: 3, images).stack.samples.allSatisfy { $0 == 0 })
        #expect(cutter.level(2, of: 3, images).stack.samples.allSatisfy { $0 == 37 })
    }

    @Test(arguments: [
        (ImageSize(width: 128, height: 128), [128, 64, 32, 16]),
        (ImageSize(width: 64, height: 48), [48, 24]),
        (ImageSize(width: 16, height: 16), [16]),
        (ImageSize(width: 1024, height: 1024), [1024, 512, 256, 128, 64, 32, 16]),
    ]) func levelsFollowTheHeight(size: ImageSize, heights: [Int]) throws {
        #expect(try SlicingProtocol.published.levelSizes(of: size).map(\.height) == heights)
    }

    @Test(arguments: [
        (
            ImageSize(width: 12, height: 12),
            "images of 12×12 have no level of at least 16 rows; enlarge them to 16 rows or lower "
                + "the least height"
        ),
        (
            ImageSize(width: 8, height: 32),
            "level 1 of images of 8×32 is 4×16, too small for patches of 7×7; a greater least "
                + "height ends the pyramid before"
        ),
        (
            ImageSize(width: 33, height: 32),
            "level 0 of images of 33×32 is 33×32, and only even sizes can be halved; crop or resize "
                + "the images to 32×32, or allow odd sizes, which the published program does not"
        ),
    ]) func sizesAreRefusedWithAReason(size: ImageSize, message: String) {
        #expect(throws: SlicedWassersteinError(message)) {
            try SlicingProtocol.published.levelSizes(of: size)
        }
    }

    @Test func oddSizesAreAllowedOnRequest() throws {
        let size = ImageSize(width: 75, height: 50)
        #expect(throws: SlicedWassersteinError.self) {
            try SlicingProtocol.published.levelSizes(of: size)
        }
        let levels = try SlicingProtocol(allowsOddSizes: true).levelSizes(of: size)
        #expect(levels == [size, ImageSize(width: 38, height: 25)])
    }
}
