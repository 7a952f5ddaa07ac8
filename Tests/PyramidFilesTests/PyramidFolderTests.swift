// SPDX-License-Identifier: Apache-2.0

import Foundation
import ImageFiles
import PyramidFiles
import Pyramids
import Raster
import TestSupport
import Testing

@Suite struct PyramidFolderTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    /// Writes a pyramid and reads it again.
    private func stored(_ pyramid: StoredPyramid, as format: LevelFormat) throws -> StoredPyramid {
        try PyramidFolder.write(pyramid, to: folder["p"], as: format)
        let back = try PyramidFolder.read(folder["p"])
        #expect(back.images == pyramid.images)
        #expect(back.convention == pyramid.convention && back.arithmetic == pyramid.arithmetic)
        #expect(back.sourceName == "noise.png" && back.sourceSize == pyramid.sourceSize)
        #expect(back.range == pyramid.range && back.sampleFormat == pyramid.sampleFormat)
        return back
    }

    @Test(
        arguments: PyramidConvention.Name.allCases.filter { $0 != .skimage },
        [PyramidArithmetic.float, .double])
    func everyConventionComesBackFromDisk(
        _ convention: PyramidConvention.Name, _ arithmetic: PyramidArithmetic
    ) throws {
        let file = noiseFile()
        let pyramid = try decomposed(file, convention, arithmetic: arithmetic)
        let image = try stored(pyramid, as: .npy).collapsed(threads: .one).image
        #expect(image.rounded == file.image)
    }

    @Test(arguments: [
        PyramidConvention(.mirror101, centreTap: 0.4, border: .repeated),
        PyramidConvention(
            .pyrtools, border: .circular, filter: .binom3, expandFilter: .qmf9),
        PyramidConvention(.plenoptic, isScaled: true),
    ])
    func theParametersOfAConventionAreKept(_ convention: PyramidConvention) throws {
        let file = noiseFile(.grey)
        let pyramid = try StoredPyramid(
            decomposing: file, name: "noise.png", convention: convention, levels: 2,
            arithmetic: nil, threads: .one)
        let image = try stored(pyramid, as: .npy).collapsed(threads: .one).image
        #expect(image.rounded == file.image)
    }

    /// Each kind of samples in each arithmetic and each file format that can hold them.
    @Test(
        arguments: [
            (.uint8, .float, .npy), (.uint8, .float, .pfm), (.uint8, .integer, .npy),
            (.uint8, .integer, .png16), (.uint16, .float, .npy), (.uint16, .float, .pfm),
            (.uint16, .integer, .npy), (.uint16, .integer, .png16), (.uint16, .double, .npy),
        ] as [(SampleFormat, PyramidArithmetic, LevelFormat)],
        [ImageSize(width: 52, height: 37), .init(width: 1, height: 1), .init(width: 1, height: 9)])
    func wholeNumbersComeBackExactly(
        _ kind: (SampleFormat, PyramidArithmetic, LevelFormat), _ size: ImageSize
    ) throws {
        let file = noiseFile(width: size.width, height: size.height, format: kind.0)
        let pyramid = try decomposed(file, arithmetic: kind.1)
        let back = try stored(pyramid, as: kind.2)
        let collapsed = try back.collapsed(threads: .one)
        #expect(collapsed.image.rounded == file.image)
        #expect(collapsed.sampleFormat == kind.0)
        if kind.1 == .integer { #expect(collapsed.image == file.image) }
    }

    @Test func alphaIsAChannel() throws {
        for channels in [ChannelLayout.greyAlpha, .rgba] {
            let file = noiseFile(channels)
            let back = try stored(decomposed(file), as: .npy)
            #expect(try back.collapsed(threads: .one).image.rounded == file.image)
        }
    }

    @Test func doublesComeBackToTheLastDigit() throws {
        let file = noiseFile(.grey, format: .float64)
        let pyramid = try decomposed(file, .pyrtools)
        #expect(pyramid.arithmetic == .double)
        let planes = try #require(
            try stored(pyramid, as: .npy).collapsed(threads: .one).doublePlanes)
        let expected = try #require(file.doublePlanes)
        for (found, wanted) in zip(planes[0].samples, expected[0].samples) {
            #expect(abs(found - wanted) <= 4 * wanted.ulp.magnitude + 1e-15)
        }
    }

    /// Differences of black and white go beyond what 16 bits hold, and come back all the same.
    @Test func extremeNoiseOfSixteenBitsWrapsAndComesBack() throws {
        let noise = SyntheticImage.noise(height: 33, width: 46, seed: 9).plane()
        let image = Image(noise.map { $0 < 128 ? 0 : 65535 }, range: .word)
        let file = ImageFile(image: image, sampleFormat: .uint16)
        let pyramid = try decomposed(file, arithmetic: .integer)
        let band = pyramid.images[0].planes[0]
        #expect(band.extremes.greatest > 32767 && band.extremes.least < -32768)
        let back = try stored(pyramid, as: .png16)
        #expect(try back.collapsed(threads: .one).image == image)
        // As the format says: (b + 32768) mod 65536.
        let level = try ImageFileReader().read(folder["p/level-0.png"]).image.planes[0]
        let wrapped = band.map { value in
            Float((Int(value) + 32768) & 0xFFFF)
        }
        #expect(level == wrapped)
    }

    @Test func korniaPadsToPowersOfTwo() throws {
        let file = noiseFile(width: 50, height: 37)
        let pyramid = try stored(decomposed(file, .kornia), as: .npy)
        #expect(pyramid.images.map(\.size.description) == ["64×64", "32×32", "16×16", "8×8"])
        #expect(try pyramid.collapsed(threads: .one).image.size == file.image.size)
    }

    @Test(arguments: [(30, 8), (64, 1), (20, 1)]) func korniaStopsBeforeMemoryDoes(
        _ levels: Int, _ side: Int
    ) throws {
        let error = #expect(throws: ImageFileError.self) {
            try decomposed(
                noiseFile(.grey, width: side, height: side), .kornia, levels: levels)
        }
        #expect(
            error?.description
                == "noise.png: \(levels) levels by kornia would pad \(side)×\(side) to sides of "
                + "2^\(levels) or more; ask for fewer --levels or another --convention")
    }

    @Test(arguments: [0, 12, 64]) func anyNumberOfLevelsIsPossible(_ levels: Int) throws {
        let file = noiseFile(width: 5, height: 3)
        let pyramid = try stored(decomposed(file, levels: levels), as: .npy)
        #expect(pyramid.bandCount == levels)
        #expect(try pyramid.collapsed(threads: .one).image.rounded == file.image)
    }

    @Test func layersOfScikitImageAreKeptButNotCollapsed() throws {
        let pyramid = try stored(decomposed(noiseFile(), .skimage), as: .npy)
        #expect(!pyramid.hasResidual)
        let error = #expect(throws: ImageFileError.self) { try pyramid.collapsed(threads: .one) }
        #expect(
            error?.description
                == "noise.png: scikit-image's layers hold no low-pass image and cannot be "
                + "collapsed; decompose with another --convention")
    }

    @Test func theFilesAreTheOnesThatScriptsRelyOn() throws {
        _ = try stored(decomposed(noiseFile()), as: .npy)
        #expect(
            try folder.contents(of: "p")
                == ["level-0.npy", "level-1.npy", "level-2.npy", "pyramid.json", "residual.npy"])
        #expect(try NumPyArray(contentsOf: folder["p/level-1.npy"]).shape == [19, 26, 3])
        _ = try stored(decomposed(noiseFile(.grey)), as: .npy)
        #expect(try NumPyArray(contentsOf: folder["p/level-1.npy"]).shape == [19, 26])
        #expect(try PyramidFolder.levelFormat(of: folder["p"]) == .npy)
    }

    @Test(arguments: ["colour-chunks.png", "profile.png", "profile.jpg"])
    func whatTheFileSaysOfItsColoursIsKept(_ name: String) throws {
        let file = try ImageFileReader().read(Fixture.url("image-files/\(name)"))
        #expect(file.colour != .unspecified)
        try PyramidFolder.write(decomposed(file, levels: 1), to: folder["p"], as: .npy)
        let back = try PyramidFolder.read(folder["p"]).collapsed(threads: .one)
        #expect(back.colour == file.colour && back.notes == file.notes)
        try ImageFileWriter.write(back.image, to: folder["x.png"], as: .png8(), colour: back.colour)
        #expect(try ImageFileReader().read(folder["x.png"]).colour == file.colour)
        #expect(back.image.rounded == file.image)
    }

    @Test func gainsScaleBands() throws {
        let file = noiseFile(.grey)
        for arithmetic in [PyramidArithmetic.float, .double, .integer] {
            let pyramid = try decomposed(file, arithmetic: arithmetic)
            let flat = try pyramid.collapsed(gains: [0, 0, 0], threads: .one).image.planes[0]
            let full = try pyramid.collapsed(gains: [1, 1], threads: .one).image.planes[0]
            #expect(full.map { $0.rounded() } == file.image.planes[0])
            #expect(flat.extremes.greatest - flat.extremes.least < 60)
            let error = #expect(throws: ImageFileError.self) {
                try pyramid.collapsed(gains: [1, 1, 1, 1], threads: .one)
            }
            #expect(
                error?.description
                    == "noise.png: there are 4 gains for 3 bands; give at most one gain a band, "
                    + "finest first")
        }
    }

    /// A band that a gain lifts beyond 32 bits still means black or white.
    @Test func hugeGainsSaturate() throws {
        let file = noiseFile(.grey, format: .uint16)
        let pyramid = try decomposed(file, levels: 1, arithmetic: .integer)
        let band = pyramid.images[0].planes[0].samples
        let image = try pyramid.collapsed(gains: [1e9], threads: .one).image.planes[0].samples
        for (value, sample) in zip(band, image) where value != 0 {
            #expect(sample == (value > 0 ? 65535 : 0))
        }
    }
}
