// SPDX-License-Identifier: Apache-2.0

import Foundation
import ImageCommands
import ImageFiles
import Raster
import TestSupport
import Testing

struct SlicedWassersteinToolTests {
    private let folder: TemporaryFolder

    /// Settings at which a measurement takes no time.
    private static let small = ["--patches", "4", "--repeats", "2", "--directions", "4"]

    init() throws { folder = try TemporaryFolder() }

    private func run(_ arguments: String..., exitCode: Int32 = 0) async throws -> ToolRun {
        try await ToolRun(
            arguments + Self.small, of: .slicedWasserstein, in: folder, exitCode: exitCode)
    }

    private func addSet(_ name: String, count: Int = 6, seed: UInt32, size: Int = 32) throws {
        for index in 0..<count {
            try folder.addImage(
                "\(name)/\(index).png", width: size, height: size, seed: seed + UInt32(index))
        }
    }

    private func addSets() throws {
        try addSet("reals", seed: 1)
        try addSet("fakes", seed: 100)
    }

    /// Writes an array N×3×16×16 of floats.
    private func addArray(_ name: String, count: Int = 6, damaged: Int? = nil) throws {
        var values = (0..<count * 768).map { Float($0 * 7919 % 1000) / 1000 }
        if let damaged { values[damaged * 768 + 5] = .nan }
        try NumPyArray(shape: [count, 3, 16, 16], samples: .float32(values)).write(to: folder[name])
    }

