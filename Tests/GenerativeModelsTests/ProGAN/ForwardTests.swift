// SPDX-License-Identifier: Apache-2.0

import Datasets
import GenerativeModels
import Layers
import Pyramids
import Raster
import TensorPyramids
import Tensors
import TestSupport
import Testing

/// Both networks and the fades against an independent program.
struct ForwardTests {
    struct Forward: Decodable {
        struct Case: Decodable {
            let lod: Double
            let images, scores_separate, scores_fused: GoldenTensor
        }

        let latents: GoldenTensor
        let weights: [String: GoldenTensor]
        let cases: [Case]
    }

    struct Operations: Decodable {
        struct Deviation: Decodable {
            let group_size: Int
            let input: GoldenTensor
            let appended_channel_per_sample: [Double]
        }

        struct Wrong: Decodable { let values: [Double] }
        struct Whole: Decodable { let value: Double }

        struct Reals: Decodable {
            let uint8, network_input: GoldenTensor
            let lod: Double
        }

        struct Levels: Decodable {
            let input: GoldenTensor
            let stored_uint8: [GoldenTensor]
        }

        let minibatch_stddev: [Deviation]
        let minibatch_stddev_wrong_contiguous_G4: Wrong
        let minibatch_stddev_whole_batch: Whole
        let process_reals: [Reals]
        let dataset_pyramid: Levels
    }

    private static let architecture = ProGAN.Architecture(
        resolution: 8, baseMaps: 16, mostMaps: 4)

    /// The name here of a weight there, such as `G/ToRGB_lod1/weight`.
    private func name(_ golden: String) -> String {
        let parts = golden.split(separator: "/")
        let layer = parts[1...].dropLast().map { part -> String in
            if part.hasPrefix("ToRGB_lod") || part.hasPrefix("FromRGB_lod") {
                let side = part.hasSuffix("0") ? "8x8" : "4x4"
                return side + (part.hasPrefix("To") ? ".to_rgb" : ".from_rgb")
            }
            return part.lowercased()
        }
        return (layer + [String(parts[parts.count - 1])]).joined(separator: ".")
    }

    private func networks(
        _ golden: Forward, layout: ProGAN.FeatureLayout, type: ElementType
    ) throws -> (ProGAN.Generator, ProGAN.Discriminator) {
        let g = Scope(seed: 1, type: type)
        let d = Scope(seed: 2, type: type)
        let networks = (
            try ProGAN.Generator(g, Self.architecture, layout: layout),
            try ProGAN.Discriminator(d, Self.architecture, layout: layout)
        )
        var assigned = 0
        for (key, value) in golden.weights {
            let set = key.hasPrefix("G/") ? g.parameters : d.parameters
            let own = try #require(set[name(key)], "\(key)")
            #expect(own.shape == value.shape, "\(key)")
            try withoutGradient { try own.assign(value.tensor()) }
            assigned += own.count
        }
        #expect(assigned == g.parameters.count + d.parameters.count)
        return networks
    }

    @Test(
        "Images and scores of given weights for lod 0, 0.5 and 1",
        arguments: [ProGAN.FeatureLayout.channelsFirst, .channelsLast])
    func forward(layout: ProGAN.FeatureLayout) throws {
        let golden: Forward = try Fixture.json("progan/progan_forward.json")
        // Rounding of single precision through ten layers; in double precision nothing is left but
        // another order of sums.
        for (type, tolerance) in [(ElementType.float32, 1e-5), (.float64, 1e-7)] {
            let (generator, discriminator) = try networks(golden, layout: layout, type: type)
            for one in golden.cases {
                let detail = LevelOfDetail(lod: one.lod)
                let latents = try golden.latents.tensor(type)
                var images = try generator(latents, at: detail, .training)
                let scores = try discriminator(images, at: detail).scores.reshaped([-1, 1])
                // The golden images are at full size whatever the level.
                if detail.level == 1 { images = try images.upsampled(by: 2) }
                try expect(images, one.images, tolerance: tolerance)
                try expect(scores, one.scores_separate, tolerance: tolerance)
            }
        }
    }

    @Test("The fade ends where the coarser level is and where the finer one begins")
    func fadeEnds() throws {
        let golden: Forward = try Fixture.json("progan/progan_forward.json")
        let (generator, discriminator) = try networks(
            golden, layout: .channelsLast, type: .float64)
        let latents = try golden.latents.tensor()
        let coarse = try generator(latents, at: LevelOfDetail(level: 1), .training)
        let nearly = try generator(
            latents, at: LevelOfDetail(level: 0, alpha: 1e-9), .training)
        let repeated = try TensorExecutor(.box).expand(coarse, toSizeOf: nearly)
        #expect(try (nearly - repeated).magnitude().greatest().item() < 1e-6)
        // Scores of a coarse image, and of its repetition when the fine block hardly counts.
        let a = try discriminator(coarse, at: LevelOfDetail(level: 1)).scores
        let b = try discriminator(repeated, at: LevelOfDetail(level: 0, alpha: 1e-9)).scores
        #expect(try (a - b).magnitude().greatest().item() < 1e-6)
    }

    @Test("Groups of the minibatch deviation are strided, not neighbours")
    func deviation() throws {
        let golden: Operations = try Fixture.json("progan/progan_ops.json")
        for one in golden.minibatch_stddev {
            let x = try one.input.tensor()
            let map = try MinibatchDeviation(groupSize: one.group_size)(x)
                .slice(3..<4, along: 1).element(0, along: 3).element(0, along: 2)
            let values = try map.values(as: Double.self)
            for (value, expected) in zip(values, one.appended_channel_per_sample) {
                #expect(abs(value - expected) < 1e-10)
            }
            for wrong in golden.minibatch_stddev_wrong_contiguous_G4.values {
                #expect(!values.contains { abs($0 - wrong) < 1e-6 })
            }
        }
        let x = try golden.minibatch_stddev[0].input.tensor()
        let whole = try MinibatchDeviation(groupSize: nil)(x).slice(3..<4, along: 1)
        #expect(
            abs(try whole.mean().item() - golden.minibatch_stddev_whole_batch.value) < 1e-10)
    }

    @Test("Reals are mapped to −1 … 1 and cross-fade as the generator does")
    func reals() throws {
        let golden: Operations = try Fixture.json("progan/progan_ops.json")
        for one in golden.process_reals {
            // The bytes are those of the level; the fade is that of any level.
            let fade = LevelOfDetail(lod: one.lod - one.lod.rounded(.down))
            let x = try one.uint8.tensor() * (2 / 255) - 1
            let shown = try TensorExecutor(.box).showing(fade, of: x)
            // α is single precision.
            try expect(shown, one.network_input, tolerance: 1e-6)
        }
    }

    @Test("Levels are means of unrounded levels, rounded half to even")
    func levels() throws {
        let golden: Operations = try Fixture.json("progan/progan_ops.json")
        let pixels = golden.dataset_pyramid.input.data.map { Float($0) }
        let image = Image(Plane(width: 8, height: 8, samples: pixels), range: .byte)
        let levels = try MemoryLevels(OneImage(stored: image))
        #expect(levels.sizes.map(\.width) == [8, 4])
        for level in 0..<2 {
            var bytes: [UInt8] = []
            levels.append(0, level: level, to: &bytes)
            #expect(bytes.map(Double.init) == golden.dataset_pyramid.stored_uint8[level].data)
        }
    }

    private struct OneImage: ImageSet {
        let stored: Image
        let count = 1
        let summary = "one image"
        func name(at index: Int) -> String { "one" }
        func image(at index: Int) -> Image { stored }
    }
}
