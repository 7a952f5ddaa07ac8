// SPDX-License-Identifier: Apache-2.0

import Pyramids
import Raster
import TestSupport
import Testing

@Suite struct MultibandBlendTests {
    private let size = ImageSize(width: 47, height: 33)

    private func mask(_ size: ImageSize, _ formula: (_ x: Int, _ y: Int) -> Float) -> Image {
        let samples = (0..<size.height).flatMap { y in (0..<size.width).map { formula($0, y) } }
        return Image(Plane(width: size.width, height: size.height, samples: samples), range: .unit)
    }

    @Test func matchesTheBlendMadeWithOpenCVsPyramids() throws {
        let smooth = SyntheticImage.smooth(height: 96, width: 128).image.converted(to: .unit)
        let chirp = SyntheticImage.chirp(height: 96, width: 128).image.converted(to: .unit)
        let result = try MultibandBlend(levels: 4)
            .blend(smooth, over: chirp, mask: mask(smooth.size) { x, _ in x < 64 ? 1 : 0 })
        let golden = try Fixture.array("pyramids/applications/P12_multiband_blend_96x128.npy")
        #expect(largestDifference(result, golden.channelPlanes) <= 1e-6)
    }

    @Test func blendsThreeImagesByWeights() throws {
        let images = [
            SyntheticImage.smooth(height: 33, width: 47).image,
            SyntheticImage.chirp(height: 33, width: 47).image,
            SyntheticImage.xor(height: 33, width: 47).image,
        ]
        // Between columns 30 and 35 all weights are 0.
        let weights = [
            mask(size) { x, _ in x < 20 ? 2 : 0 },
            mask(size) { x, _ in x >= 12 && x < 30 ? 1 : 0 },
            mask(size) { x, _ in x >= 36 ? 0.5 : 0 },
        ]
        let result = try MultibandBlend(levels: 3).blend(images, weights: weights)
        let golden = try Fixture.array("pyramids/applications/A01_blend_three_33x47.npy")
        #expect(largestDifference(result, golden.channelPlanes) <= 1e-6)
        #expect(result.range == .byte)
    }

    /// The formula as the paper has it, with a pyramid for each image.
    private func blendByDefinition(
        _ a: Plane, _ b: Plane, _ mask: Plane, levels: Int, _ filter: PyramidFilter
    ) -> Plane {
        let executor = PlaneExecutor(filter, threads: .one)
        let (first, second) = (
            LaplacianPyramid(decomposing: a, levels: levels, by: executor),
            LaplacianPyramid(decomposing: b, levels: levels, by: executor)
        )
        let weights = GaussianPyramid(of: mask, reductions: levels, by: executor).levels
        var gain: Float = 1
        let levelsOfResult = (0...levels).map { level in
            let weight = weights[level] * (1 / gain)
            gain *= filter.levelGain
            let rest = weight.map { 1 - $0 }
            let a = level < levels ? first.bands[level] : first.residual
            let b = level < levels ? second.bands[level] : second.residual
            return weight * a + rest * b
        }
        return LaplacianPyramid(
            bands: Array(levelsOfResult.dropLast()), residual: levelsOfResult[levels]
        ).collapsed(by: executor)
    }

    @Test(arguments: [
        PyramidFilter.mirror101, .burtAdelson(BurtAdelsonKernel(a: 0.4)), .pyrtools(),
        .pyrtools(border: .zero), .plenoptic(isScaled: true), .box, .halide, .lapganTorch,
    ])
    func oneDifferencePyramidDoesTheWorkOfTwo(_ filter: PyramidFilter) throws {
        let a = SyntheticImage.smooth(height: 33, width: 47).image.converted(to: .unit)
        let b = SyntheticImage.xor(height: 33, width: 47).image.converted(to: .unit)
        let weight = mask(size) { x, y in Float((x * y) % 11) / 10 }
        let result = try MultibandBlend(levels: 3, filter: filter).blend(a, over: b, mask: weight)
        let wanted = blendByDefinition(
            a.planes[0], b.planes[0], weight.planes[0], levels: 3, filter)
        #expect(largestDifference(result, [DoublePlane(wanted)]) <= 1e-6)
    }

    @Test(arguments: [PyramidFilter.mirror101, .pyrtools(border: .zero), .kornia])
    func blendingAnImageWithItselfChangesNothing(_ filter: PyramidFilter) throws {
        let image = SyntheticImage.xor(height: 33, width: 47, channels: 3).image
        let weight = mask(size) { x, y in Float((x + y) % 7) / 6 }
        let result = try MultibandBlend(levels: 4, filter: filter)
            .blend(image, over: image, mask: weight)
        #expect(result == image)
    }

    @Test func aConstantMaskIsACrossfade() throws {
        let a = SyntheticImage.smooth(height: 21, width: 30).image
        let b = SyntheticImage.chirp(height: 21, width: 30).image
        let quarter = mask(a.size) { _, _ in 0.25 }
        let result = try MultibandBlend().blend(a, over: b, mask: quarter)
        let wanted = a.scaled(by: 0.25).adding(b.scaled(by: 0.75))
        #expect(largestDifference(result, wanted) <= 5e-7)
    }

