// SPDX-License-Identifier: Apache-2.0

import Foundation
import ImageFiles
import PyramidFiles
import Raster
import TestSupport
import Testing

@Suite struct DecomposeTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    @Test func oneImageGivesOneFolderAndATable() async throws {
        try folder.addImage("a photo.png", channels: .grey)
        let run = try await ToolRun("decompose", "a photo.png", "--levels", "2", in: folder)
        #expect(run.error == "")
        let lines = run.output.split(separator: "\n").map(String.init)
        #expect(lines[0] == "a photo.pyramid  3 levels, mirror101, float")
        #expect(
            lines[1].split(separator: " ") == [
                "level", "size", "minimum", "maximum", "mean", "rms",
            ])
        #expect(lines[2].hasPrefix("level-0.npy   40×30  "))
        #expect(lines[3].hasPrefix("level-1.npy   20×15  "))
        #expect(lines[4].hasPrefix("residual.npy   10×8  "))
        #expect(lines.count == 5)
        #expect(
            try folder.contents(of: "a photo.pyramid")
                == ["level-0.npy", "level-1.npy", "pyramid.json", "residual.npy"])
    }

    @Test func statisticsAreThoseOfTheLevels() async throws {
        try folder.addImage("a.png")
        let run = try await ToolRun("decompose", "a.png", "-o", "p", "--json", in: folder)
        let results = try #require(try run.json as? [[String: Any]])
        #expect(results.count == 1 && run.output.hasSuffix("]\n"))
        #expect(
            Set(results[0].keys)
                == ["input", "folder", "convention", "arithmetic", "levels", "notes"])
        #expect(results[0]["input"] as? String == "a.png")
        #expect(results[0]["folder"] as? String == "p")
        let levels = try #require(results[0]["levels"] as? [[String: Any]])
        #expect(
            levels.map { $0["file"] as? String } == ["level-0.npy", "level-1.npy", "residual.npy"])
        let samples = try NumPyArray(contentsOf: folder["p/level-0.npy"]).samples
        guard case .float32(let values) = samples else {
            Issue.record("levels are float32, not \(samples.format)")
            return
        }
        let numbers = values.map(Double.init)
        let mean = numbers.reduce(0, +) / Double(numbers.count)
        let square = numbers.reduce(0) { $0 + $1 * $1 } / Double(numbers.count)
        func value(_ key: String) throws -> Double { try #require(levels[0][key] as? Double) }
        #expect(Float(try value("minimum")) == values.min())
        #expect(Float(try value("maximum")) == values.max())
        #expect(abs(try value("mean") - mean) < 1e-9)
        #expect(abs(try value("rms") - square.squareRoot()) < 1e-9)
    }

    @Test func aBrokenFileInTheMiddleHarmsNobody() async throws {
        for name in ["1.png", "2.png", "4.jpg"] { try folder.addImage("in/\(name)") }
        try folder.addText("in/3.png")
        try folder.addText("in/5.png", "")
        try folder.addText("in/notes.txt")
        let run = try await ToolRun(
            "decompose", "in", "gone.png", "-o", "out", "--threads", "1", in: folder, exitCode: 1)
        #expect(
            run.error == """
                pyramid: gone.png: No such file or directory
                pyramid: in/3.png: unknown format: the file starts with no\\x20image; convert it to \
                PNG, JPEG, .npy, PFM or binary PGM/PPM
                pyramid: in/5.png: the file is empty; fetch or export it again
                pyramid: 3 of 6 images done, 3 failed

                """)
        #expect(
            run.output == """
                out/1.pyramid  3 levels, mirror101, float
                out/2.pyramid  3 levels, mirror101, float
                out/4.pyramid  3 levels, mirror101, float

                """)
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: folder["out"].path).sorted()
                == ["1.pyramid", "2.pyramid", "4.pyramid"])
    }

    @Test func resultsOfABatchWithAFailureAreStillGivenToPrograms() async throws {
        try folder.addImage("a.png")
        try folder.addText("b.png")
        let run = try await ToolRun(
            "decompose", "b.png", "a.png", "--json", "--quiet", in: folder, exitCode: 1)
        let results = try #require(try run.json as? [[String: Any]])
        #expect(results.map { $0["input"] as? String } == ["a.png"])
        #expect(run.error.hasSuffix("pyramid: 1 of 2 images done, 1 failed\n"))
    }

    @Test func imagesThatDifferInTheirEndingOnlyKeepIt() async throws {
        for name in ["a.png", "a.jpg", "b.png", "inner/a.png"] { try folder.addImage("in/\(name)") }
        let run = try await ToolRun(
            "decompose", "in", "-o", "out", "--recursive", "--quiet", in: folder)
        #expect(run.output == "" && run.error == "")
        let found = try folder.contents(of: "out").filter { $0.hasSuffix(".pyramid") }
        #expect(
            found == ["a.jpg.pyramid", "a.png.pyramid", "b.pyramid", "inner/a.pyramid"])
    }

    @Test func twoImagesOfOneNameDoNotOverwriteEachOther() async throws {
        try folder.addImage("x/a.png", seed: 1)
        try folder.addImage("y/a.png", seed: 2)
        let run = try await ToolRun(
            "decompose", "x/a.png", "y/a.png", "-o", "out", in: folder, exitCode: 1)
        #expect(
            run.error == """
                pyramid: y/a.png: its output would be out/a.png.pyramid, which is that of x/a.png; \
                name the folder above both, or run the tool for each
                pyramid: 1 of 2 images done, 1 failed

                """)
        #expect(run.output == "out/a.png.pyramid  3 levels, mirror101, float\n")
    }

    @Test(arguments: [
        (["decompose"], "Missing expected argument '<inputs> ...'."),
        (["decompose", "a.png", "--levels", "65"], "--levels must be between 0 and 64, not 65."),
        (["decompose", "a.png", "--levels=-1"], "--levels must be between 0 and 64, not -1."),
        (
            ["decompose", "a.png", "--filter", "qmf9"],
            "--filter does not belong to --convention mirror101."
        ),
        (
            ["decompose", "a.png", "--kernel-a", "7"],
            "--kernel-a must be between 0 and 1, not 7.0."
        ),
        (
            ["decompose", "a.png", "--format", "png16", "--arithmetic", "float"],
            "--format png16 holds whole numbers; it goes with --arithmetic integer."
        ),
        (["decompose", "a.png", "--max-pixels", "0"], "--max-pixels must be at least 1, not 0."),
        (["decompose", "a.png", "-o", ""], "--output must not be empty."),
        (["decompose", "a.png", "--threads", "0"], "--threads must be between 1 and 1024, not 0."),
    ])
    func misuseIsRefusedBeforeAnyWork(_ arguments: [String], _ message: String) async throws {
        let run = try await ToolRun(arguments, in: folder, exitCode: 64)
        #expect(
            run.error
                == "pyramid: \(message) See 'pyramid decompose --help' for more information.\n")
        #expect(try folder.contents().isEmpty)
    }

    @Test(arguments: [
        (
            ["rgba.png", "--format", "pfm"],
            "rgba.pyramid: pfm holds grey and rgb, not rgba; use --format npy"
        ),
        (
            ["a.png", "-o", "a.png"], "a.png: a file has this name; choose another folder"
        ),
        (
            ["a.png", "-o", "a.png/p"],
            "a.png/p: a part of this path is a file, not a folder; choose another place"
        ),
        (
            ["a.png", "--max-pixels", "1199"],
            "a.png: the PNG header declares 40×30 pixels, more than the limit of 1199; raise the limit "
                + "with --max-pixels if the file is trusted"
        ),
        (
            ["a.png", "--convention", "kornia", "--levels", "40"],
            "a.png: 40 levels by kornia would pad 40×30 to sides of 2^40 or more; ask for fewer "
                + "--levels or another --convention"
        ),
    ])
    func failuresAreOneLine(_ arguments: [String], _ message: String) async throws {
        try folder.addImage("a.png")
        try folder.addImage("rgba.png", channels: .rgba)
        let run = try await ToolRun(["decompose"] + arguments, in: folder, exitCode: 1)
        #expect(run.error == "pyramid: \(message)\n" && run.output == "")
        #expect(try folder.contents() == ["a.png", "rgba.png"])
    }

    @Test func samplesThatAreNoNumbersAreReported() async throws {
        var plane = Plane(width: 8, height: 8)
        plane[0, 0] = .nan
        try ImageFileWriter.write(Image(plane, range: .unit), to: folder["a.pfm"], as: .pfm)
        let run = try await ToolRun("decompose", "a.pfm", "--levels", "0", in: folder)
        #expect(run.output.contains("note: there are samples that are not finite\n"))
    }
}
