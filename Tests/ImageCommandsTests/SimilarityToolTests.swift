// SPDX-License-Identifier: Apache-2.0

import Foundation
import ImageFiles
import Raster
import TestSupport
import Testing

struct SimilarityToolTests {
    private func run(
        _ arguments: String..., in folder: TemporaryFolder, exitCode: Int32 = 0
    ) async throws -> ToolRun {
        try await ToolRun(arguments, of: .similarity, in: folder, exitCode: exitCode)
    }

    @Test func equalImagesScoreOne() async throws {
        let folder = try TemporaryFolder()
        try folder.addImage("a.png", width: 52, height: 44)
        let table = try await run("compare", "a.png", "a.png", "--levels", "3", in: folder)
        #expect(table.output.contains("a.png  1.000000  1.000000"))
        let json = try await run(
            "compare", "a.png", "a.png", "--levels", "3", "--match", "piq", "--json", in: folder
        ).json
        let object = try #require(json as? [String: Any])
        #expect(object["score"] as? Double == 1)
        #expect(object["match"] as? String == "piq")
        #expect((object["clamped_scales"] as? [Int])?.isEmpty == true)
    }

    @Test func foldersAreMatchedByName() async throws {
        let folder = try TemporaryFolder()
        for name in ["x/1.png", "x/2.png", "y/1.png", "y/3.png"] {
            try folder.addImage(name, width: 24, height: 24)
        }
        let result = try await run(
            "compare", "x", "y", "--levels", "1", "--json", in: folder, exitCode: 1)
        #expect(result.error.contains("x/2.png: y has no 2.png to compare it with"))
        #expect(result.error.contains("y/3.png: x has no 3.png to compare it with"))
        let object = try #require(try result.json as? [String: Any])
        #expect(object["count"] as? Int == 1 && object["mean"] as? Double == 1)
    }

    @Test func refusalsNameBothImages() async throws {
        let folder = try TemporaryFolder()
        try folder.addImage("a.png", width: 40, height: 30)
        try folder.addImage("b.png", width: 40, height: 31)
        let sizes = try await run("compare", "a.png", "b.png", in: folder, exitCode: 1)
        #expect(
            sizes.error
                == "ms-ssim: a.png against b.png: the images must have one size, but the first is "
                + "40×30 and the second 40×31\n")
        let small = try await run("compare", "a.png", "a.png", in: folder, exitCode: 1)
        #expect(small.error.contains("the shorter side must be at least 161"))
    }

    @Test func explainListsEveryProgram() async throws {
        let folder = try TemporaryFolder()
        try folder.addImage("a.png", width: 45, height: 47)
        try folder.addImage("b.png", width: 45, height: 47, seed: 2)
        let json = try await run(
            "explain", "a.png", "b.png", "--levels", "2", "--json", in: folder
        ).json
        let rows = try #require(json as? [[String: Any]])
        #expect(rows.count == 9)
        #expect(rows.first { $0["match"] as? String == "progan" }?["refusal"] != nil)
    }

    @Test func mapsAreWrittenForEveryScale() async throws {
        let folder = try TemporaryFolder()
        let image = try folder.addImage("a.png", width: 48, height: 44)
        try folder.addImage("b.png", width: 48, height: 44, seed: 2)
        _ = try await run(
            "map", "a.png", "b.png", "-o", "map.png", "--levels", "2", "--all-scales", in: folder)
        #expect(try folder.image("map-0.png").size == ImageSize(width: 38, height: 34))
        #expect(try folder.image("map-1.png").size == ImageSize(width: 14, height: 12))
        _ = try await run(
            "map", "a.png", "a.png", "-o", "map.npy", "--full-size", "--levels", "1", in: folder)
        let map = try folder.image("map.npy")
        #expect(map.size == image.size)
        #expect(map.planes[0].samples.allSatisfy { $0 == 1 })
    }

    @Test func diversityRepeats() async throws {
        let folder = try TemporaryFolder()
        for index in 0..<6 {
            try folder.addImage(
                "set/\(index % 2)/\(index).png", width: 16, height: 16, seed: UInt32(index))
        }
        let arguments = ["diversity", "set", "--pairs", "2", "--json"]
        let first = try await ToolRun(
            arguments + ["--threads", "1"], of: .similarity, in: folder)
        let second = try await ToolRun(
            arguments + ["--threads", "2"], of: .similarity, in: folder)
        #expect(first.output == second.output)
        let classes = try await run("diversity", "set", "--by-class", in: folder)
        #expect(classes.output.contains("class 0") && classes.output.contains("class 1"))
        let flat = try await run("diversity", "set/0", "--by-class", in: folder, exitCode: 1)
        #expect(flat.error.contains("set/0: the set has no classes; put the images of each class"))
    }

    /// An array of 4×16×16×3 bytes; a folder is but one form of a set.
    @Test func diversityTakesArrays() async throws {
        let folder = try TemporaryFolder()
        let text = "{'descr': '|u1', 'fortran_order': False, 'shape': (4, 16, 16, 3), }"
        var bytes: [UInt8] = [0x93] + Array("NUMPY".utf8) + [1, 0, 118, 0] + Array(text.utf8)
        bytes += [UInt8](repeating: 0x20, count: 127 - bytes.count) + [0x0A]
        let sampleCount = 4 * 16 * 16 * 3
        for index in 0..<sampleCount { bytes.append(UInt8(index * index / 7 % 251)) }
        try Data(bytes).write(to: URL(filePath: "\(folder.path)/set.npy"))
        let found = try await run("diversity", "set.npy", "--consecutive", in: folder)
        #expect(found.output.contains("4 images, 2 pairs"))
        let classes = try await run("diversity", "set.npy", "--by-class", in: folder, exitCode: 1)
        #expect(classes.error.contains("set.npy: the set has no classes"))
    }

    @Test func unreadableImagesAreNamedOrSkipped() async throws {
        let folder = try TemporaryFolder()
        for index in 0..<3 {
            try folder.addImage("set/\(index).png", width: 16, height: 16, seed: UInt32(index))
        }
        try folder.addText("set/1b.png")
        let failed = try await run("diversity", "set", in: folder, exitCode: 1)
        #expect(failed.error.contains("set/1b.png"))
        let skipped = try await run(
            "diversity", "set", "--skip-unreadable", "--json", in: folder)
        #expect(skipped.error.contains("1 of 4 files skipped"))
        try folder.addImage("set/4.png", width: 18, height: 16)
        let mixed = try await run(
            "diversity", "set", "--skip-unreadable", in: folder, exitCode: 1)
        #expect(
            mixed.error.contains("set: 4.png is rgb of 18×16; every image must be like the first"))
    }
}
