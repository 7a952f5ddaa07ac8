// SPDX-License-Identifier: Apache-2.0

import Layers
import Pyramids
import Raster
import SeededRandom
import TensorPyramids
import Tensors
import Testing

/// The tensor executor against the image executors, which goldens of every convention hold.
struct TensorExecutorTests {
    static let filters: [PyramidFilter] =
        [.plenoptic(), .plenoptic(isScaled: true), .kornia, .lapganTorch, .box, .halide]
        + BorderRule.allCases.map { .burtAdelson(border: $0) }
        + [.burtAdelson(BurtAdelsonKernel(a: 0.4))]
        + BorderRule.allCases.map { .pyrtools(border: $0) }
        + [.pyrtools(reduce: .qmf9, expand: .qmf9), .pyrtools(reduce: .haar, expand: .haar)]

    static let sizes = [
        ImageSize(width: 16, height: 8), ImageSize(width: 17, height: 13),
        ImageSize(width: 6, height: 31), ImageSize(width: 1, height: 5),
    ]

    private func plane(_ size: ImageSize, seed: UInt64) -> DoublePlane {
        var generator = SplitMix64(seed: seed)
        return DoublePlane(size: size, samples: (0..<size.area).map { _ in generator.normal() })
    }

    private func tensor(_ plane: DoublePlane) throws -> Tensor {
        try Tensor(plane.samples, shape: [1, 1, plane.height, plane.width])
    }

    // Both sum the same products, in another order: some 1e-15 of values up to 10.
    private func expect(
        _ tensor: Tensor, _ plane: DoublePlane, at location: SourceLocation = #_sourceLocation
    ) throws {
        #expect(tensor.shape.suffix(2) == [plane.height, plane.width], sourceLocation: location)
        for (a, b) in zip(try tensor.values(as: Double.self), plane.samples) {
            #expect(abs(a - b) < 1e-13, sourceLocation: location)
        }
    }

    @Test(arguments: filters, sizes)
    func equalsTheImageExecutor(_ filter: PyramidFilter, _ size: ImageSize) throws {
        // kornia's expansion always doubles.
        let size = filter.paddedSize(of: size, levels: 1)
        let executor = TensorExecutor(filter)
        let slow = DoublePlaneExecutor(filter)
        let image = plane(size, seed: 1)
        let x = try tensor(image)
        let coarse = slow.reduce(image)
        try expect(executor.reduce(x), coarse)
        try expect(
            executor.expand(tensor(coarse), toSizeOf: x), slow.expand(coarse, toSizeOf: image))
        let (band, low) = try executor.split(x)
        try expect(band, slow.split(image).band)
        try expect(executor.collapseStep(coarse: low, band: band, gain: 1), image)
        let faded = slow.collapseStep(coarse: coarse, band: slow.split(image).band, gain: 0.25)
        try expect(executor.collapseStep(coarse: low, band: band, gain: 0.25), faded)
    }

    @Test func wholePyramidsAgreeInSinglePrecision() throws {
        let size = ImageSize(width: 45, height: 38)
        var generator = SplitMix64(seed: 2)
        let images = (0..<2).map { _ in
            let planes = (0..<3).map { _ in
                Plane(
                    width: size.width, height: size.height,
                    samples: (0..<size.area).map { _ in Float(generator.uniform()) })
            }
            return Image(planes: planes, channels: .rgb, range: .unit)
        }
        let x = try Tensor(ImageBatch(images))
        let executor = TensorExecutor()
        let pyramid = try LaplacianPyramid(decomposing: x, levels: 3, by: executor)
        let expected = images.map {
            LaplacianPyramid(decomposing: $0, levels: 3, by: ImageExecutor(.mirror101))
        }
        for level in 0..<3 {
            let batch = ImageBatch(expected.map { $0.bands[level] })
            let difference = try pyramid.bands[level] - Tensor(batch)
            // Samples are at most 1: a few units in the last place of single precision.
            #expect(try difference.magnitude().greatest().item() < 1e-6)
        }
        let residual = try pyramid.residual - Tensor(ImageBatch(expected.map(\.residual)))
        #expect(try residual.magnitude().greatest().item() < 1e-6)
        let back = try pyramid.collapsed(by: executor) - x
        #expect(try back.magnitude().greatest().item() < 1e-6)
    }

    @Test(arguments: filters)
    func gradientsPassThrough(_ filter: PyramidFilter) throws {
        let x = try tensor(plane(ImageSize(width: 8, height: 4), seed: 3))
        let detail = try tensor(plane(ImageSize(width: 8, height: 4), seed: 4))
        try x.requireGradient()
        try detail.requireGradient()
        let executor = TensorExecutor(filter)
        let error = try gradientError(of: [x, detail]) {
            let (band, coarse) = try executor.split(x)
            let faded = try executor.collapseStep(coarse: coarse, band: band * detail, gain: 0.3)
            return try faded.hyperbolicTangent().sum()
        }
        #expect(error < 1e-8)
    }

    @Test func wrongShapesAreErrors() throws {
        let executor = TensorExecutor(.box)
        #expect(throws: TensorError.self) { try executor.reduce(Tensor.ones([4])) }
        let error = try #require(throws: TensorError.self) {
            try executor.expand(Tensor.ones([1, 1, 3, 3]), to: ImageSize(width: 9, height: 6))
        }
        #expect(
            error.description
                == "expansion to 9×6 of [1, 1, 3, 3]: a side of 9 is not reduced to 3")
    }

    @Test func threeAxesAreOneImage() throws {
        let x = try Tensor((0..<24).map(Double.init), shape: [1, 4, 6])
        let executor = TensorExecutor(.box)
        let four = try executor.reduce(x.insertingAxis(0))
        #expect(try executor.reduce(x).values(as: Double.self) == four.values(as: Double.self))
    }
}
