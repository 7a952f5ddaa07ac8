// SPDX-License-Identifier: Apache-2.0

import Foundation
import ImageFiles
import Raster
import TestSupport
import Testing

@testable import Datasets

struct StoreTests {
    private func folderSet(_ folder: TemporaryFolder, count: Int = 5) throws -> any ImageSet {
        for number in 0..<count {
            try folder.write(
                numbered(number, width: 16, height: 8), "set/\(number % 2)/\(number).png")
        }
        return try ImageSets.open(folder["set"])
    }

    private func build(
        _ set: any ImageSet, _ folder: TemporaryFolder, _ name: String = "store",
        levels: Int? = nil, skips: Bool = false, preparation: Preparation = Preparation(),
        threads: Int = 2
    ) throws -> StoreBuilder.Report {
        try StoreBuilder(set, preparation, levels: levels, skipsUnreadable: skips, at: folder[name])
            .build(threads: ThreadCount(threads))
    }

    @Test func aStoreHoldsTheSetOnEveryLevel() throws {
        try TemporaryFolder.with { folder in
            let set = try folderSet(folder)
            let report = try build(set, folder)
            #expect(report.count == 5 && report.resumed == 0 && report.skipped.isEmpty)
            #expect(report.sizes.map(\.description) == ["16×8", "8×4"])
            let store = try #require(try ImageSets.open(folder["store"]) as? MultiLevelStore)
            #expect(store.count == 5 && store.sizes == report.sizes)
            #expect((0..<5).map(store.name) == (0..<5).map(set.name))
            #expect(store.labels == set.labels)
            for index in 0..<5 {
                let image = try set.image(at: index)
                #expect(store.image(at: index) == image)
                let coarse = store.image(at: index, level: 1)
                let fine = image.planes[1]
                let sum = fine[2, 4] + fine[3, 4] + fine[2, 5] + fine[3, 5]
                #expect(coarse.planes[1][1, 2] == (sum / 4).rounded(.toNearestOrEven))
            }
            #expect(store.batch([3, 1], level: 1).image(at: 1) == store.image(at: 1, level: 1))
            let level = try NumPyArray(contentsOf: folder["store/level-1.npy"])
            #expect(level.shape == [5, 3, 4, 8])
            #expect(!FileManager.default.fileExists(atPath: folder["store/.building"].path))
        }
    }

    @Test func theBytesDoNotDependOnThreads() throws {
        try TemporaryFolder.with { folder in
            let set = try folderSet(folder)
            _ = try build(set, folder, "one", threads: 1)
            _ = try build(set, folder, "two", threads: 2)
            for name in try FileManager.default.contentsOfDirectory(atPath: folder["one"].path) {
                #expect(try folder.bytes("one/\(name)") == folder.bytes("two/\(name)"))
            }
        }
    }

    @Test func aStoppedBuildGoesOn() throws {
        try TemporaryFolder.with { folder in
            let whole = try folderSet(folder, count: 12)
            _ = try build(whole, folder, "expected")
            // The ninth image is damaged: what lies before it is in the arrays by then.
            let victim = "set/\(whole.name(at: 9))"
            let good = try folder.bytes(victim)
            try folder.write(Array(good.prefix(60)), victim)
            let error = #expect(throws: DatasetError.self) { try build(whole, folder, threads: 1) }
            #expect(error?.place.hasSuffix(whole.name(at: 9)) == true)
            let state = try JSONFile.read(
                folder["store/.building/building.json"], as: StoreBuildState.self)
            #expect(state.done == 1)
            try folder.write(good, victim)
            let report = try build(whole, folder)
            #expect(report.resumed == 1 && report.count == 12)
            for name in ["level-0.npy", "level-1.npy", "labels.npy", "names.txt", "store.json"] {
                #expect(try folder.bytes("store/\(name)") == folder.bytes("expected/\(name)"))
            }
            #expect(try build(whole, folder).resumed == 12)
            let other = #expect(throws: DatasetError.self) { try build(whole, folder, levels: 1) }
            #expect(other?.problem.contains("made in another way") == true)
        }
    }

