// SPDX-License-Identifier: Apache-2.0

import ImageFiles
import PyramidFiles
import Raster
import TestSupport
import Testing

@testable import ImageCommands

@Suite struct ContactSheetTests {
    private func pyramid(
        _ image: Image, _ convention: PyramidConvention.Name = .mirror101, levels: Int = 2,
        arithmetic: PyramidArithmetic? = nil
    ) throws -> StoredPyramid {
        try StoredPyramid(
            decomposing: ImageFile(image: image, sampleFormat: .uint8), name: "x",
            convention: PyramidConvention(convention), levels: levels, arithmetic: arithmetic,
            threads: .one)
    }

    private func noise(_ width: Int = 24, _ height: Int = 17) -> Image {
        Image(SyntheticImage.noise(height: height, width: width, seed: 3).plane(), range: .byte)
    }

    /// Every level lies where the sheet's plan says, bands around mid-grey.
    @Test func levelsLieSideBySide() throws {
        let pyramid = try pyramid(noise())
        let sheet = ContactSheet(pyramid, contrast: 2).draw()
        // 8 + 24 + 8 + 12 + 8 wide; 8 + 9 + 8 + 5 + 8 high against 8 + 17 + 8.
        #expect(sheet.size == ImageSize(width: 60, height: 38))
        #expect(sheet.range == .byte)
        let places = [(8, 8), (40, 8), (40, 25)]
        for (index, (x, y)) in places.enumerated() {
            let level = pyramid.images[index].planes[0]
            let shown = sheet.planes[0].cropped(x: x, y: y, to: level.size)
            let expected = level.map {
                index < 2 ? max(0, min(255, $0 * 2 + 127.5)) : max(0, min(255, $0))
            }
            #expect(shown == expected)
        }
        #expect(sheet.planes[0][0, 0] == 32 && sheet.planes[0][59, 37] == 32)
    }

    @Test(arguments: PyramidConvention.Name.allCases)
    func everyConventionHasASheet(_ convention: PyramidConvention.Name) throws {
        let sheet = ContactSheet(try pyramid(noise(), convention), contrast: nil)
        #expect(sheet.contrast >= 1 && sheet.contrast <= 16)
        let extremes = sheet.draw().planes[0].extremes
        #expect(extremes.least >= 0 && extremes.greatest <= 255)
    }

    /// One sample in a hundred reaches black or white.
    @Test func automaticContrastFollowsTheBands() throws {
        let flat = Image(Plane(width: 24, height: 17, filledWith: 9), range: .byte)
        #expect(ContactSheet(try pyramid(flat), contrast: nil).contrast == 16)
        let bands = try pyramid(noise())
        let contrast = ContactSheet(bands, contrast: nil).contrast
        let samples = bands.images.dropLast().flatMap { $0.planes[0].samples }
        let full = samples.filter { abs($0) * contrast >= 127.5 }.count
        #expect(full * 100 <= samples.count * 2)
    }

    @Test func smallestImagesHaveASheet() throws {
        for levels in [0, 1, 3] {
            let sheet = ContactSheet(try pyramid(noise(1, 1), levels: levels), contrast: nil).draw()
            #expect(sheet.width == (levels == 0 ? 17 : 26))
        }
    }

    @Test func numbersThatAreNoneAreDrawn() throws {
        var plane = Plane(width: 16, height: 16)
        plane[5, 5] = .nan
        plane[9, 9] = .infinity
        let sheet = ContactSheet(try pyramid(Image(plane, range: .unit)), contrast: nil)
        #expect(sheet.draw().size.width == 48)
    }
}
