// SPDX-License-Identifier: Apache-2.0

import Raster
import Spectral
import TestSupport
import Testing

@testable import Pyramids

/// The fused pass against the table of taps in double precision.
@Suite struct FiveTapPassTests {
    static let sizes = [
        (1, 1), (2, 1), (1, 2), (3, 1), (2, 2), (3, 3), (1, 9), (5, 4), (7, 16), (15, 17), (16, 16),
        (17, 33), (31, 32), (33, 47), (64, 5), (65, 3), (100, 41),
    ]
    static let kernels = [0.3, 0.375, 0.4, 0.5].map(BurtAdelsonKernel.init(a:))

    /// 16 times the rounding unit of values up to 255: each result sums at most 25 products.
    static let tolerance = 255.0 * 1.2e-7 * 16

    private func worst(_ fast: Plane, _ slow: DoublePlane) -> Double {
        guard fast.size == slow.size else { return .infinity }
        return zip(fast.samples, slow.samples).map { abs(Double($0) - $1) }.max() ?? 0
    }

    @Test(arguments: sizes) func equalsTheTables(width: Int, height: Int) {
        let image = SyntheticImage.noise(height: height, width: width, channels: 1, seed: 3)
        for kernel in Self.kernels {
            let fast = PlaneExecutor(.burtAdelson(kernel), threads: .one)
            let slow = DoublePlaneExecutor(.burtAdelson(kernel))
            let (band, coarse) = fast.split(image.plane())
            let (slowBand, slowCoarse) = slow.split(image.doublePlane())
            #expect(worst(coarse, slowCoarse) <= Self.tolerance)
            #expect(worst(fast.reduce(image.plane()), slowCoarse) <= Self.tolerance)
            #expect(worst(band, slowBand) <= Self.tolerance)
            let expanded = slow.expand(slowCoarse, to: image.plane().size)
            #expect(worst(fast.expand(coarse, toSizeOf: band), expanded) <= Self.tolerance)
            let collapsed = fast.collapseStep(coarse: coarse, band: band, gain: 1.5)
            let slowCollapsed = slow.collapseStep(coarse: slowCoarse, band: slowBand, gain: 1.5)
            #expect(worst(collapsed, slowCollapsed) <= 2 * Self.tolerance)
        }
    }

    @Test func stripsOfThreadsMeetWithoutASeam() {
        // Large enough for three strips, with an odd number of coarse rows.
        let image = SyntheticImage.noise(height: 402, width: 515, channels: 1, seed: 9).plane()
        let one = PlaneExecutor(.mirror101, threads: .one).split(image)
        let three = PlaneExecutor(.mirror101, threads: ThreadCount(3)).split(image)
        #expect(one.band == three.band)
        #expect(one.coarse == three.coarse)
        let collapsed = PlaneExecutor(.mirror101, threads: ThreadCount(3))
            .collapseStep(coarse: three.coarse, band: three.band, gain: 1)
        #expect(
            collapsed
                == PlaneExecutor(.mirror101, threads: .one)
                .collapseStep(coarse: one.coarse, band: one.band, gain: 1))
    }

    @Test func plainPathEqualsTheFusedOneThroughout() {
        let image = SyntheticImage.smooth(height: 61, width: 83).plane()
        let fused = PlaneExecutor(.mirror101, threads: .one)
        let plain = PlaneExecutor(plain: .mirror101, threads: .one)
        let left = LaplacianPyramid(decomposing: image, levels: 4, by: fused)
        let right = LaplacianPyramid(decomposing: image, levels: 4, by: plain)
        for (a, b) in zip(left.bands + [left.residual], right.bands + [right.residual]) {
            #expect(worst(a, DoublePlane(b)) <= Self.tolerance)
        }
    }

    @Test(arguments: [BorderRule.reflect1, .reflect2, .circular])
    func spectralEngineEqualsTheTables(_ border: BorderRule) {
        for (width, height) in [(1, 1), (3, 2), (16, 16), (61, 83)] {
            let image = SyntheticImage.noise(height: height, width: width, channels: 1, seed: 8)
            let filter = PyramidFilter.burtAdelson(BurtAdelsonKernel(a: 0.4), border: border)
            let spectral = PlaneExecutor(filter, method: .spectral, threads: .one)
            let slow = DoublePlaneExecutor(filter)
            let (band, coarse) = spectral.split(image.plane())
            let (slowBand, slowCoarse) = slow.split(image.doublePlane())
            // The engines agree to 1e-5 of the range.
            #expect(worst(coarse, slowCoarse) <= 255e-5)
            #expect(worst(band, slowBand) <= 255e-5)
            let back = spectral.collapseStep(coarse: coarse, band: band, gain: 1)
            #expect(worst(back, image.doublePlane()) <= 255e-6)
        }
    }

    @Test func aBatchIsItsImagesOneByOne() {
        let images = (0..<5).map { index in
            Image(
                planes: SyntheticImage.noise(
                    height: 19, width: 22, channels: 3, seed: UInt32(index)
                ).planes(), channels: .rgb, range: .byte)
        }
        let batch = ImageBatch(images)
        let batchExecutor = BatchExecutor(threads: ThreadCount(2))
        let pyramid = LaplacianPyramid(decomposing: batch, levels: 2, by: batchExecutor)
        let executor = ImageExecutor(threads: .one)
        for (index, image) in images.enumerated() {
            let single = LaplacianPyramid(decomposing: image, levels: 2, by: executor)
            #expect(pyramid.map { $0.image(at: index) } == single)
        }
        let collapsed = pyramid.collapsed(by: batchExecutor)
        #expect(collapsed.image(at: 3).size == images[3].size)
        let error = (collapsed.stack - batch.stack).samples.map(abs).max() ?? .infinity
        #expect(error <= 255 * 5e-7)
    }
}
