// SPDX-License-Identifier: Apache-2.0

import Datasets
import Foundation
import GenerativeModels
import Raster
import Scoring
import SeededRandom
import SlicedWassersteinDistance
import Testing

/// Scores of what is generated.
struct SampleScoresTests {
    /// Draws the images of a rendered set, or noise.
    struct Stand: ImageGenerator {
        let size = ImageSize(width: 32, height: 32)
        let isNoise: Bool
        let start: Int
        let reals = RenderedImageSet(.shapes32, seed: 0, count: 2000)

        func images(_ indices: Range<Int>, seed: UInt64) -> ImageBatch {
            ImageBatch(
                indices.map { index in
                    guard isNoise else {
                        return reals.image(at: start + index).converted(to: .signed)
                    }
                    var generator = (RandomStream(seed: seed) / index).generator()
                    let planes = (0..<3).map { _ in
                        Plane(
                            width: 32, height: 32,
                            samples: (0..<1024).map { _ in Float(generator.uniform(-1, 1)) })
                    }
                    return Image(planes: planes, channels: .rgb, range: .signed)
                })
        }
    }

    @Test("Reals score near the floor, noise far from it, whatever the batches")
    func tellsApart() throws {
        let reals = RenderedImageSet(.shapes32, seed: 0, count: 100)
        let few = SlicingProtocol(patchesPerImage: 16, repeats: 1, directionsPerRepeat: 16)
        let scores = try SampleScores(
            reals: reals, count: 40, measured: few, threads: ThreadCount(2))
        func score(_ name: String, _ stand: Stand) throws -> Double {
            try #require(try scores.scores(of: stand).first { $0.name == name }?.value)
        }
        let others = Stand(isNoise: false, start: 1000)
        let floor = try #require(scores.floor.first { $0.name == "swd_floor.mean" }?.value)
        #expect(try score("swd.mean", others) < 2 * floor)
        #expect(try score("swd.mean", Stand(isNoise: true, start: 0)) > 3 * floor)
        #expect(try score("ms_ssim", others) > 0)
        let names = try scores.scores(of: others).map(\.name)
        #expect(names.prefix(3) == ["swd.32", "swd.16", "swd.mean"])
    }

    /// Says with certainty whether an image's first pixel is above middle grey.
    private struct Brightness: ImageClassifier {
        let name = "brightness"
        let classCount = 2
        let featureCount = 1

        func outputs(for batch: ImageBatch) throws -> ClassifierOutputs {
            let bright = (0..<batch.count).map { index in
                batch.image(at: index).converted(to: .signed).planes[0][0, 0] > 0
            }
            return ClassifierOutputs(
                count: batch.count, logits: bright.flatMap { $0 ? [0, 60] : [60, 0] },
                features: bright.map { $0 ? 1 : 0 })
        }
    }

    /// Black images and, from a count on, white ones.
    private struct Halves: ImageGenerator {
        let dark: Int
        var size: ImageSize { ImageSize(width: 32, height: 32) }

        func images(_ indices: Range<Int>, seed: UInt64) throws -> ImageBatch {
            ImageBatch(
                indices.map { index in
                    let plane = Plane(width: 32, height: 32, filledWith: index < dark ? -1 : 1)
                    return Image(planes: [plane, plane, plane], channels: .rgb, range: .signed)
                })
        }
    }

    @Test("A classifier's score is the inception score of its classes over all images")
    func classifierScore() throws {
        let scores = try SampleScores(
            reals: RenderedImageSet(.shapes32, seed: 0, count: 40), count: 20,
            measured: SlicingProtocol(patchesPerImage: 4, repeats: 1, directionsPerRepeat: 4),
            classifier: Brightness(), threads: .one)
        func score(_ dark: Int) throws -> Double {
            let found = try scores.scores(of: Halves(dark: dark))
            return try #require(found.first { $0.name == "classifier_score" }?.value)
        }
        // Of two certain classes with shares p and 1 − p: exp of the entropy.
        #expect(abs(try score(10) - 2) < 1e-9)
        #expect(abs(try score(20) - 1) < 1e-9)
        #expect(abs(try score(5) - exp(-0.25 * log(0.25) - 0.75 * log(0.75))) < 1e-9)
        #expect(scores.floor.contains { $0.name == "classifier_score_reals" })
    }
}
