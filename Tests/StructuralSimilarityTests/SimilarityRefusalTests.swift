// SPDX-License-Identifier: Apache-2.0

import Raster
import StructuralSimilarity
import TestSupport
import Testing

struct SimilarityRefusalTests {
    private func flat(_ width: Int, _ height: Int) -> Image {
        Image(Plane(width: width, height: height, filledWith: 9), range: .byte)
    }

    @Test(arguments: [
        (SimilarityConvention.wang, 161), (.tensorFlow, 161), (.pytorchMSSSIM, 161), (.piq, 161),
        (.iqaPyTorch, 161), (.torchmetrics, 176), (.libvmaf, 176), (.matlabOld, 176),
    ])
    func theLeastSideIsThatOfTheProgram(convention: SimilarityConvention, least: Int) throws {
        let measure = MultiscaleSimilarity(convention)
        let small = flat(least - 1, least + 20)
        #expect(
            throws: SimilarityError.tooSmall(small.size, least: least, scales: 5, convention)
        ) { try measure.score(small, small) }
        #expect(throws: Never.self) { try measure.score(flat(least, least), flat(least, least)) }
    }

    @Test func oddSidesAreRefusedWhereTheOriginalDoes() throws {
        let measure = MultiscaleSimilarity(.progan)
        #expect(
            throws: SimilarityError.oddSide(ImageSize(width: 11, height: 11), scale: 4, .progan)
        ) { try measure.score(flat(176, 176), flat(176, 176)) }
        #expect(
            throws: SimilarityError.oddSide(ImageSize(width: 25, height: 20), scale: 0, .progan)
        ) { try measure.score(flat(25, 20), flat(25, 20)) }
        #expect(throws: Never.self) { try measure.score(flat(16, 48), flat(16, 48)) }
    }

    @Test func imagesThatDoNotMatchAreRefused() {
        let measure = MultiscaleSimilarity(weights: .singleScale)
        let grey = flat(20, 20)
        let colour = Image(
            planes: Array(repeating: grey.planes[0], count: 3), channels: .rgb, range: .byte)
        #expect(throws: SimilarityError.sizesDiffer(grey.size, flat(20, 21).size)) {
            try measure.score(grey, flat(20, 21))
        }
        #expect(throws: SimilarityError.channelCountsDiffer(1, 3)) {
            try measure.score(grey, colour)
        }
        #expect(throws: SimilarityError.hasAlpha) {
            try measure.score(grey.withAlpha(grey.planes[0]), grey)
        }
        #expect(throws: SimilarityError.rangesDiffer(.byte, .unit)) {
            try measure.score(grey, grey.converted(to: .unit))
        }
        let four = Array(repeating: grey.planes[0], count: 4)
        #expect(throws: Never.self) { try measure.score(four, four, dynamicRange: 255) }
        #expect(throws: SimilarityError.noLuma(channelCount: 4)) {
            try MultiscaleSimilarity(weights: .singleScale, colour: .luma601)
                .score(four, four, dynamicRange: 255)
        }
    }

    @Test(arguments: [Float.nan, .infinity, -.infinity], [(0, 0), (19, 19), (3, 17)])
    func samplesThatAreNotFiniteAreNamed(value: Float, place: (Int, Int)) {
        var plane = Plane(width: 20, height: 20, filledWith: 1)
        plane[place.0, place.1] = value
        let bad = Image(plane, range: .byte)
        let measure = MultiscaleSimilarity(weights: .singleScale)
        let error = SimilarityError.notFinite(image: 1, channel: 0, x: place.0, y: place.1)
        #expect(throws: error) { try measure.score(flat(20, 20), bad) }
        #expect(throws: error) { try measure.preciseScore(flat(20, 20), bad) }
    }

    @Test func messagesSayWhatWouldDo() {
        let size = ImageSize(width: 160, height: 300)
        #expect(
            SimilarityError.tooSmall(size, least: 161, scales: 5, .wang).description
                == "160×300 is too small for 5 scales by the rules of wang: the shorter side must be "
                + "at least 161; use fewer scales or a window that shrinks")
    }
}
