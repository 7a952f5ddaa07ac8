// SPDX-License-Identifier: Apache-2.0

import InceptionScoring
import Raster
import Scoring
import Testing

/// A stand-in whose features are the means of the channels, and its logits those times ten.
private struct ChannelMeans: ImageClassifier {
    let name = "channel means"
    let classCount = 3
    let featureCount = 3

    func outputs(for batch: ImageBatch) throws -> ClassifierOutputs {
        let means = (0..<batch.count).flatMap { index in
            batch.image(at: index).planes.map { $0.samples.reduce(0, +) / 4 }
        }
        return ClassifierOutputs(
            count: batch.count, logits: means.map { $0 * 10 }, features: means)
    }
}

struct ClassifierEvidenceTests {
    private func image(_ index: Int) -> Image {
        Image(
            planes: (0..<3).map {
                Plane(width: 2, height: 2, filledWith: Float((index * ($0 + 3)) % 11) / 11)
            }, channels: .rgb, range: .unit)
    }

    private func evidence(_ indices: [Int], batchSize: Int) throws -> ClassifierEvidence {
        var evidence = ClassifierEvidence(name: "set")
        for start in stride(from: 0, to: indices.count, by: batchSize) {
            let part = indices[start..<min(start + batchSize, indices.count)]
            try evidence.add(
                ImageBatch(part.map(image)), names: part.map { "\($0 + 100).png" },
                seenBy: ChannelMeans())
        }
        return evidence
    }

    @Test func batchesShardsAndOrderDoNotShow() throws {
        let whole = try evidence(Array(0..<30), batchSize: 30)
        var shards = try evidence(Array((10..<30).reversed()), batchSize: 7)
        try shards.merge(evidence(Array(0..<10), batchSize: 4))
        #expect(shards.count == 30)
        let score = InceptionScore(splits: 3)
        #expect(
            try score.scores(of: shards.logits(), as: .logits)
                == score.scores(of: whole.logits(), as: .logits))
        let distance = try FrechetDistance(
            between: FeatureStatistics(shards.features()), and: FeatureStatistics(whole.features()))
        #expect(distance.value < 1e-12)
        let report = try score.report(
            of: whole.logits(), as: .logits, classifier: ChannelMeans().name)
        #expect(report.name == "inception score, channel means")
    }

    @Test func nothingSeenIsNoScore() {
        #expect(throws: InceptionScoringError.self) {
            try ClassifierEvidence(name: "set").features()
        }
    }
}
