// SPDX-License-Identifier: Apache-2.0

import Raster
import Scoring
import StructuralSimilarity
import TestSupport
import Testing

struct DiversityTests {
    struct Golden: Decodable, Sendable {
        let resolution: Int
        let pairs: [Double]
        let average: Double

        private enum CodingKeys: String, CodingKey {
            case resolution, average
            case pairs = "per_pair"
        }
    }

    /// The images of the fixtures: see their field `images`.
    private static func images(count: Int, side: Int, seed: UInt32) -> [Image] {
        let bases: [SyntheticImage] = [
            .smooth(height: side, width: side, channels: 3),
            .chirp(height: side, width: side, channels: 3),
            .xor(height: side, width: side, channels: 3),
        ]
        return (0..<count).map { index in
            let base =
                index.isMultiple(of: 2)
                ? bases[index % 3] : bases[(index / 2) % 3].withLessContrast()
            return base.withNoise(seed: seed + UInt32(index)).byteImage
        }
    }

    @Test(arguments: [
        ("M05_progan_128", 500 as UInt32), ("M06_progan_64", 600), ("M06b_progan_32", 700),
    ])
    func pairsScoreAsInTheOriginal(name: String, seed: UInt32) throws {
        let golden = try Fixture.json("ms-ssim/\(name).json", as: Golden.self)
        let images = Self.images(
            count: 2 * golden.pairs.count, side: golden.resolution, seed: seed)
        let measure = MultiscaleSimilarity(.progan)
        for (index, expected) in golden.pairs.enumerated() {
            let score = try measure.score(images[2 * index], images[2 * index + 1])
            // The original squares in single precision.
            #expect(abs(score.value - expected) < 2e-5)
            #expect((score.value == 0) == !score.clampedScales.isEmpty)
        }
        var collector = DiversityCollector()
        try collector.add(ImageBatch(images))
        let report = try collector.finish()
        let value = try #require(report.value("MS-SSIM"))
        #expect(abs(value.value - golden.average) < 2e-5)
        #expect(report.count("pairs") == golden.pairs.count)
        let clipped = Double(golden.pairs.filter { $0 == 0 }.count) / Double(golden.pairs.count)
        #expect(report.value("clipped pairs")?.value == clipped)
        #expect((value.uncertainty?.standardError ?? 0) > 0)
    }

    @Test func batchesThreadsAndShardsDoNotMatter() throws {
        let images = Self.images(count: 9, side: 32, seed: 1)
        func report(_ sizes: [Int], threads: Int) throws -> ScoreReport {
            var collector = DiversityCollector(threads: ThreadCount(threads))
            var start = 0
            for size in sizes {
                try collector.add(ImageBatch(Array(images[start..<start + size])))
                start += size
            }
            return try collector.finish()
        }
        let whole = try report([9], threads: 1)
        #expect(try report([9], threads: 2) == whole)
        #expect(try report([1, 3, 2, 3], threads: 2) == whole)

        var front = DiversityCollector()
        try front.add(ImageBatch(Array(images[..<4])))
        var back = DiversityCollector()
        try back.add(ImageBatch(Array(images[4...])))
        try front.merge(back)
        let merged = try front.finish()
        let (one, other) = (merged.values[0].value, whole.values[0].value)
        #expect(abs(one - other) < 1e-15)
        #expect(merged.counts == whole.counts)
    }

    @Test func randomPairsDependOnNamesAndSeedAlone() throws {
        let images = Self.images(count: 8, side: 16, seed: 1)
        let names = (0..<8).map { "image-\($0)" }
        func report(_ order: [Int], seed: UInt64, threads: Int) throws -> ScoreReport {
            try SetDiversity(pairCount: 3, seed: seed, threads: ThreadCount(threads))
                .report(names: order.map { names[$0] }) { images[order[$0]] }
        }
        let forwards = try report(Array(0..<8), seed: 5, threads: 1)
        #expect(try report(Array((0..<8).reversed()), seed: 5, threads: 2) == forwards)
        #expect(try report(Array(0..<8), seed: 6, threads: 1).values != forwards.values)
        #expect(forwards.count("pairs") == 3)
    }

    @Test func classesArePairedWithin() throws {
        let images = Self.images(count: 6, side: 16, seed: 1)
        let report = try SetDiversity(pairCount: 100).report(
            names: ["a", "b", "c", "d", "e", "f"], classes: ["x", "x", "x", "y", "y", "y"]
        ) { images[$0] }
        // All three pairs of each class.
        #expect(report.count("pairs") == 6)
        let means = try ["x", "y"].map { try #require(report.value("class \($0)")).value }
        #expect(abs(report.values[0].value - (means[0] + means[1]) / 2) < 1e-15)
        #expect(report.warnings.contains { $0.contains("not independent") })
    }

    @Test func tooFewImagesAreRefused() {
        let image = Self.images(count: 1, side: 16, seed: 1)[0]
        #expect(throws: SimilarityError.tooFewImages(1, group: nil)) {
            try SetDiversity(pairCount: 1).report(names: ["a"]) { _ in image }
        }
        #expect(throws: SimilarityError.tooFewImages(1, group: "x")) {
            try SetDiversity(pairCount: 1).report(names: ["a"], classes: ["x"]) { _ in image }
        }
        #expect(throws: SimilarityError.tooFewImages(0, group: nil)) {
            try DiversityCollector().finish()
        }
    }

    @Test func signedImagesAreComparedAsBytes() throws {
        let images = Self.images(count: 2, side: 16, seed: 4)
        let report = { (images: [Image]) in
            var collector = DiversityCollector()
            try collector.add(ImageBatch(images))
            return try collector.finish()
        }
        #expect(try report(images.map { $0.converted(to: .signed) }) == report(images))
    }
}
