// SPDX-License-Identifier: Apache-2.0

import Raster
import TestSupport
import Testing

@testable import Pyramids

@Suite struct ExposureFusionTests {
    /// Three exposures of a scene with colours, in 0…255.
    private func exposures() -> [Image] {
        let scene = SyntheticImage.noise(height: 64, width: 64, channels: 3, seed: 31).boxBlurred()
        return [1, 4, 7].map { factor in
            SyntheticImage(height: 64, width: 64, channels: 3) { x, y, c in
                min(255, (scene[x, y, c] / 2 + 40 * c) * factor / 4)
            }.image
        }
    }

    @Test(arguments: [(Float(0), "w110"), (1, "w111")])
    func matchesOpenCV(_ exposedness: Float, _ name: String) throws {
        let golden = try Fixture.array("pyramids/applications/P13_mertens_64_\(name).npy")
        let result = try ExposureFusion(exposedness: exposedness).fuse(exposures())
        #expect(largestDifference(result, golden.channelPlanes) <= 2e-5)
        #expect(result.range == .byte)
    }

    @Test func sixteenBitsGiveTheSamePicture() throws {
        let bytes = exposures()
        let words = bytes.map { $0.converted(to: .word) }
        let result = try ExposureFusion().fuse(words)
        #expect(result.range == .word)
        #expect(largestDifference(result, try ExposureFusion().fuse(bytes)) <= 2e-5)
    }

    /// Equation 1, pixel by pixel in double precision.
    private func weightByDefinition(
        _ image: Image, x: Int, y: Int, exponents: (Double, Double, Double)
    ) -> Double {
        let planes = image.planes.map(DoublePlane.init)
        func luma(_ x: Int, _ y: Int) -> Double {
            let column = x < 0 ? 1 : x >= image.width ? image.width - 2 : x
            let row = y < 0 ? 1 : y >= image.height ? image.height - 2 : y
            return 0.299 * planes[0][column, row] + 0.587 * planes[1][column, row] + 0.114
                * planes[2][column, row]
        }
        let around = luma(x - 1, y) + luma(x + 1, y) + luma(x, y - 1) + luma(x, y + 1)
        let contrast = abs(around - 4 * luma(x, y))
        let colour = planes.map { $0[x, y] }
        let mean = colour.reduce(0, +) / 3
        let saturation = colour.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }.squareRoot()
        let exposed = colour.reduce(1) {
            $0 * Double.exponential(-($1 - 0.5) * ($1 - 0.5) / 0.08)
        }
        return Double.power(contrast, exponents.0) * Double.power(saturation, exponents.1)
            * Double.power(exposed, exponents.2) + 1e-12
    }

    @Test(arguments: [(Float(1), Float(1), Float(1)), (0.5, 2, 0.3), (0, 1, 0), (2, 0, 1)])
    func weightsFollowTheirDefinition(_ contrast: Float, _ saturation: Float, _ exposedness: Float)
    {
        let image = SyntheticImage.xor(height: 12, width: 17, channels: 3).image
            .converted(to: .unit)
        let weight = ExposureFusion(
            contrast: contrast, saturation: saturation, exposedness: exposedness
        ).weight(of: image)
        for (x, y) in [(0, 0), (16, 11), (0, 11), (5, 7), (16, 3), (9, 0)] {
            let wanted = weightByDefinition(
                image, x: x, y: y,
                exponents: (Double(contrast), Double(saturation), Double(exposedness)))
            #expect(abs(Double(weight[x, y]) - wanted) <= 2e-6 * max(1, wanted))
        }
    }

    @Test func greysHaveNoSaturationAtAll() {
        // 0.7 and its mean over three channels differ in the last bit.
        let grey = Image(
            planes: [Plane](repeating: Plane(width: 4, height: 4, filledWith: 0.7), count: 3),
            channels: .rgb, range: .unit)
        let weight = ExposureFusion(contrast: 0, saturation: 1).weight(of: grey)
        #expect(weight[1, 1] == 1e-12)
    }

    @Test func greyImagesSkipSaturation() throws {
        let dark = SyntheticImage.smooth(height: 30, width: 41).image.scaled(by: 0.4)
        let bright = SyntheticImage.chirp(height: 30, width: 41).image
        let skipped = try ExposureFusion(saturation: 1).fuse([dark, bright])
        #expect(skipped == (try ExposureFusion(saturation: 0).fuse([dark, bright])))
    }

    @Test(arguments: [ImageSize(width: 1, height: 1), ImageSize(width: 2, height: 7)])
    func tinyImagesAreFused(_ size: ImageSize) throws {
        let images = [80, 160].map {
            SyntheticImage.constant(height: size.height, width: size.width, value: $0).image
        }
        // Without contrast anywhere, all weights are equal.
        let result = try ExposureFusion().fuse(images)
        #expect(abs(result.planes[0][0, 0] - 120) <= 1e-4)
    }

    @Test func oneExposureComesBackUnchanged() throws {
        let image = exposures()[1]
        #expect(try ExposureFusion().fuse([image]) == image)
    }

    @Test func transparentPixelsGiveWay() throws {
        let seen = SyntheticImage.xor(height: 16, width: 16).image
        let hidden = Image(
            planes: [
                Plane(width: 16, height: 16, filledWith: 255), Plane(width: 16, height: 16),
            ], channels: .greyAlpha, range: .byte)
        let result = try ExposureFusion(contrast: 0, exposedness: 1).fuse([hidden, seen])
        #expect(largestDifference(result.withoutAlpha, seen) <= 1e-5)
    }

    @Test func anImageOfAnotherSizeIsNamed() {
        let images = [8, 8, 9].map { SyntheticImage.smooth(height: 8, width: $0).image }
        #expect(
            throws: PyramidInputError.sizeMismatch(
                task: "fuse", item: "image 3", found: ImageSize(width: 9, height: 8),
                wanted: ImageSize(width: 8, height: 8))
        ) { try ExposureFusion().fuse(images) }
    }
}
