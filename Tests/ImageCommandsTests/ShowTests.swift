// SPDX-License-Identifier: Apache-2.0

import Foundation
import ImageFiles
import Raster
import TestSupport
import Testing

@Suite struct ShowTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    @Test func anImageAndItsPyramidGiveOneSheet() async throws {
        try folder.addImage("a.png")
        _ = try await ToolRun("decompose", "a.png", "-o", "p", "--quiet", in: folder)
        let run = try await ToolRun("show", "a.png", in: folder)
        #expect(
            run.output.wholeMatch(of: /a-levels\.png  84×47, 2 bands × [0-9.]+\n/) != nil,
            "\(run.output)")
        _ = try await ToolRun("show", "p", "-o", "b.png", in: folder)
        #expect(try folder.image("b.png") == folder.image("a-levels.png"))
    }

    @Test func alphaIsLeftOutAndSaidSo() async throws {
        try folder.addImage("a.png", channels: .rgba)
        let run = try await ToolRun("show", "a.png", "--contrast", "2", in: folder)
        #expect(run.error == "pyramid: a.png: the sheet does not show alpha\n")
        #expect(run.output == "a-levels.png  84×47, 2 bands × 2\n")
        #expect(try folder.image("a-levels.png").channels == .rgb)
    }

    @Test(arguments: ["0", "-1", "nan", "inf"]) func contrastIsPositive(_ value: String)
        async throws
    {
        let run = try await ToolRun(
            "show", "a.png", "--contrast=\(value)", in: folder, exitCode: 64)
        #expect(run.error.hasPrefix("pyramid: --contrast must be greater than 0, not \(value)"))
    }
}
