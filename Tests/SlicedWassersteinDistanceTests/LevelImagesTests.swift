// SPDX-License-Identifier: Apache-2.0

import Raster
import SeededRandom
import Testing

@testable import SlicedWassersteinDistance

struct LevelImagesTests {
    private static let images = 5
    private static let size = ImageSize(width: 14, height: 12)

    private func batch(channels: Int) -> ImageBatch {
        var random = SplitMix64(seed: 6)
        let samples = random.normals(count: Self.images * channels * Self.size.area)
        return Sets.batch(samples, count: Self.images, channels: channels, Self.size)
    }

    private func centres(_ measured: SlicingProtocol) -> PatchCentres {
        var random = LegacyNumPyRandom(seed: 4)
        return PatchCentres(
            in: Self.size, patchSize: measured.patchSize,
            count: Self.images * measured.patchesPerImage, from: &random)
    }

    /// Patches that are cut while they are projected, against descriptors.
    @Test(arguments: [1, 3, 7, 9, 11], [1, 3])
    func projectionsEqualThoseOfDescriptors(side: Int, channels: Int) throws {
        let measured = SlicingProtocol(patchSize: side, patchesPerImage: 37)
        let batch = batch(channels: channels)
        let centres = centres(measured)
        let length = measured.descriptorLength
        let cutter = DescriptorCutter(protocolOfMeasure: measured, threads: ThreadCount(2))
        let descriptors = AlignedSamples(uninitializedCount: centres.count * length)
        let sums = unsafe cutter.cut(batch, centres, into: descriptors.base)
        let sumsAlone = unsafe cutter.cut(batch, centres, into: nil)
        #expect(sumsAlone == sums)
        let samples = AlignedSamples(
            uninitializedCount: LevelImages.sampleCount(
                images: Self.images, channels: channels, size: Self.size))
        unsafe batch.stack.withUnsafeSamples {
            unsafe samples.base.update(from: $0, count: batch.stack.size.area)
        }
        let images = LevelImages(
            samples: samples, size: Self.size, channels: channels, centres: centres,
            patchesPerImage: 37, side: side)
        var random = LegacyNumPyRandom(seed: 5)
        let directions = Directions(length: length, count: 8, from: &random)
        var rows: [[Float]] = []
        for place: DescriptorTable.Segment.Place in [
            .memory(descriptors, offset: 0), .images(images, offset: 0),
        ] {
            let table = DescriptorTable(
                segments: [DescriptorTable.Segment(count: centres.count, place: place)],
                length: length, patchesPerImage: 37, sums: sums, order: Array(0..<Self.images),
                copies: centres.copies(patchesPerImage: 37, most: 8))
            // Whole, and the later images alone.
            for table in [table, table.subset([3, 1])] {
                let columns = ProjectedColumns(table, mergingCopies: true)
                let projections = ProjectionRows()
                projections.reserve(directions: 8, count: columns.count)
                try projections.project(
                    table, columns,
                    on: ProjectionBlock(directions, 0..<8, scale: table.statistics.scale),
                    threads: ThreadCount(2))
                rows.append(
                    (0..<8).flatMap { direction in
                        (0..<columns.count).map { unsafe projections.row(direction)[$0] }
                    })
            }
        }
        #expect(rows[0] == rows[2])
        #expect(rows[1] == rows[3])
    }

    @Test func cutsTheSameDescriptors() {
        let measured = SlicingProtocol(patchSize: 5, patchesPerImage: 10)
        let batch = batch(channels: 3)
        let centres = centres(measured)
        let expected = AlignedSamples(uninitializedCount: 50 * 75)
        _ = unsafe DescriptorCutter(protocolOfMeasure: measured, threads: .one).cut(
            batch, centres, into: expected.base)
        let samples = AlignedSamples(uninitializedCount: batch.stack.size.area + 16)
        unsafe batch.stack.withUnsafeSamples {
            unsafe samples.base.update(from: $0, count: batch.stack.size.area)
        }
        let images = LevelImages(
            samples: samples, size: Self.size, channels: 3, centres: centres, patchesPerImage: 10,
            side: 5)
        let found = AlignedSamples(uninitializedCount: 31 * 75)
        unsafe images.cut(14..<45, into: found.base)
        #expect(
            (0..<(31 * 75)).allSatisfy { unsafe found.base[$0] == expected.base[14 * 75 + $0] })
    }

    /// The first patch at each place of an image stands for all there, but for at most so many.
    @Test(arguments: [UInt8(2), 8, 255]) func copiesAreCountedByImage(most: UInt8) {
        let centres = centres(SlicingProtocol(patchesPerImage: 200))
        let copies = centres.copies(patchesPerImage: 200, most: most)
        var expected = [UInt8](repeating: 0, count: centres.count)
        for patch in centres.x.indices {
            let image = patch / 200 * 200
            let sameBefore = (image..<patch).filter {
                centres.x[$0] == centres.x[patch] && centres.y[$0] == centres.y[patch]
            }
            if let holder = sameBefore.last(where: { expected[$0] > 0 }), expected[holder] < most {
                expected[holder] += 1
            } else {
                expected[patch] = 1
            }
        }
        #expect(copies == expected)
        #expect(copies.max() == (most == 255 ? copies.max() : most))
        #expect(copies.contains(0))
    }
}
