// SPDX-License-Identifier: Apache-2.0

import Foundation
import ImageFiles
import Raster
import TestSupport
import Testing

@Suite struct CollapseTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    @Test(arguments: [
        [], ["--format", "png16"], ["--arithmetic", "integer"], ["--convention", "kornia"],
        ["--format", "pfm"], ["--convention", "lapgan-torch", "--arithmetic", "double"],
    ])
    func theImageComesBack(_ options: [String]) async throws {
        let image = try folder.addImage("a.png")
        _ = try await ToolRun(
            ["decompose", "a.png", "-o", "p", "--quiet"] + options, in: folder)
        let run = try await ToolRun("collapse", "p", "-o", "b.png", in: folder)
        #expect(run.output == "b.png\n" && run.error == "")
        #expect(try folder.image("b.png") == image)
        // The same encoder wrote both files, so even their bytes agree.
        #expect(try Data(contentsOf: folder["a.png"]) == Data(contentsOf: folder["b.png"]))
    }

    @Test func aFolderOfPyramidsGivesAFolderOfImages() async throws {
        let images = try ["x/1.png", "x/2.jpg", "x/y/3.png"].map { try folder.addImage($0) }
        _ = try await ToolRun(
            "decompose", "x", "-o", "out", "--recursive", "--quiet", in: folder)
        // What a killed process leaves is no pyramid.
        try FileManager.default.copyItem(
            at: folder["out/1.pyramid"], to: folder["out/.4.pyramid.partial-1-0"])
        try FileManager.default.createSymbolicLink(
            atPath: folder["out/y/loop"].path, withDestinationPath: "..")
        let run = try await ToolRun(
            "collapse", "out", "-o", "back", "--threads", "1", in: folder)
        #expect(run.output == "back/1.png\nback/2.png\nback/y/3.png\n")
        #expect(run.error == "pyramid: 3 of 3 pyramids done\n")
        #expect(try folder.contents(of: "back") == ["1.png", "2.png", "y", "y/3.png"])
        #expect(try folder.image("back/y/3.png") == images[2])
        #expect(try folder.image("back/2.png") == folder.image("x/2.jpg"))
    }

    @Test func gainsSharpenAndSayWhatTheyClamp() async throws {
        let image = try folder.addImage("a.png", channels: .grey)
        _ = try await ToolRun("decompose", "a.png", "-o", "p", "--quiet", in: folder)
        let run = try await ToolRun(
            "collapse", "p", "-o", "b.png", "--gains", "3,1", "--quiet", in: folder)
        #expect(
            try #require(
                run.error.wholeMatch(
                    of: /pyramid: b\.png: (\d+) samples outside the range were clamped\n/)
            ).1 != "0")
        let sharpened = try folder.image("b.png").planes[0]
        let statistics = (sharpened.statistics, image.planes[0].statistics)
        #expect(statistics.0.meanSquare > statistics.1.meanSquare)
        _ = try await ToolRun(
            "collapse", "p", "-o", "c.png", "--gains=0", "--quiet", in: folder)
        #expect(try folder.image("c.png") != image)
    }

    @Test(
        arguments: [
            (
                ["p", "-o", "b.png", "--gains", "1,1,1"], 1,
                "a.png: there are 3 gains for 2 bands; give at most one gain a band, finest first"
            ),
            (
                ["p", "-o", "b.tif"], 1,
                "b.tif: no image is written to a file with the ending \"tif\"; name a .png, .jpg, .npy or "
                    + ".pfm file"
            ),
            (
                ["p", "-o", "no/b.png"], 1,
                "no/b.png: the folder to write to does not exist; make the folder first"
            ),
            (
                ["a.png", "-o", "b.png"], 1,
                "a.png: there is no pyramid here; name a folder that `pyramid decompose` has written"
            ),
            (["gone", "-o", "b.png"], 1, "gone: No such file or directory"),
            (
                ["p", "-o", "b.png", "--gains", "1,x"], 64,
                "The value '1,x' is invalid for '--gains <list>'. See 'pyramid collapse --help' for more "
                    + "information."
            ),
            (
                ["p", "-o", "b.jpg", "--quality", "0"], 64,
                "--quality must be between 1 and 100, not 0. See 'pyramid collapse --help' for more "
                    + "information."
            ),
        ] as [([String], Int32, String)])
    func failuresAreOneLine(
        _ arguments: [String], _ code: Int32, _ message: String
    ) async throws {
        try folder.addImage("a.png")
        _ = try await ToolRun("decompose", "a.png", "-o", "p", "--quiet", in: folder)
        let before = try folder.contents()
        let run = try await ToolRun(["collapse"] + arguments, in: folder, exitCode: code)
        #expect(run.error == "pyramid: \(message)\n" && run.output == "")
        #expect(try folder.contents() == before)
    }

    @Test func twoPyramidsOfOneNameDoNotOverwriteEachOther() async throws {
        try folder.addImage("x/a.png")
        try folder.addImage("y/a.png")
        _ = try await ToolRun("decompose", "x", "-o", "px", "--quiet", in: folder)
        _ = try await ToolRun("decompose", "y", "-o", "py", "--quiet", in: folder)
        let run = try await ToolRun(
            "collapse", "px", "py", "-o", "out", in: folder, exitCode: 1)
        #expect(run.output == "out/a.png\n")
        #expect(
            run.error == """
                pyramid: py/a.pyramid: its output would be a, which is that of px/a.pyramid; name the \
                folder above both, or run the tool for each
                pyramid: 1 of 2 pyramids done, 1 failed

                """)
    }
}