    @Test func tableHasTheOfficialColumns() async throws {
        try addSets()
        let result = try await run("reals", "fakes")
        let lines = result.output.split(separator: "\n").map(String.init)
        #expect(
            lines[0]
                == "6 reals, 6 fakes of 32×32; 4 patches of 7×7, 2×4 directions, levels from 16 rows; "
                + "p = 1; seed 1000; not the published protocol")
        #expect(lines[1] == "floor: 3 reals against 3 other reals")
        #expect(lines[3...].map { $0.prefix(11) } == ["SWDx1e3_32 ", "SWDx1e3_16 ", "SWDx1e3_avg"])
        #expect(result.error.contains("swd: 6 images are few"))
    }

    @Test func reportsDoNotDependOnBatchesThreadsOrMemory() async throws {
        try addSets()
        let plain = try await run("reals", "fakes", "--json", "--bootstrap", "3")
        let other = try await run(
            "reals", "fakes", "--json", "--bootstrap", "3", "--batch-size", "2", "--threads", "2",
            "--memory", "1M")
        #expect(plain.output == other.output)
        let report = try #require(try plain.json as? [String: Any])
        #expect(report["seed"] as? Int == 1000 && report["version"] as? String != nil)
        let seeded = try await run("reals", "fakes", "--json", "--seed", "2", "--bootstrap", "3")
        #expect(seeded.output != plain.output)
    }

    @Test func everyKindOfSetIsTaken() async throws {
        try addSets()
        try addArray("array.npy")
        for (first, second) in [("array.npy", "reals"), ("reals", "array.npy")] {
            _ = try await run(first, second, "--resize", "16", "--json")
        }
        let wrong = try await run("array.npy", "reals", exitCode: 1)
        #expect(
            wrong.error
                == "swd: array.npy, reals: one set has images of 16×16, the other of 32×32; resize "
                + "one of them\n")
    }

    @Test func evidenceStandsForItsImages() async throws {
        try addSets()
        let plain = try await run("reals", "fakes", "--json")
        let saving = try await run("reals", "--save-evidence", "known", "--quiet")
        #expect(saving.output.isEmpty && saving.error.isEmpty)
        #expect(try await run("known", "fakes", "--json").output == plain.output)
        #expect(
            try await run("reals", "--save-evidence", "known", exitCode: 1).error
                == "swd: known holds evidence already; name another folder or remove this one\n")
        let fewer = try await run("known", "fakes", "--images", "4", exitCode: 1)
        #expect(fewer.error.contains("known is evidence of 6 images, and 4 are to be taken"))
        let seeds = try await run("known", "fakes", "--seed", "3", exitCode: 1)
        #expect(seeds.error.contains("the patches were cut by different seeds (1000 against 3)"))
    }

    @Test func shardsJoin() async throws {
        try addSets()
        let whole = try await run("reals", "fakes", "--json")
        for (index, name) in (0..<6).map({ ($0, "\($0).png") }) {
            let shard = folder[index < 2 ? "a" : "b"]
            try FileManager.default.createDirectory(at: shard, withIntermediateDirectories: true)
            try FileManager.default.copyItem(
                at: folder["reals/\(name)"], to: shard.appending(path: name))
        }
        for shard in ["a", "b"] { _ = try await run(shard, "--save-evidence", "known-\(shard)") }
        let joined = try await run(
            "known-b", "fakes", "--join-reals", "known-a", "--json")
        #expect(joined.output == whole.output)
        let refused = try await run("a", "fakes", "--join-reals", "known-b", exitCode: 1)
        #expect(refused.error.hasPrefix("swd: a: shards are joined as evidence"))
    }

    @Test func setsAreRanked() async throws {
        try addSets()
        try addSet("grey", seed: 50)
        let table = try await run("reals", "--compare", "fakes", "grey", "--plot", "plot.svg")
        #expect(table.output.contains("fakes:\n") && table.output.contains("standard error over"))
        let plot = try String(contentsOf: folder["plot.svg"], encoding: .utf8)
        #expect(plot.hasPrefix("<svg") && plot.contains(">grey</text>"))
        let json = try await run("reals", "fakes", "--compare", "grey", "--json").json
        let object = try #require(json as? [String: Any])
        #expect((object["sets"] as? [Any])?.count == 2)
        #expect((object["verdicts"] as? [Any])?.count == 1)
    }

    @Test func officialStreamFollowsTheBatchSize() async throws {
        try addSets()
        let one = try await run("reals", "fakes", "--official-rng", "--json", "--no-floor")
        let other = try await run(
            "reals", "fakes", "--official-rng", "--json", "--no-floor", "--batch-size", "3")
        #expect(one.output != other.output)
        #expect(one.output.contains("NumPy legacy") && one.output.contains(#""seed":1000"#))
    }

    @Test func approximationIsAColumn() async throws {
        try addSets()
        let result = try await run("reals", "fakes", "--asw", "--p", "2", "--quiet", "--json")
        #expect(result.output.contains("ASWx1e3_16"))
        #expect(result.error.isEmpty)
    }

    @Test func smallSetsAreRefused() async throws {
        try addSets()
        try FileManager.default.createDirectory(
            at: folder["empty"], withIntermediateDirectories: true)
        try addSet("one", count: 1, seed: 1)
        #expect(
            try await run("empty", "fakes", exitCode: 1).error
                == "swd: empty: this folder holds no image; name a folder of PNG, JPEG, .npy, PFM or "
                + "PGM/PPM files\n")
        #expect(
            try await run("reals", "one", exitCode: 1).error.contains(
                "a set of one image has no distribution; at least two images are needed"))
        #expect(
            try await run("reals", "fakes", "--images", "7", exitCode: 1).error
                == "swd: reals has 6 images, fewer than the 7 of --images; leave --images out to take "
                + "as many as there are\n")
        try addSet("more", count: 8, seed: 300)
        let cut = try await run("reals", "more")
        #expect(cut.error.contains("swd: more has 8 images; 6 of them were taken, as many as the"))
        let unequal = try await run("reals", "more", "--unequal")
        #expect(unequal.output.hasPrefix("6 reals, 8 fakes"))
    }

    @Test func imagesThatDoNotFitAreNamed() async throws {
        try addSets()
        try folder.addImage("fakes/3.png", width: 32, height: 30)
        #expect(
            try await run("reals", "fakes", exitCode: 1).error
                == "swd: fakes: 3.png is 32×30; every image must be the size of the first, 0.png, which "
                + "is 32×32; --crop and --resize bring all to one size\n")
        _ = try await run("reals", "fakes", "--resize", "16")
        try folder.addImage("fakes/3.png", width: 32, height: 32, channels: .grey)
        #expect(
            try await run("reals", "fakes", exitCode: 1).error.contains(
                "3.png is grey; every image must have the channels of the first, 0.png"))
        _ = try await run("reals", "fakes", "--channels", "rgb")
    }

    @Test(arguments: [
        (33, 32, "only even sizes can be halved; crop or resize the images to 32×32"),
        (12, 12, "images of 12×12 have no level of at least 16 rows"),
        (8, 32, "level 1 of images of 8×32 is 4×16, too small for patches of 7×7"),
    ])
    func sizesThatDoNotReduceAreRefused(width: Int, height: Int, message: String) async throws {
        for (set, name) in [("a", "1"), ("a", "2"), ("b", "1"), ("b", "2")] {
            try folder.addImage("\(set)/\(name).png", width: width, height: height)
        }
        let error = try await run("a", "b", exitCode: 1).error
        #expect(error.hasPrefix("swd: a: ") && error.contains(message))
    }

    @Test func damagedImagesAreNamedOrLeftOut() async throws {
        try addSets()
        try folder.addText("fakes/2.png")
        let refused = try await run("reals", "fakes", exitCode: 1)
        #expect(refused.error.hasPrefix("swd: fakes/2.png: unknown format"))
        #expect(refused.error.hasSuffix("(--skip-unreadable leaves out and lists such images)\n"))
        let taken = try await run("reals", "fakes", "--skip-unreadable")
        #expect(taken.output.hasPrefix("5 reals, 5 fakes"))
        #expect(taken.error.contains("swd: fakes: 1 image was left out\n"))
        #expect(taken.error.contains("swd: left out: fakes/2.png: unknown format"))
        try addArray("broken.npy", damaged: 4)
        try addArray("whole.npy")
        #expect(
            try await run("whole.npy", "broken.npy", exitCode: 1).error
                == "swd: broken.npy: broken/000004 has samples that are not finite; leave the image "
                + "out or repair it\n")
    }

    @Test(arguments: [
        (["a"], "name the set that is judged after the reals"),
        (["a", "--compare", "b"], "--compare takes at least two sets"),
        (["a", "b", "--images", "1"], "--images must be at least 2, not 1"),
        (["a", "b", "--batch-size", "0"], "--batch-size must be at least 1, not 0"),
        (["a", "b", "--bootstrap", "1"], "--bootstrap must be between 2 and 10000, not 1"),
        (["a", "b", "--unequal", "--images", "9"], "--images takes as many of each set"),
        (["a", "b", "--plot", "x.png"], "--plot draws SVG"),
        (["a", "b", "--official-rng", "--unequal"], "--official-rng replays one run"),
        (["a", "b", "--official-rng", "--seed", "4294967296"], "--official-rng takes seeds up to"),
        (["a", "b", "--p", "3"], "--p must be 1 or 2, not 3"),
        (["a", "b", "--patch-size", "4"], "--patch-size must be odd"),
        (["a", "b", "--memory", "lots"], "The value 'lots' is invalid for '--memory <size>'"),
    ])
    func misuseEndsWith64(arguments: [String], message: String) async throws {
        let result = try await ToolRun(
            arguments, of: .slicedWasserstein, in: folder, exitCode: 64)
        #expect(result.error.contains(message))
    }
}
