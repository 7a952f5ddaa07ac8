// SPDX-License-Identifier: Apache-2.0

import Pyramids
import Raster
import TestSupport
import Testing

@Suite struct LaplacianPyramidTests {
    static let invertible: [PyramidFilter] =
        [
            .mirror101, .burtAdelson(BurtAdelsonKernel(a: 0.4), border: .circular), .pyrtools(),
            .plenoptic(), .plenoptic(isScaled: true), .kornia, .lapganTorch, .box, .halide,
        ]
        + PyrtoolsKernel.allCases.map { .pyrtools(reduce: $0, expand: $0) }
        + BorderRule.allCases.map { .pyrtools(border: $0) }

    @Test(arguments: invertible) func collapsesToTheImage(_ filter: PyramidFilter) {
        for (width, height) in [(1, 1), (2, 3), (7, 5), (16, 16), (33, 20)] {
            let source = SyntheticImage.noise(height: height, width: width, channels: 1, seed: 5)
            let levels = 3
            let padded = filter.paddedSize(
                of: ImageSize(width: width, height: height), levels: levels)
            let image = source.plane().mirrorPadded(to: padded)
            let executor = PlaneExecutor(filter, threads: .one)
            let pyramid = LaplacianPyramid(decomposing: image, levels: levels, by: executor)
            #expect(
                (pyramid.bands + [pyramid.residual]).map(\.size)
                    == filter.levelSizes(of: padded, levels: levels))
            let largest = pyramid.residual.samples.map(abs).max() ?? 0
            let back = pyramid.collapsed(by: executor)
            let error = (back - image).samples.map(abs).max() ?? .infinity
            // One rounding unit of the largest value a level holds, each level and direction.
            #expect(error <= max(255, largest) * 5e-7, "\(filter) at \(width)×\(height)")

            let slow = DoublePlaneExecutor(filter)
            let reference = LaplacianPyramid(
                decomposing: DoublePlane(image), levels: levels, by: slow)
            for (band, exact) in zip(pyramid.bands, reference.bands) {
                let difference = zip(band.samples, exact.samples).map { abs(Double($0) - $1) }
                #expect((difference.max() ?? 0) <= Double(max(255, largest)) * 1e-6)
            }
        }
    }

    @Test func aConstantHasEmptyBands() {
        let image = Plane(width: 37, height: 22, filledWith: 200)
        for filter in [PyramidFilter.mirror101, .kornia, .lapganTorch, .box, .halide] {
            let size = filter.paddedSize(of: image.size, levels: 3)
            let pyramid = LaplacianPyramid(
                decomposing: image.mirrorPadded(to: size), levels: 3,
                by: PlaneExecutor(filter, threads: .one))
            for band in pyramid.bands { #expect((band.samples.map(abs).max() ?? 1) <= 1e-4) }
            #expect(abs(pyramid.residual.mean - 200) <= 1e-4)
        }
    }

    @Test func levelGainIsWhatAConstantGrowsBy() {
        for filter in [PyramidFilter.pyrtools(), .plenoptic(isScaled: true), .mirror101] {
            let image = Plane(width: 32, height: 32, filledWith: 1)
            let coarse = PlaneExecutor(filter, threads: .one).reduce(image)
            #expect(abs(coarse[8, 8] - filter.levelGain) <= 1e-6)
        }
    }

    @Test func gainsScaleTheirBands() {
        let executor = PlaneExecutor(.mirror101, threads: .one)
        let image = SyntheticImage.chirp(height: 40, width: 40).plane()
        let pyramid = LaplacianPyramid(decomposing: image, levels: 3, by: executor)
        let scaled = LaplacianPyramid(
            bands: [pyramid.bands[0] * 0, pyramid.bands[1] * 2, pyramid.bands[2]],
            residual: pyramid.residual)
        #expect(
            pyramid.collapsed(by: executor, gains: [0, 2]) == scaled.collapsed(by: executor))
    }

    @Test func defaultLevelsLeaveAtLeastEight() {
        let filter = PyramidFilter.mirror101
        for (side, levels) in [(1, 0), (15, 1), (16, 1), (17, 1), (32, 2), (512, 6), (4096, 9)] {
            #expect(
                filter.defaultLevelCount(for: ImageSize(width: side, height: 2 * side)) == levels)
        }
    }

    @Test func integerChainsCollapseExactly() {
        for (width, height) in [(1, 1), (2, 7), (113, 75), (64, 64), (301, 9)] {
            let bytes = SyntheticImage.noise(height: height, width: width, channels: 1, seed: 11)
                .bytes()
            let pyramid = IntegerLaplacianPyramid(decomposing: bytes, levels: 5)
            #expect(pyramid.collapsed() == bytes)
            let words = IntegerPlane<UInt16>(
                size: bytes.size, samples: bytes.samples.map { UInt16($0) * 257 })
            #expect(
                IntegerLaplacianPyramid(decomposing: words, levels: 5).collapsed() == words)
        }
    }
}
