// SPDX-License-Identifier: Apache-2.0

import Foundation
import ImageFiles
import Raster
import TestSupport
import Testing

@Suite struct InfoTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    @Test func imagesAreRowsOfATable() async throws {
        for (name, value) in [("in/b.png", Float(64)), ("in/a.png", 128)] {
            let image = Image(
                Plane(width: 4, height: 3, filledWith: value), range: .byte)
            try FileManager.default.createDirectory(
                at: folder["in"], withIntermediateDirectories: true)
            try ImageFileWriter.write(image, to: folder[name], as: .png8())
        }
        let run = try await ToolRun("info", "in", "--quiet", in: folder)
        #expect(
            run.output == """
                image     size  channels  samples  minimum  maximum  mean
                in/a.png   4×3  grey      uint8        128      128   128
                in/b.png   4×3  grey      uint8         64       64    64

                """)
    }

    @Test func oneLineOfJSONHoldsAllThatCouldBeRead() async throws {
        try folder.addImage("a.png", channels: .rgba)
        try folder.addText("b.png")
        _ = try await ToolRun("decompose", "a.png", "-o", "p", "--quiet", in: folder)
        let run = try await ToolRun(
            "info", "p", "b.png", "a.png", "--json", "--quiet", in: folder, exitCode: 1)
        let entries = try #require(try run.json as? [[String: Any]])
        #expect(entries.count == 2)
        #expect(entries[0]["folder"] as? String == "p")
        #expect(entries[1]["channels"] as? String == "rgba")
        #expect((entries[1]["means"] as? [Double])?.count == 4)
        #expect(run.error.hasSuffix("pyramid: 2 of 3 files done, 1 failed\n"))
    }

    @Test func aBrokenPyramidDoesNotHideTheOthers() async throws {
        try folder.addImage("a.png")
        for name in ["p", "q"] {
            _ = try await ToolRun("decompose", "a.png", "-o", name, "--quiet", in: folder)
        }
        try FileManager.default.removeItem(at: folder["p/residual.npy"])
        let run = try await ToolRun("info", "p", "q", in: folder, exitCode: 1)
        #expect(run.output.hasPrefix("q  3 levels, mirror101, float\n"))
        #expect(
            run.error == """
                pyramid: p/residual.npy: there is no such file; check the spelling
                pyramid: 1 of 2 files done, 1 failed

                """)
    }
}
