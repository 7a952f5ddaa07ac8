// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Datasets
import Foundation
import ImageCommands
import ImageFiles
import Raster
import TestSupport
import Testing

@Suite struct DatasetTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    /// Runs the tool in this process; what is in angle brackets is a path in the folder.
    private func run(_ arguments: String...) throws {
        let typed = arguments.map {
            $0.hasPrefix("<") ? folder[String($0.dropFirst().dropLast())].path : $0
        }
        var command = try DatasetCommand.parseAsRoot(typed + ["--quiet"])
        try command.run()
    }

    private func message(_ arguments: String...) throws -> String {
        let typed = arguments.map {
            $0.hasPrefix("<") ? folder[String($0.dropFirst().dropLast())].path : $0
        }
        do {
            var command = try DatasetCommand.parseAsRoot(typed + ["--quiet"])
            try command.run()
            return ""
        } catch {
            return DatasetCommand.message(for: error)
                .replacingOccurrences(of: folder.path + "/", with: "")
        }
    }

    @Test func renderedSetsArePackedAndSplit() throws {
        try run("render", "shapes32", "--count", "30", "--seed", "0", "-o", "<drawn>")
        try run("build", "<drawn>", "-o", "<store>")
        let store = try MultiLevelStore(folder["store"])
        let set = RenderedImageSet(.shapes32, seed: 0, count: 30)
        #expect(store.count == 30 && store.labels == set.labels)
        #expect(store.image(at: 7) == set.image(at: 7))
        #expect(store.sizes.map(\.width) == [32, 16, 8, 4])
        try run(
            "split", "<store>", "-o", "<parts>", "--test", "0.3", "--validation", "0.1", "--seed",
            "2")
        let parts = try ["train", "validation", "test"].map {
            try MultiLevelStore(folder["parts/\($0)"])
        }
        let names = parts.flatMap { part in (0..<part.count).map(part.name) }
        #expect(names.count == 30 && Set(names).count == 30)
        #expect(parts[2].count == 9)
    }

    @Test func eyesAreDrawnInBothDomains() throws {
        try run("render", "eyes", "--count", "2", "--seed", "4", "-o", "<eyes>")
        let files = try folder.contents(of: "eyes")
        for domain in ["simulated", "real"] {
            #expect(files.contains("\(domain)/000001.png"))
            #expect(files.contains("\(domain)/000001.json"))
            #expect(files.contains("\(domain)/labels.csv"))
        }
        try run(
            "render", "eyes", "--count", "2", "--seed", "4", "--domain", "real", "-o", "<one>")
        #expect(try !folder.contents(of: "one").contains("simulated"))
        #expect(
            try Data(contentsOf: folder["one/real/000001.png"])
                == Data(contentsOf: folder["eyes/real/000001.png"]))
    }

    @Test func aSheetShowsTheSet() throws {
        try run("render", "faces", "--count", "4", "--size", "16", "-o", "<faces>")
        try run("info", "<faces>", "-o", "<sheet.png>", "--sheet", "4")
        #expect(try folder.image("sheet.png").size == ImageSize(width: 38, height: 38))
    }

    @Test func whatCannotBeReadIsNamed() throws {
        for number in 0..<3 { try folder.addImage("set/\(number).png", seed: UInt32(number + 1)) }
        try folder.addText("set/1.png")
        let refusal = try message("info", "<set>")
        #expect(refusal.hasPrefix("set/1.png: unknown format"))
        #expect(refusal.hasSuffix("(--skip-unreadable counts and lists such images)"))
        #expect(try message("info", "<set>", "--skip-unreadable").isEmpty)
        #expect(try message("build", "<set>", "-o", "<a>").hasPrefix("set/1.png: unknown format"))
        try run("build", "<set>", "-o", "<b>", "--skip-unreadable")
        #expect(try MultiLevelStore(folder["b"]).count == 2)
        try FileManager.default.createDirectory(
            at: folder["empty"], withIntermediateDirectories: true)
        #expect(
            try message("info", "<empty>")
                == "empty: this folder holds no image; name a folder of PNG, JPEG, .npy, PFM or "
                + "PGM/PPM files")
        #expect(
            try message("split", "<set>", "-o", "<c>", "--test", "0.01")
                .hasSuffix("none of its 3 images is left for test; choose other shares"))
    }

    @Test(arguments: [
        (
            ["render", "eyes", "--count", "1", "--size", "64", "-o", "x"],
            "--size does not go with eyes"
        ),
        (["render", "rooms", "--count", "0", "-o", "x"], "--count must be between 1"),
        (
            ["render", "rooms", "--count", "1", "--domain", "real", "-o", "x"],
            "--domain goes with eyes"
        ),
        (["build", "x", "-o", "y", "--filter", "box"], "--filter goes with --resize"),
        (["split", "x", "-o", "y", "--test", "1"], "--validation and --test must be shares"),
        (["info", "x", "--sheet", "3"], "--sheet goes with --output"),
    ])
    func misuseIsExplained(arguments: [String], start: String) {
        do {
            _ = try DatasetCommand.parseAsRoot(arguments)
            Issue.record("\(arguments) was taken")
        } catch {
            #expect(DatasetCommand.message(for: error).hasPrefix(start))
        }
    }
}
