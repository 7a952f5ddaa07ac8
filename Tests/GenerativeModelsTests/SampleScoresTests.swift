// SPDX-License-Identifier: Apache-2.0

import Datasets
import GenerativeModels
import Raster
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
}
