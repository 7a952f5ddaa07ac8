// SPDX-License-Identifier: Apache-2.0

import Foundation
import ImageFiles
import Raster
import TestSupport
import Testing

@testable import Datasets

struct ImageSetTests {
    // MARK: Folders

    @Test func aFolderIsReadInTheOrderOfItsPaths() throws {
        try TemporaryFolder.with { folder in
            for (number, path) in ["b/2.png", "a/10.png", "a/9.png", ".hidden/1.png"].enumerated() {
                try folder.write(numbered(number), path)
            }
            try folder.write("not an image", "a/notes.txt")
            let set = try ImageSets.open(folder.url)
            #expect((0..<set.count).map(set.name) == ["a/10.png", "a/9.png", "b/2.png"])
            #expect(try set.image(at: 0) == numbered(1))
            #expect(set.labels == ImageLabels(values: [0, 0, 1], names: ["a", "b"]))
            #expect(set.attributes == nil)
        }
    }

    @Test func oneFolderIsNoClass() throws {
        try TemporaryFolder.with { folder in
            try folder.write(numbered(0), "img/1.png")
            try folder.write(numbered(1), "img/2.png")
            #expect(try ImageSets.open(folder.url).labels == nil)
        }
    }

    @Test func aFolderWithoutImagesIsRefused() throws {
        try TemporaryFolder.with { folder in
            let error = #expect(throws: DatasetError.self) { try ImageSets.open(folder.url) }
            #expect(error?.problem == "this folder holds no image")
            let missing = #expect(throws: DatasetError.self) {
                try ImageSets.open(folder["nothing"])
            }
            #expect(missing?.problem == "there is no such file or folder")
        }
    }

    @Test func celebAsListGivesAttributes() throws {
        try TemporaryFolder.with { folder in
            for number in 1...2 { try folder.write(numbered(number), "img/00000\(number).png") }
            try folder.write(
                "2\nBald Smiling\n000002.png  1 -1\n000001.png -1  1\n", "list_attr_celeba.txt")
            let set = try ImageSets.open(folder.url)
            #expect(set.attributes?.names == ["Bald", "Smiling"])
            #expect(set.attributes?.values == [-1, 1, 1, -1])
        }
    }

    @Test(arguments: [
        ("3\nBald\n1.png 1\n2.png 1\n", "it announces 3 rows and has 2"),
        ("2\nBald\n1.png 1\n2.png 1 1\n", "row 2 has 2 values for 1 columns"),
        ("2\nBald\n1.png 1\n2.png x\n", "\"x\" in the row of 2.png is no number"),
    ])
    func aDamagedListIsRefused(text: String, problem: String) throws {
        try TemporaryFolder.with { folder in
            for number in 1...2 { try folder.write(numbered(number), "\(number).png") }
            try folder.write(text, "list_attr_celeba.txt")
            let error = #expect(throws: DatasetError.self) { try ImageSets.open(folder.url) }
            #expect(error?.problem == "this table is not as expected: \(problem)")
        }
    }

    @Test func aTableOfNumbersOrWordsIsRead() throws {
        try TemporaryFolder.with { folder in
            for number in 1...3 { try folder.write(numbered(number), "\(number).png") }
            try folder.write("file,gx,gy\n1.png,0.5,1\n2.png,0,2\n3.png,0,3\n", "labels.csv")
            let numbers = try ImageSets.open(folder.url)
            #expect(numbers.attributes?.values == [0.5, 1, 0, 2, 0, 3])
            try folder.write("file,state\n1.png,open\n2.png,closed\n3.png,open\n", "labels.csv")
            let words = try ImageSets.open(folder.url)
            #expect(words.labels == ImageLabels(values: [1, 0, 1], names: ["closed", "open"]))
            try folder.write("file,state\n1.png,open\n", "labels.csv")
            let error = #expect(throws: DatasetError.self) { try ImageSets.open(folder.url) }
            #expect(error?.problem == "there is no label for 2.png")
        }
    }

    // MARK: CIFAR

    @Test(arguments: [(1, 10), (2, 100)])
    func cifarIsReadInBothVersions(labelBytes: Int, classes: Int) throws {
        try TemporaryFolder.with { folder in
            var bytes: [UInt8] = []
            for number in 0..<3 {
                bytes += labelBytes == 1 ? [UInt8(number)] : [5, UInt8(number + 90)]
                bytes += (0..<3072).map { UInt8(($0 + number) % 251) }
            }
            try folder.write(bytes, "data_batch_1.bin")
            try folder.write(bytes, "data_batch_2.bin")
            try folder.write(bytes, "test_batch.bin")
            let set = try ImageSets.open(folder.url)
            #expect(set.count == 6)
            #expect(set.name(at: 4) == "data_batch_2/000001")
            let first = labelBytes == 1 ? 0 : 90
            #expect(
                set.labels?.values == [first, first + 1, first + 2, first, first + 1, first + 2])
            let image = try set.image(at: 4)
            #expect(image.size == ImageSize(width: 32, height: 32) && image.channels == .rgb)
            #expect(image.planes[1].samples == (1024..<2048).map { Float(($0 + 1) % 251) })
            let test = try ImageSets.open(folder["test_batch.bin"])
            #expect(test.count == 3)
            #expect(test.summary == "CIFAR-\(classes), test_batch")
        }
    }

    @Test func aCIFARFileOfAnotherLengthIsRefused() throws {
        try TemporaryFolder.with { folder in
            try folder.write([UInt8](repeating: 0, count: 3000), "data_batch_1.bin")
            let error = #expect(throws: DatasetError.self) {
                try CIFARImageSet([folder["data_batch_1.bin"]])
            }
            #expect(error?.problem == "its 3000 bytes are no records of CIFAR")
        }
    }

    // MARK: IDX

    private let idxImages: [UInt8] =
        [0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 2, 0, 0, 0, 3] + (1...12).map { $0 }
    private let idxLabels: [UInt8] = [0, 0, 8, 1, 0, 0, 0, 2, 7, 4]

    @Test func idxIsReadPlain() throws {
        try TemporaryFolder.with { folder in
            try folder.write(idxImages, "train-images-idx3-ubyte")
            try folder.write(idxLabels, "train-labels-idx1-ubyte")
            let set = try ImageSets.open(folder.url)
            #expect(set.count == 2 && set.labels?.values == [7, 4])
            #expect(set.name(at: 1) == "train-images-idx3-ubyte/000001")
            let image = try set.image(at: 1)
            #expect(image.size == ImageSize(width: 3, height: 2))
            #expect(image.planes[0].samples == [7, 8, 9, 10, 11, 12])
        }
    }

    @Test func idxIsReadGzipped() throws {
        let url = Fixture.url("datasets/digits-images-idx3-ubyte.gz")
        let set = try ImageSets.open(url)
        #expect(set.count == 2 && set.labels?.values == [7, 4])
        #expect(try set.image(at: 0).planes[0].samples == [1, 2, 3, 4, 5, 6])
    }

    @Test func idxOfAnotherLengthIsRefused() throws {
        try TemporaryFolder.with { folder in
            try folder.write(Array(idxImages.dropLast()), "images-idx3")
            let error = #expect(throws: DatasetError.self) {
                try ImageSets.open(folder["images-idx3"])
            }
            #expect(error?.problem == "the header announces 2×2×3 bytes and 11 follow")
            let packed = try Array(
                Data(contentsOf: Fixture.url("datasets/digits-images-idx3-ubyte.gz")))
            try folder.write(Array(packed.dropLast(12)), "cut.gz")
            let cut = #expect(throws: DatasetError.self) { try ImageSets.open(folder["cut.gz"]) }
            #expect(cut?.problem == "its packed data are cut short")
        }
    }

    // MARK: Arrays

    @Test(arguments: [
        ([2, 3, 5], NumPyImageSet.Axes.grey), ([2, 5, 6, 3], .channelsLast),
        ([2, 3, 5, 6], .channelsFirst), ([2, 1, 5, 6], .channelsFirst),
    ])
    func arraysAreReadByTheirShape(shape: [Int], axes: NumPyImageSet.Axes) throws {
        let count = shape.reduce(1, *)
        let values = (0..<count).map { UInt8($0 % 256) }
        try TemporaryFolder.with { folder in
            try NumPyArray(shape: shape, samples: .uint8(values)).write(to: folder["a.npy"])
            let set = try NumPyImageSet(folder["a.npy"])
            #expect(set.axes == axes && set.count == 2 && set.name(at: 1) == "a/000001")
            let image = set.image(at: 1)
            let last = image.planes.count - 1
            let place: [Int] =
                switch axes {
                case .grey: [1, 2, 4]
                case .channelsLast: [1, 2, 4, last]
                case .channelsFirst: [1, last, 2, 4]
                }
            let offset = zip(shape, place).reduce(0) { $0 * $1.0 + $1.1 }
            #expect(image.planes[last][4, 2] == Float(values[offset]))
        }
    }

    @Test func anArrayThatCanBeReadInTwoWaysIsRefused() throws {
        try TemporaryFolder.with { folder in
            let values = [Float](repeating: 0.5, count: 2 * 3 * 5 * 3)
            try NumPyArray(shape: [2, 3, 5, 3], samples: .float32(values)).write(
                to: folder["a.npy"])
            let error = #expect(throws: DatasetError.self) { try ImageSets.open(folder["a.npy"]) }
            #expect(
                error?.problem == "the shape [2, 3, 5, 3] may be N×C×H×W as well as N×H×W×C")
            let set = try ImageSets.open(folder["a.npy"], axes: .channelsFirst)
            let image = try set.image(at: 0)
            #expect(image.size == ImageSize(width: 3, height: 5) && image.range == .unit)
            #expect(image.planes[2].samples == [Float](repeating: 0.5, count: 15))
        }
    }

    // MARK: Archives

    @Test(arguments: ["stored.zip", "deflated.zip", "zip64.zip"])
    func archivesOfStyleGANAreRead(name: String) throws {
        let set = try ImageSets.open(Fixture.url("datasets/\(name)"))
        #expect(set.count == 3)
        #expect((0..<3).map(set.name) == (0..<3).map { "00000/img0000000\($0).png" })
        #expect(set.labels?.values == [2, 0, 1])
        for index in 0..<3 {
            let image = try set.image(at: index)
            #expect(image.size == ImageSize(width: 4, height: 4) && image.channels == .rgb)
            #expect(image.planes[0].samples.allSatisfy { $0 == Float(index * 40) })
        }
    }

    @Test func aDamagedArchiveIsRefused() throws {
        let whole = try Array(Data(contentsOf: Fixture.url("datasets/deflated.zip")))
        try TemporaryFolder.with { folder in
            try folder.write(Array(whole.dropLast(30)), "cut.zip")
            let cut = #expect(throws: DatasetError.self) { try ImageSets.open(folder["cut.zip"]) }
            #expect(cut?.problem == "this is no whole ZIP archive: its directory is missing")
            // Every way of cutting or changing it ends in an error or an image, never in a trap.
            for place in stride(from: 0, to: whole.count, by: 7) {
                var changed = whole
                changed[place] ^= 0xFF
                try folder.write(changed, "changed.zip")
                do {
                    let set = try ZipImageSet(folder["changed.zip"])
                    for index in 0..<set.count { _ = try set.image(at: index) }
                } catch is DatasetError {}
            }
        }
    }

    @Test func oneImageIsNoSet() throws {
        try TemporaryFolder.with { folder in
            try folder.write(numbered(0), "1.png")
            let error = #expect(throws: DatasetError.self) { try ImageSets.open(folder["1.png"]) }
            #expect(error?.problem == "this is one PNG file, not a set of images")
            try folder.write("hello there", "words")
            let other = #expect(throws: DatasetError.self) { try ImageSets.open(folder["words"]) }
            #expect(other?.problem == "this is no set of images that is known")
        }
    }
}
