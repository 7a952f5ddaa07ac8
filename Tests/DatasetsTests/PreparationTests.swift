// SPDX-License-Identifier: Apache-2.0

import Raster
import TestSupport
import Testing

@testable import Datasets

struct PreparationTests {
    /// What Pillow makes of the same image; see `Fixtures/datasets/README.md`.
    @Test(arguments: ResizeFilter.allCases, ["11x9", "40x31", "20x31"])
    func resizingIsPillows(filter: ResizeFilter, name: String) throws {
        let golden = try Fixture.array("datasets/resize-\(filter.rawValue)-\(name).npy")
        let size = try #require(ImageSize(name: name))
        let source = Plane(
            width: 20, height: 16,
            samples: (0..<320).map { Float(($0 * $0 * 7 + $0 * 13) % 256) })
        let resized = Resampling.resized(source, to: size, by: filter)
        #expect(golden.shape == [size.height, size.width])
        for (value, expected) in zip(resized.samples, golden.values) {
            // Pillow's sums are in single precision between its two passes.
            #expect(abs(Double(value) - expected) < 1e-3)
        }
    }

    @Test(arguments: ResizeFilter.allCases)
    func aFlatImageStaysFlat(filter: ResizeFilter) {
        let flat = Plane(width: 13, height: 7, filledWith: 100)
        let resized = Resampling.resized(flat, to: ImageSize(width: 5, height: 17), by: filter)
        #expect(resized.samples.allSatisfy { abs($0 - 100) < 1e-4 })
    }

    @Test func boxIsTheMeanOfWholeBlocks() {
        let plane = numbered(3).planes[0]
        let small = Resampling.resized(plane, to: ImageSize(width: 4, height: 4), by: .box)
        for y in 0..<4 {
            for x in 0..<4 {
                let sum =
                    plane[2 * x, 2 * y] + plane[2 * x + 1, 2 * y] + plane[2 * x, 2 * y + 1]
                    + plane[2 * x + 1, 2 * y + 1]
                #expect(abs(small[x, y] - sum / 4) < 1e-4)
            }
        }
    }

    @Test(arguments: ["none", "square", "64x48", "celeba178", "celeba128"])
    func aRuleIsCreatedByItsName(name: String) {
        #expect(CropRule(name: name)?.description == name)
    }

    @Test func rulesTakeThePartTheyName() throws {
        let image = numbered(1, width: 9, height: 6)
        #expect(CropRule.square.cropped(image)?.planes[0][0, 0] == image.planes[0][1, 0])
        let middle = CropRule.centre(ImageSize(width: 3, height: 4)).cropped(image)
        #expect(middle?.planes[0][0, 0] == image.planes[0][3, 1])
        let face = numbered(2, width: 178, height: 218)
        #expect(CropRule.celeba178.cropped(face)?.planes[0][0, 0] == face.planes[0][0, 20])
        #expect(CropRule.celeba128.cropped(face)?.planes[0][0, 0] == face.planes[0][25, 57])
        let error = #expect(throws: DatasetError.self) {
            try Preparation(crop: .celeba128).prepare(image, name: "x.png")
        }
        #expect(
            error?.problem
                == "the image is 9×6, and the crop celeba128 takes an aligned CelebA image of 178×218"
        )
    }

    @Test func channelsAreBroughtTogether() throws {
        let grey = numbered(1, channels: .greyAlpha)
        let rgb = try Preparation(channels: .rgb).prepare(grey, name: "x")
        #expect(rgb.channels == .rgb && rgb.planes.allSatisfy { $0 == grey.planes[0] })
        let colour = numbered(1, channels: .rgba)
        #expect(try Preparation(channels: .grey).prepare(colour, name: "x").planes == [colour.luma])
    }
}
