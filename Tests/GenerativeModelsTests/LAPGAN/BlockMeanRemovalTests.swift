// SPDX-License-Identifier: Apache-2.0

import Datasets
import GenerativeModels
import Layers
import Raster
import SeededRandom
import Tensors
import Testing

/// Bands without means of 2×2 pixels.
struct BlockMeanRemovalTests {
    private func numbers(_ shape: [Int], seed: UInt64) throws -> Tensor {
        var generator = RandomStream(seed: seed).generator()
        return try Tensor.uniform(shape, from: -1, to: 1, using: &generator)
            .converted(to: .float64)
    }

    private func greatest(_ tensor: Tensor) throws -> Double {
        try tensor.magnitude().greatest().item()
    }

    @Test("Of four numbers the mean is taken away, and nothing of numbers whose mean is 0")
    func knownBlock() throws {
        let block = try Tensor([Float(1), 2, 3, 6], shape: [1, 1, 2, 2])
        let once = try BlockMeanRemoval()(block)
        #expect(try once.values(as: Float.self) == [-2, -1, 0, 3])
        #expect(try BlockMeanRemoval()(once).values(as: Float.self) == [-2, -1, 0, 3])
    }

    @Test("Blocks are those of the pyramid, not others one pixel further")
    func blocksOfThePyramid() throws {
        let pyramid = try CascadePyramid(sides: [8, 4], operators: .box2)
        let band = try numbers([2, 3, 8, 8], seed: 1)
        let expected = try band - pyramid.lowPass(band, at: 0)
        #expect(try greatest(BlockMeanRemoval()(band) - expected) < 1e-15)
    }

    @Test("Real bands are left as they are")
    func realBands() throws {
        let pyramid = try CascadePyramid(sides: [32, 16, 8], operators: .box2)
        let frame = LevelFrame(pyramid: pyramid, level: 0, classes: 0, normaliser: .signed)
        let shapes = RenderedImageSet(.shapes32, seed: 0, count: 2)
        let images = (0..<2).map { shapes.image(at: $0).converted(to: .signed) }
        let bands = try frame.batch(of: ImageBatch(images), labels: [0, 0]).bands()
        #expect(try greatest(bands) > 0.1)
        // Means of values up to 1 in single precision.
        #expect(try greatest(BlockMeanRemoval()(bands) - bands) < 1e-6)
    }

    @Test(
        "A sample, reduced, is the coarse image that it was made from where the sizes ask for it",
        arguments: [true, false])
    func samplesKeepTheirCoarseImage(_ keeps: Bool) throws {
        let pyramid = try CascadePyramid(sides: [8, 4], operators: .box2)
        let generator = try LevelGenerator(
            .convolutional(
                sizes: BandArchitecture(
                    generatorMaps: 4, generatorKernels: [3, 3, 3], keepsCoarseImage: keeps)),
            LevelShape(side: 8), seed: 1, type: .float64)
        let coarse = try numbers([2, 3, 4, 4], seed: 2)
        let band = try generator.network(
            numbers([2, 1, 8, 8], seed: 3),
            LevelCondition(lowPass: pyramid.enlarged(coarse, to: 0)), .evaluation)
        #expect(try greatest(band) > 0.01)
        let error = try greatest(
            pyramid.reduced(pyramid.collapsed(coarse: coarse, band: band), from: 0) - coarse)
        #expect((error < 1e-14) == keeps, "off by \(error)")
    }

    @Test("A gradient loses its blocks' means too: what asks for another colour moves no weight")
    func gradient() throws {
        let generator = try LevelGenerator(
            .convolutional(
                sizes: BandArchitecture(
                    generatorMaps: 4, generatorKernels: [3, 3, 3], keepsCoarseImage: true)),
            LevelShape(side: 8), seed: 1, type: .float64)
        let band = try generator.network(
            numbers([2, 1, 8, 8], seed: 3),
            LevelCondition(lowPass: numbers([2, 3, 8, 8], seed: 4)), .training)
        try (band.sum()).backward()
        for entry in generator.parameters.trained {
            let slope = try #require(try entry.tensor.gradient())
            #expect(try greatest(slope) < 1e-13, "\(entry.name)")
        }
    }
}