    @Test func withNoBandsTheMaskCutsHard() throws {
        let a = SyntheticImage.smooth(height: 8, width: 9).image
        let b = SyntheticImage.chirp(height: 8, width: 9).image
        let weight = mask(a.size) { x, _ in x < 4 ? 1 : 0 }
        let result = try MultibandBlend(levels: 0).blend(a, over: b, mask: weight)
        #expect(result.planes[0][3, 2] == a.planes[0][3, 2])
        #expect(result.planes[0][4, 2] == b.planes[0][4, 2])
    }

    @Test func whereAllWeightsAreZeroImagesShareEqually() throws {
        let images = [60, 120, 240].map {
            SyntheticImage.constant(height: 9, width: 9, value: $0).image
        }
        let nothing = mask(images[0].size) { _, _ in 0 }
        let result = try MultibandBlend().blend(images, weights: [nothing, nothing, nothing])
        #expect(abs(result.planes[0][4, 4] - 140) <= 1e-4)
    }

    @Test func rangesAreReconciled() throws {
        let a = SyntheticImage.smooth(height: 20, width: 20).image
        let b = SyntheticImage.chirp(height: 20, width: 20).image
        let weight = mask(a.size) { x, _ in x < 10 ? 1 : 0 }
        let same = try MultibandBlend().blend(a, over: b, mask: weight)
        let mixed = try MultibandBlend()
            .blend(a.converted(to: .word), over: b, mask: weight.converted(to: .byte))
        #expect(mixed.range == .word)
        #expect(largestDifference(mixed, same) <= 1e-6)
    }

    @Test func theColourOfTransparentPixelsDoesNotBleed() throws {
        let size = ImageSize(width: 32, height: 16)
        let grey = Plane(width: 32, height: 16, filledWith: 100)
        // Right of column 16 the pixel is transparent and its hidden colour is white.
        let visible = mask(size) { x, _ in x < 16 ? 255 : 0 }.planes[0]
        let hidden = grey.combined(with: visible) { $1 > 0 ? $0 : 255 }
        let cutOut = Image(planes: [hidden, visible], channels: .greyAlpha, range: .byte)
        let result = try MultibandBlend(levels: 2).blend(
            cutOut, over: Image(grey, range: .byte), mask: mask(size) { _, y in y < 8 ? 1 : 0 })
        #expect(result.channels == .greyAlpha)
        let alpha = try #require(result.alpha)
        for x in 0..<32 {
            for y in 0..<16 where alpha[x, y] > 1 {
                #expect(abs(result.planes[0][x, y] - 100) <= 1e-2)
            }
        }
    }

    @Test(arguments: [1, 2, 3])
    func theResultDoesNotDependOnThreads(_ count: Int) throws {
        let a = SyntheticImage.smooth(height: 70, width: 90, channels: 3).image
        let b = SyntheticImage.xor(height: 70, width: 90, channels: 3).image
        let weight = mask(a.size) { x, y in Float((x ^ y) % 5) / 4 }
        let one = try MultibandBlend(threads: .one).blend(a, over: b, mask: weight)
        #expect(
            try MultibandBlend(threads: ThreadCount(count)).blend(a, over: b, mask: weight) == one)
    }

    @Test func inputsThatDoNotFitAreNamed() {
        let image = SyntheticImage.smooth(height: 8, width: 8).image
        let colour = SyntheticImage.smooth(height: 8, width: 8, channels: 3).image
        let wide = SyntheticImage.smooth(height: 8, width: 9).image
        let blend = MultibandBlend()
        func message(_ body: () throws(PyramidInputError) -> Image) -> String? {
            do {
                _ = try body()
                return nil
            } catch {
                return error.description
            }
        }
        #expect(
            message { () throws(PyramidInputError) in
                try blend.blend(image, over: wide, mask: image)
            } == "blend: image 2 is 9×8; it must be the size of the first image, 8×8")
        #expect(
            message { () throws(PyramidInputError) in
                try blend.blend(image, over: image, mask: wide)
            } == "blend: the mask is 9×8; it must be the size of the first image, 8×8")
        #expect(
            message { () throws(PyramidInputError) in
                try blend.blend(image, over: colour, mask: image)
            } == "blend: image 2 is rgb; it must be grey")
        #expect(
            message { () throws(PyramidInputError) in
                try blend.blend(image, over: image, mask: colour)
            } == "blend: the mask is rgb; it must be grey")
        #expect(
            message { () throws(PyramidInputError) in
                try blend.blend([image, image], weights: [image])
            } == "blend: 1 weight was given for 2 images; each image needs one")
        #expect(
            message { () throws(PyramidInputError) in try blend.blend([], weights: []) }
                == "blend: 0 images were given; at least 1 is needed")
    }
}
