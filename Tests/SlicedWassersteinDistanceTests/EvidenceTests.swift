// SPDX-License-Identifier: Apache-2.0

import Foundation
import Raster
import SeededRandom
import Testing

@testable import SlicedWassersteinDistance

struct EvidenceTests {
    static let small = SlicingProtocol(patchesPerImage: 8, repeats: 2, directionsPerRepeat: 4)

    /// Images of smooth noise; a seed stands for a family.
    static func images(_ count: Int, seed: UInt64, size: Int = 32, scale: Double = 6) -> ImageBatch
    {
        var samples: [Float] = []
        for image in 0..<count {
            for channel in 0..<3 {
                let noise = ValueNoise(seed: seed &+ UInt64(image * 3 + channel))
                for y in 0..<size {
                    for x in 0..<size {
                        let value = noise.value(x: Double(x) / scale, y: Double(y) / scale)
                        samples.append(Float((value * 255).rounded()))
                    }
                }
            }
        }
        return Sets.batch(
            samples, count: count, channels: 3, ImageSize(width: size, height: size))
    }

    static func evidence(
        _ images: ImageBatch, batchSize: Int = 100, order: [Int]? = nil, memory: Int = 1 << 28,
        seed: UInt64 = 1
    ) throws -> SlicedWassersteinEvidence {
        var collector = SlicedWassersteinCollector(small, seed: seed, memory: memory)
        let order = order ?? Array(0..<images.count)
        for first in stride(from: 0, to: order.count, by: batchSize) {
            let part = Array(order[first..<min(order.count, first + batchSize)])
            try collector.add(
                ImageBatch(part.map { images.image(at: $0) }), names: part.map { "\($0).png" })
        }
        return try collector.finish()
    }

    static func values(
        _ reals: SlicedWassersteinEvidence, _ fakes: SlicedWassersteinEvidence, threads: Int = 1,
        memory: Int = 1 << 28, bootstrap: Int = 0
    ) throws -> [Double] {
        let result = try SlicedWassersteinComparison(
            bootstrapReplicates: bootstrap, memory: memory, threads: ThreadCount(threads)
        ).measure(reals: reals, fakes: fakes)
        return result.levels.flatMap {
            [$0.distance.mean, $0.distance.standardError ?? -1, $0.floor?.mean ?? -1]
                + $0.bootstrap
        }
    }

    static let reals = images(12, seed: 1)
    static let fakes = images(12, seed: 1000, scale: 4)

    @Test func neitherBatchesNorOrderNorThreadsNorMemoryMakeADifference() throws {
        let plain = try Self.values(
            Self.evidence(Self.reals), Self.evidence(Self.fakes), bootstrap: 3)
        var order = Array(0..<12)
        var random = SplitMix64(seed: 4)
        random.shuffle(&order)
        let other = try Self.values(
            Self.evidence(Self.reals, batchSize: 3, order: order),
            Self.evidence(Self.fakes, batchSize: 7, order: Array(order.reversed()), memory: 0),
            threads: 2, memory: 0, bootstrap: 3)
        #expect(plain == other)
    }

    @Test func aSetIsAtZeroFromItself() throws {
        let reals = try Self.evidence(Self.reals)
        let result = try SlicedWassersteinComparison(memory: 1 << 28).measure(
            reals: reals, fakes: reals)
        #expect(result.average == 0)
        #expect(try #require(result.averageFloor) > 0)
    }

    @Test func savedEvidenceCountsAsTheImages() throws {
        let folder = FileManager.default.temporaryDirectory.appending(
            path: "evidence-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        let reals = try Self.evidence(Self.reals)
        let fakes = try Self.evidence(Self.fakes)
        try reals.save(to: folder.path)
        #expect(SlicedWassersteinEvidence.isEvidence(folder.path))
        let saved = try SlicedWassersteinEvidence(folder: folder.path)
        #expect(try Self.values(saved, fakes) == Self.values(reals, fakes))
    }

    @Test func shardsMergeIntoTheWhole() throws {
        let whole = try Self.evidence(Self.reals)
        let first = try Self.evidence(Self.reals, order: Array(8..<12))
        let rest = try Self.evidence(Self.reals, order: Array(0..<8))
        let fakes = try Self.evidence(Self.fakes)
        #expect(
            try Self.values(first.merged(with: rest), fakes) == Self.values(whole, fakes))
        #expect(throws: SlicedWassersteinError.self) { try whole.merged(with: first) }
    }

