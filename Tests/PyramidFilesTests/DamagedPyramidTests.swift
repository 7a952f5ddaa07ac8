// SPDX-License-Identifier: Apache-2.0

import Foundation
import ImageFiles
import PyramidFiles
import Raster
import TestSupport
import Testing

@Suite struct DamagedPyramidTests {
    /// What a manifest may be damaged to.
    enum Value: Sendable {
        case text(String)
        case number(Double)
        case list(Int)
        case numbers([Int])
        case nothing

        var any: Any? {
            switch self {
            case .text(let text): text
            case .number(let number): number
            case .list(let count):
                Array(
                    repeating: ["file": "x.npy", "width": 1, "height": 1] as [String: Any],
                    count: count)
            case .numbers(let numbers): numbers
            case .nothing: nil
            }
        }
    }

    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
        try PyramidFolder.write(decomposed(noiseFile()), to: folder["p"], as: .npy)
    }

    private func message(_ folder: URL) throws -> String {
        let error = #expect(throws: ImageFileError.self) { try PyramidFolder.read(folder) }
        return try #require(error).description.replacing(folder.path, with: "p")
    }

    @Test(
        arguments: [
            ("format", .text("other"), "the manifest is of the format \"other\""),
            ("format", .nothing, "the manifest cannot be read (\"format\" is missing)"),
            (
                "version", .text("1"),
                "the manifest cannot be read (\"version\" is of the wrong kind)"
            ),
            (
                "source.width", .text("wide"),
                "the manifest cannot be read (\"source.width\" is of the wrong kind)"
            ),
            (
                "convention.name", .text("sinc"),
                "the manifest cannot be read (\"convention.name\" has an unknown value)"
            ),
            ("source.width", .number(0), "the manifest has a size that no image has"),
            ("source.height", .number(-5), "the manifest has a size that no image has"),
            ("source.width", .number(9e15), "the manifest has a size that no image has"),
            ("bands.0.width", .number(0), "the manifest has a size that no image has"),
            ("bands", .list(65), "the manifest speaks of 65 bands"),
            (
                "convention.filter", .text("binom5"),
                "the manifest has parameters that its convention does not have"
            ),
            ("residual", .nothing, "the manifest speaks of no residual"),
            (
                "convention.name", .text("skimage"),
                "the manifest has a residual, which skimage has not"
            ),
            ("levelFormat", .text("png16"), "the manifest has float levels in png16 files"),
            (
                "colour.chromaticities", .numbers([1, 2, 3]),
                "the manifest has 3 chromaticities instead of 8"
            ),
        ] as [(String, Value, String)])
    func aDamagedManifestIsRefused(_ path: String, _ value: Value, _ problem: String) throws {
        try edit(
            manifestOf: folder["p"], path.split(separator: ".").map(String.init), to: value.any)
        #expect(try message(folder["p"]) == "p/pyramid.json: \(problem); decompose the image again")
    }

    @Test func contradictionsOfWholeNumbersAreRefused() throws {
        try edit(manifestOf: folder["p"], ["arithmetic"], to: "integer")
        try edit(manifestOf: folder["p"], ["convention", "name"], to: "box")
        #expect(
            try message(folder["p"])
                == "p/pyramid.json: the manifest has whole-number levels by another convention than "
                + "mirror101; decompose the image again")
        try edit(manifestOf: folder["p"], ["source", "sampleFormat"], to: "float32")
        #expect(
            try message(folder["p"])
                == "p/pyramid.json: the manifest has whole-number levels of a float32 image; "
                + "decompose the image again")
    }

    @Test func aLaterVersionAsksForANewerTool() throws {
        try edit(manifestOf: folder["p"], ["version"], to: 2)
        #expect(
            try message(folder["p"])
                == "p/pyramid.json: the manifest is of version 2, not 1; use a newer release of this "
                + "tool")
    }

    @Test(arguments: ["", "{", "nonsense", "[]", "\u{0}\u{0}", "{}"])
    func whatIsNoManifestIsRefused(_ text: String) throws {
        try Data(text.utf8).write(to: folder["p/pyramid.json"])
        let found = try message(folder["p"])
        let expected: String =
            switch text {
            case "": "p/pyramid.json: the file is empty; fetch or export it again"
            case "[]":
                "p/pyramid.json: the manifest cannot be read (\"\" is of the wrong kind); decompose "
                    + "the image again"
            case "{}":
                "p/pyramid.json: the manifest cannot be read (\"format\" is missing); decompose the "
                    + "image again"
            default:
                "p/pyramid.json: the manifest cannot be read (it is not JSON); decompose the image "
                    + "again"
            }
        #expect(found == expected)
    }

    @Test func aFolderWithoutAManifestIsNoPyramid() throws {
        #expect(
            try message(folder.url)
                == "p: this is no pyramid: it has no pyramid.json; name a folder that `pyramid "
                + "decompose` has written")
    }

    @Test(arguments: ["../secret.npy", "/etc/passwd", "..", ".", "", "a/b.npy"])
    func levelFilesLieInTheFolder(_ name: String) throws {
        try edit(manifestOf: folder["p"], ["bands", "0", "file"], to: name)
        #expect(
            try message(folder["p"])
                == "p/pyramid.json: the level does not fit its manifest: the level file \"\(name)\"; "
                + "decompose the image again")
    }

    @Test func levelsOfTheWrongSizeOrKindAreRefused() throws {
        let level = folder["p/level-1.npy"]
        func refusal(_ problem: String) -> String {
            "p/level-1.npy: the level does not fit its manifest: \(problem); decompose the image again"
        }
        let image = Image(
            planes: Array(repeating: Plane(width: 26, height: 19), count: 3), channels: .rgb,
            range: .byte)
        try ImageFileWriter.write(
            image.mapPlanes { $0.cropped(x: 0, y: 0, to: ImageSize(width: 25, height: 19)) },
            to: level, as: .npy())
        #expect(try message(folder["p"]) == refusal("it is 25×19, the manifest says 26×19"))
        try ImageFileWriter.write(
            Image(image.planes[0], range: .byte), to: level, as: .npy())
        #expect(try message(folder["p"]) == refusal("it has 1 channels, the image 3"))
        try ImageFileWriter.write(image, to: level, as: .npy(.uint8))
        #expect(
            try message(folder["p"])
                == refusal("its samples are uint8 where float32 or float64 is due"))
        // NumPy computes in double precision, and what it stores is welcome.
        try ImageFileWriter.write(image, to: level, as: .npy(.float64))
        #expect(try PyramidFolder.read(folder["p"]).images[1] == image)
        try FileManager.default.removeItem(at: level)
        #expect(
            try message(folder["p"])
                == "p/level-1.npy: there is no such file; check the spelling")
        try edit(manifestOf: folder["p"], ["bands", "1", "width"], to: 27)
        #expect(
            try message(folder["p"]) == refusal("a level of 27×19 where 26×19 is due"))
    }

    @Test func wholeNumbersMustBeTheOnesThatWereWritten() throws {
        try PyramidFolder.write(
            decomposed(noiseFile(), arithmetic: .integer), to: folder["q"], as: .png16)
        let level = folder["q/level-0.png"]
        let file = try ImageFileReader().read(level)
        try ImageFileWriter.write(file.image, to: level, as: .png8())
        #expect(
            try message(folder["q"])
                == "p/level-0.png: the level does not fit its manifest: its samples are uint8 where "
                + "uint16 is due; decompose the image again")
    }

    @Test func aMissingProfileIsNamed() throws {
        try edit(manifestOf: folder["p"], ["colour", "profileName"], to: "Display P3")
        #expect(
            try message(folder["p"]) == "p/profile.icc: there is no such file; check the spelling")
    }

    @Test func kornia64LevelsAreRefusedBeforeMemoryIsTaken() throws {
        try edit(manifestOf: folder["p"], ["bands"], to: Value.list(64).any)
        try edit(manifestOf: folder["p"], ["convention", "name"], to: "kornia")
        #expect(
            try message(folder["p"])
                == "p/pyramid.json: 64 levels by kornia would pad 52×37 to sides of 2^64 or more; ask "
                + "for fewer --levels or another --convention")
    }
}
