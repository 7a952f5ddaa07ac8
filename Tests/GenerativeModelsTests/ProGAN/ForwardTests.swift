// SPDX-License-Identifier: Apache-2.0

import Datasets
import Foundation
import GenerativeModels
import Layers
import Pyramids
import Raster
import SeededRandom
import TensorPyramids
import Tensors
import TestSupport
import Testing

/// Both networks and the fades against an independent program.
struct ForwardTests {
    struct Forward: Decodable {
        struct Case: Decodable {
            let lod: Double
            let images, scores: GoldenTensor
        }

        let latents: GoldenTensor
        let weights: [String: GoldenTensor]
        let cases: [Case]
    }

    struct Operations: Decodable {
        struct Deviation: Decodable {
            let groupSize: Int
            let input: GoldenTensor
            let numbers: [Double]
        }

        struct Reals: Decodable {
            let bytes, shown: GoldenTensor
            let lod: Double
        }

        struct Levels: Decodable {
            let input: GoldenTensor
            let stored: [GoldenTensor]
        }

        let deviation: [Deviation]
        let wrongNeighbours: [Double]
        let wholeBatch: Double
        let reals: [Reals]
        let levels: Levels
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
        let golden: Forward = try Fixture.json("progan/forward.json")
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
                try expect(scores, one.scores, tolerance: tolerance)
            }
        }
    }

    @Test("The fade ends where the coarser level is and where the finer one begins")
    func fadeEnds() throws {
        let golden: Forward = try Fixture.json("progan/forward.json")
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

    @Test("A finer block that is not in use makes no difference, whatever its weights")
    func unusedBlock() throws {
        let scope = Scope(seed: 1)
        let generator = try ProGAN.Generator(scope, Self.architecture)
        let latents = try Tensor.ones([2, 4])
        let detail = LevelOfDetail(level: 1)
        let before: [Float] = try generator(latents, at: detail, .training).values()
        try withoutGradient {
            for entry in scope.parameters.entries where entry.name.hasPrefix("8x8") {
                try entry.tensor.fill(with: 17)
            }
        }
        #expect(try generator(latents, at: detail, .training).values() == before)
    }

    @Test("With first weights, features keep their size from layer to layer")
    func firstSignals() throws {
        // Unit noise through the discriminator's convolutions: an equalized layer and leaky ReLU keep
        // the mean square within a factor of 2, as long as there are many maps.
        var generator = SplitMix64(seed: 1)
        var x = try Tensor.normal([2, 64, 16, 16], using: &generator)
        let scope = Scope(seed: 3)
        for index in 0..<6 {
            let layer = try Convolution(
                scope / index, from: 64, to: 64, kernel: 3, padding: 1, weights: .equalized())
            let next = try layer(x).leakyReLU(0.2)
            let ratio = try next.squared().mean().item() / x.squared().mean().item()
            #expect(ratio > 0.25 && ratio < 4)
            x = next
        }
        // In the generator it is so by construction: every pixel's vector has a root mean square of 1.
        let normal = try PixelNormalisation()(x).squared().mean(along: 1)
        #expect(try (normal - 1).magnitude().greatest().item() < 1e-5)
    }

    @Test("Groups of the minibatch deviation are strided, not neighbours")
    func deviation() throws {
        let golden: Operations = try Fixture.json("progan/operations.json")
        for one in golden.deviation {
            let x = try one.input.tensor()
            let map = try MinibatchDeviation(groupSize: one.groupSize)(x)
                .slice(3..<4, along: 1).element(0, along: 3).element(0, along: 2)
            let values = try map.values(as: Double.self)
            for (value, expected) in zip(values, one.numbers) {
                #expect(abs(value - expected) < 1e-10)
            }
            for wrong in golden.wrongNeighbours {
                #expect(!values.contains { abs($0 - wrong) < 1e-6 })
            }
        }
        let x = try golden.deviation[0].input.tensor()
        let whole = try MinibatchDeviation(groupSize: nil)(x).slice(3..<4, along: 1)
        #expect(
            abs(try whole.mean().item() - golden.wholeBatch) < 1e-10)
    }

    @Test("Reals are mapped to −1 … 1 and cross-fade as the generator does")
    func reals() throws {
        let golden: Operations = try Fixture.json("progan/operations.json")
        for one in golden.reals {
            // The bytes are those of the level; the fade is that of any level.
            let fade = LevelOfDetail(lod: one.lod - one.lod.rounded(.down))
            let x = try one.bytes.tensor() * (2 / 255) - 1
            let shown = try TensorExecutor(.box).showing(fade, of: x)
            // α is single precision.
            try expect(shown, one.shown, tolerance: 1e-6)
        }
    }

    @Test("Levels are means of unrounded levels, rounded half to even")
    func levels() throws {
        let golden: Operations = try Fixture.json("progan/operations.json")
        let pixels = golden.levels.input.data.map { Float($0) }
        let image = Image(Plane(width: 8, height: 8, samples: pixels), range: .byte)
        let levels = try MemoryLevels(OneImage(stored: image))
        #expect(levels.sizes.map(\.width) == [8, 4])
        for level in 0..<2 {
            var bytes: [UInt8] = []
            levels.append(0, level: level, to: &bytes)
            #expect(bytes.map(Double.init) == golden.levels.stored[level].data)
        }
    }

    private struct OneImage: ImageSet {
        let stored: Image
        let count = 1
        let summary = "one image"
        func name(at index: Int) -> String { "one" }
        func image(at index: Int) -> Image { stored }
    }

    @Test("A fade scales the finest band of the pyramid that the architecture names")
    func fades() throws {
        for operators in [PyramidOperators.box2, .binomial5] {
            var architecture = Self.architecture
            architecture.fade = operators
            let generator = try ProGAN.Generator(Scope(seed: 3), architecture)
            var random = SplitMix64(seed: 5)
            let latents = try Tensor.normal([2, 4], using: &random)
            func image(_ detail: LevelOfDetail) throws -> Tensor {
                try generator(latents, at: detail, .evaluation)
            }
            let coarse = try image(LevelOfDetail(level: 1))
            let fine = try image(.full)
            let base = try TensorExecutor(operators.filter).expand(coarse, toSizeOf: fine)
            let expected = try (base + (fine - base) * 0.25).values(as: Float.self)
            let faded = try image(LevelOfDetail(level: 0, alpha: 0.25)).values(as: Float.self)
            #expect(zip(faded, expected).allSatisfy { abs($0 - $1) < 1e-5 })
        }
    }

    @Test("An architecture that was stored before there was a choice of the fade is read")
    func storedArchitecture() throws {
        let data = try JSONEncoder().encode(Self.architecture)
        let whole = String(decoding: data, as: UTF8.self)
        let older = whole.replacing(#""fade":"box2","#, with: "")
        #expect(older != whole)
        #expect(
            try JSONDecoder().decode(ProGAN.Architecture.self, from: Data(older.utf8))
                == Self.architecture)
    }
}