    /// Gain and offset of a channel are normalised away.
    @Test func contrastAndBrightnessAreNotSeen() throws {
        let dim = ImageBatch(
            (0..<12).map { index in
                let image = Self.fakes.image(at: index)
                return Image(
                    planes: image.planes.map { $0.map { $0 * 0.25 + 10.125 } }, channels: .rgb,
                    range: .byte)
            })
        let reals = try Self.evidence(Self.reals)
        let plain = try Self.values(reals, Self.evidence(Self.fakes))
        let dimmed = try Self.values(reals, Self.evidence(dim))
        for (a, b) in zip(plain, dimmed) { #expect(a.isApproximatelyEqual(to: b, relative: 1e-5)) }
    }

    @Test func constantChannelsAreLeftOutAndReported() throws {
        let flat = ImageBatch(
            (0..<12).map { index in
                let image = Self.fakes.image(at: index)
                let plane = image.planes[0].map { _ in 128 }
                return Image(
                    planes: [plane, image.planes[1], image.planes[2]], channels: .rgb, range: .byte)
            })
        let result = try SlicedWassersteinComparison(memory: 1 << 28).measure(
            reals: Self.evidence(Self.reals), fakes: Self.evidence(flat))
        #expect(result.levels.allSatisfy { $0.constantChannels == [true, false, false] })
        #expect(result.average.isFinite)
    }

    @Test func bootstrapSpreadsAroundTheDistance() throws {
        let result = try SlicedWassersteinComparison(bootstrapReplicates: 20, memory: 1 << 28)
            .measure(reals: Self.evidence(Self.reals), fakes: Self.evidence(Self.fakes))
        let spread = try #require(
            SlicedWassersteinMeasurement.spread(result.averageBootstrap))
        let error = try #require(result.averageStandardError)
        #expect(spread > 0 && spread < result.average)
        #expect(error > 0 && error < result.average)
    }

    /// Replicates against measuring the drawn images anew.
    ///
    /// For grey ones they are equal. For colours
    /// the channels' gains are averaged: with channels that are independent and twelve images, some of
    /// which have twelve times the contrast of others, that makes up to 3 percent.
    @Test(arguments: [(1, 1e-5), (3, 0.03)]) func replicatesAreMeasurements(
        channels: Int, tolerance: Double
    ) throws {
        func table(_ images: ImageBatch) throws -> DescriptorTable {
            // Contrast that differs from image to image, by which deviations change.
            let uneven = ImageBatch(
                (0..<12).map { index in
                    let planes = images.image(at: index).planes.prefix(channels).map {
                        $0.map { $0 * Float(index + 1) / 12 }
                    }
                    return Image(
                        planes: Array(planes), channels: channels == 1 ? .grey : .rgb, range: .byte)
                })
            return try Self.evidence(uneven).table(level: 0, inMemory: true, threads: .one)
        }
        let (a, b) = (try table(Self.reals), try table(Self.fakes))
        let names = (0..<12).map { "\($0)" }
        let directions = DirectionSet(Self.small, levels: 1, seed: 4).levels[0]
        let bootstrap = ImageBootstrap(replicates: 6, order: .first, threads: .one, seed: 3)
        let found = try bootstrap.distances(a, names: names, b, names: names, along: directions)
        for (replicate, draws) in bootstrap.draws(names).enumerated() {
            let images = draws.indices.flatMap { Array(repeating: $0, count: Int(draws[$0])) }
            let expected = try LevelDistance(
                of: a.subset(images), and: b.subset(images), along: directions, order: .first,
                rowMemory: 1 << 20, threads: .one
            ).mean
            #expect(found[replicate].isApproximatelyEqual(to: expected, relative: tolerance))
        }
    }

    /// With every image drawn once, the weighted distance is the plain one.
    @Test(arguments: WassersteinOrder.allCases) func weightsOfOneAreNoWeights(
        order: WassersteinOrder
    ) throws {
        var random = SplitMix64(seed: 9)
        let a = random.normals(count: 60 * 27)
        let b = random.normals(count: 44 * 27)
        let tableA = LevelDistanceTests.table(a, length: 27)
        let tableB = LevelDistanceTests.table(b, length: 27)
        let found = unsafe a.withUnsafeBufferPointer { a in
            unsafe b.withUnsafeBufferPointer { b in
                LabelledRow.powered(
                    unsafe LabelledRow(a.baseAddress.unsafelyUnwrapped, tableA),
                    [Int32](repeating: 1, count: 60), .none,
                    unsafe LabelledRow(b.baseAddress.unsafelyUnwrapped, tableB),
                    [Int32](repeating: 1, count: 44), .none, order: order)
            }
        }
        let sortedA = a.prefix(60).sorted()
        let sortedB = b.prefix(44).sorted()
        let expected = unsafe sortedA.withUnsafeBufferPointer { a in
            unsafe sortedB.withUnsafeBufferPointer { b in
                unsafe SortedRowDistance.powered(
                    a.baseAddress.unsafelyUnwrapped, 60, b.baseAddress.unsafelyUnwrapped, 44,
                    order: order)
            }
        }
        #expect(found.isApproximatelyEqual(to: expected, relative: 1e-12))
    }

    @Test func badSetsAreRefusedWithAReason() throws {
        var collector = SlicedWassersteinCollector(Self.small, memory: 1 << 28)
        try collector.add(Self.images(2, seed: 1), names: ["a.png", "b.png"])
        let other = Self.images(1, seed: 2, size: 64)
        #expect(
            throws: SlicedWassersteinError(
                "c.png is 64×64; every image must be the size of the first, 32×32")
        ) { try collector.add(other, names: ["c.png"]) }
        var broken = Self.images(2, seed: 3)
        broken.stack[5, 32 * 3 + 4] = .nan
        #expect(
            throws: SlicedWassersteinError(
                "e.png has samples that are not finite; leave the image out or repair it")
        ) { try collector.add(broken, names: ["d.png", "e.png"]) }
        let one = try { () throws -> SlicedWassersteinCollector in
            var collector = SlicedWassersteinCollector(Self.small, memory: 1 << 28)
            try collector.add(Self.images(1, seed: 1), names: ["a.png"])
            return collector
        }()
        #expect(throws: SlicedWassersteinError.self) { try one.finish() }
    }
}