    @Test func unreadableImagesAreNamedOrSkipped() throws {
        try TemporaryFolder.with { folder in
            let set = try folderSet(folder)
            let bad = set.name(at: 2)
            try folder.write([0x89, 0x50, 0x4E, 0x47, 1, 2, 3], "set/\(bad)")
            let error = #expect(throws: DatasetError.self) { try build(set, folder) }
            #expect(error?.description.contains(bad) == true)
            let report = try build(set, folder, "skipping", skips: true)
            #expect(report.count == 4 && report.skipped.count == 1)
            #expect(report.skipped[0].contains(bad))
            let store = try MultiLevelStore(folder["skipping"])
            #expect(store.count == 4 && store.labels?.values == [0, 0, 1, 1])
            #expect(!(0..<4).map(store.name).contains(bad))
            for index in 0..<4 {
                let source = try #require(
                    (0..<5).first { set.name(at: $0) == store.name(at: index) })
                #expect(try store.image(at: index) == set.image(at: source))
            }
        }
    }

    @Test func mixedImagesAreRefused() throws {
        try TemporaryFolder.with { folder in
            try folder.write(numbered(0), "sizes/0.png")
            try folder.write(numbered(1, width: 10, height: 8), "sizes/1.png")
            let sizes = try ImageSets.open(folder["sizes"])
            let size = #expect(throws: DatasetError.self) { try build(sizes, folder) }
            #expect(
                size?.description
                    == "1.png: the image is 10×8 and those before it are 8×8; bring all to one size "
                    + "with --crop and --resize")
            let prepared = try build(
                sizes, folder, "prepared",
                preparation: Preparation(crop: .square, size: ImageSize(width: 4, height: 4)))
            #expect(prepared.count == 2 && prepared.sizes.map(\.description) == ["4×4"])
            try folder.write(numbered(0), "channels/0.png")
            try folder.write(numbered(1, channels: .grey), "channels/1.png")
            let channels = try ImageSets.open(folder["channels"])
            let other = #expect(throws: DatasetError.self) { try build(channels, folder, "b") }
            #expect(other?.problem == "the image is grey and those before it are rgb")
        }
    }

    @Test func levelsThatCannotBeAreRefused() throws {
        try TemporaryFolder.with { folder in
            let set = RenderedImageSet(.eyes(.simulated), seed: 1, count: 2)
            let error = #expect(throws: DatasetError.self) { try build(set, folder, levels: 3) }
            #expect(
                error?.problem == "55×35 can be halved to 1 levels of at least 4 pixels, not to 3")
            let report = try build(set, folder, "b")
            #expect(report.sizes.map(\.description) == ["55×35"])
            let store = try MultiLevelStore(folder["b"])
            #expect(store.attributes == set.attributes)
        }
    }

    @Test func aDamagedStoreIsRefused() throws {
        try TemporaryFolder.with { folder in
            _ = try build(try folderSet(folder), folder)
            let level = try folder.bytes("store/level-0.npy")
            try folder.write(Array(level.dropLast()), "store/level-0.npy")
            let cut = #expect(throws: DatasetError.self) { try MultiLevelStore(folder["store"]) }
            #expect(cut?.problem.contains("1920 bytes") == true)
            try folder.write(level, "store/level-0.npy")
            try folder.write("one\n", "store/names.txt")
            let names = #expect(throws: DatasetError.self) { try MultiLevelStore(folder["store"]) }
            #expect(names?.problem == "names.txt has 1 lines for 5 images")
        }
    }

    @Test func aSplitDependsOnNamesAndSeedAlone() throws {
        let set = RenderedImageSet(.shapes32, seed: 0, count: 200)
        let split = DatasetSplit(set, validation: 0.1, test: 0.25, seed: 3)
        #expect(
            Set(split.training + split.validation + split.test) == Set(0..<200)
                && split.training.count + split.validation.count + split.test.count == 200)
        for label in 0..<3 {
            let labels = try #require(set.labels)
            let total = labels.counts[label]
            let tested = split.test.count { labels.values[$0] == label }
            #expect(tested == Int((Double(total) * 0.25).rounded()))
        }
        #expect(split == DatasetSplit(set, validation: 0.1, test: 0.25, seed: 3))
        #expect(split != DatasetSplit(set, validation: 0.1, test: 0.25, seed: 4))
        let backwards = SubsetImageSet(set, indices: (0..<200).reversed())
        let other = DatasetSplit(backwards, validation: 0.1, test: 0.25, seed: 3)
        #expect(Set(other.test.map(backwards.name)) == Set(split.test.map(set.name)))
    }
}
