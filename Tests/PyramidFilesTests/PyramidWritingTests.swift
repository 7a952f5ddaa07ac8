// SPDX-License-Identifier: Apache-2.0

import Foundation
import ImageFiles
import PyramidFiles
import Raster
import TestSupport
import Testing

@Suite struct PyramidWritingTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    @Test func aPyramidThatIsThereIsReplacedAndOtherFilesStay() throws {
        let file = noiseFile()
        try PyramidFolder.write(
            decomposed(file, levels: 4, arithmetic: .integer), to: folder["p"], as: .png16)
        let others = ["level-.png", "level-x.npy", "notes.txt", "level-0.npy.bak", "residual.txt"]
        for name in others { try Data("mine".utf8).write(to: folder["p/\(name)"]) }
        try PyramidFolder.write(decomposed(file, levels: 1), to: folder["p"], as: .npy)
        #expect(
            try folder.contents()
                == (["p"]
                + (others + ["level-0.npy", "residual.npy", "pyramid.json"]).map { "p/\($0)" })
                .sorted())
        #expect(try PyramidFolder.read(folder["p"]).bandCount == 1)
    }

    @Test func foldersThatLeadThereAreMade() throws {
        try PyramidFolder.write(decomposed(noiseFile()), to: folder["a/b c/p"], as: .npy)
        #expect(PyramidFolder.isPyramid(folder["a/b c/p"]))
        #expect(
            try folder.contents(of: "a/b c") == ["p"]
                + folder.contents(of: "a/b c/p").map { "p/\($0)" })
    }

    @Test func aFolderThatIsThereAndEmptyIsUsed() throws {
        try FileManager.default.createDirectory(at: folder["p"], withIntermediateDirectories: true)
        try PyramidFolder.write(decomposed(noiseFile(), levels: 0), to: folder["p"], as: .npy)
        #expect(try folder.contents() == ["p", "p/pyramid.json", "p/residual.npy"])
    }

    @Test func whatCannotBeWrittenIsNamedAndNothingIsLeft() throws {
        try Data("x".utf8).write(to: folder["file"])
        let pyramid = try decomposed(noiseFile())
        let alpha = try decomposed(noiseFile(.rgba))
        let doubles = try decomposed(noiseFile(), arithmetic: .double)
        let cases: [(StoredPyramid, String, LevelFormat, String)] = [
            (pyramid, "file", .npy, "a file has this name; choose another folder"),
            (
                pyramid, "file/p", .npy,
                "a part of this path is a file, not a folder; choose another place"
            ),
            (
                pyramid, "p", .png16,
                "png16 holds the levels of whole-number arithmetic only; use --format npy or pfm"
            ),
            (alpha, "p", .pfm, "pfm holds grey and rgb, not rgba; use --format npy"),
            (
                doubles, "p", .pfm,
                "pfm holds single precision, not double arithmetic; use --format npy"
            ),
        ]
        for (pyramid, name, format, message) in cases {
            let error = #expect(throws: ImageFileError.self) {
                try PyramidFolder.write(pyramid, to: folder[name], as: format)
            }
            #expect(error?.description == "\(folder[name].path): \(message)")
            #expect(try folder.contents() == ["file"])
        }
    }

    /// A level that cannot be put in place: the old manifest is gone by then, so no half pyramid is
    /// taken for a whole one.
    @Test func anInterruptedReplacementIsNoPyramid() throws {
        try PyramidFolder.write(decomposed(noiseFile()), to: folder["p"], as: .npy)
        try FileManager.default.removeItem(at: folder["p/residual.npy"])
        try FileManager.default.createDirectory(
            at: folder["p/residual.npy/inner"], withIntermediateDirectories: true)
        #expect(throws: ImageFileError.self) {
            try PyramidFolder.write(decomposed(noiseFile()), to: folder["p"], as: .npy)
        }
        #expect(!PyramidFolder.isPyramid(folder["p"]))
        #expect(try folder.contents(of: "p").allSatisfy { !$0.contains("partial") })
    }

    @Test func numbersThatAreNoneAreKeptInFloats() throws {
        var plane = Plane(width: 16, height: 16, filledWith: 0.5)
        plane[3, 3] = .nan
        plane[9, 9] = .infinity
        let file = ImageFile(image: Image(plane, range: .unit), sampleFormat: .float32)
        try PyramidFolder.write(decomposed(file, levels: 1), to: folder["p"], as: .npy)
        let band = try PyramidFolder.read(folder["p"]).images[0].planes[0]
        #expect(band[3, 3].isNaN && !band[9, 9].isFinite && band[15, 0] == 0)
    }

    @Test(arguments: [
        (PyramidConvention.Name.box, SampleFormat.uint8, "the convention has a filter of its own"),
        (.skimage, .uint8, "the convention is skimage"),
        (.mirror101, .float32, "its samples are float32"),
    ])
    func wholeNumbersAreForPlainImages(
        _ convention: PyramidConvention.Name, _ format: SampleFormat, _ reason: String
    ) {
        let error = #expect(throws: ImageFileError.self) {
            try decomposed(noiseFile(format: format), convention, arithmetic: .integer)
        }
        #expect(
            error?.description
                == "noise.png: there is no whole-number pyramid of it: \(reason); whole numbers (also "
                + "--format png16) are for 8- and 16-bit images by plain mirror101; use "
                + "--arithmetic float and --format npy")
    }
}
