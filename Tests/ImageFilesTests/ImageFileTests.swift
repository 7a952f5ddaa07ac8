// SPDX-License-Identifier: Apache-2.0

import Foundation
import Raster
import Testing

@testable import ImageFiles

@Suite struct ImageFileTests {
    @Test(arguments: [
        ("a.gif", Array("GIF89a".utf8), "this is a GIF image, which is not read"),
        ("a", [1, 2, 0x41, 0x42], "unknown format: the file starts with \\x01\\x02AB"),
        (
            "a.npz", Array("PK\u{3}\u{4}".utf8),
            "this is a ZIP archive (perhaps .npz), which is not read"
        ),
        (
            "a.pgm", Array("P2 1 1 255 7".utf8),
            "this is a text PBM, PGM or PPM image, which is not read"
        ),
    ])
    func namesForeignFormats(name: String, bytes: [UInt8], problem: String) {
        let error = #expect(throws: ImageFileError.self) {
            try ImageFileReader().read(bytes: bytes, name: name)
        }
        #expect(error?.problem == problem)
        #expect(error?.path == name)
    }

    @Test func namesWhatIsNoFile() throws {
        try withTemporaryFolder { folder in
            let empty = folder.appending(component: "empty.png")
            try Data().write(to: empty)
            for (url, problem) in [
                (folder, "this is a folder"), (empty, "the file is empty"),
                (folder.appending(component: "none.png"), "there is no such file"),
            ] {
                let error = #expect(throws: ImageFileError.self) { try ImageFileReader().read(url) }
                #expect(error?.problem == problem)
            }
        }
    }

    /// A device that never ends: its first bytes are enough to refuse it.
    @Test func doesNotReadWhatIsNoImageToItsEnd() {
        let error = #expect(throws: ImageFileError.self) {
            try ImageFileReader().read(URL(filePath: "/dev/zero"))
        }
        #expect(error?.problem.hasPrefix("unknown format: the file starts with \\x00\\x00") == true)
    }

    @Test func goesByContentAndSaysSo() throws {
        try withTemporaryFolder { folder in
            let url = folder.appending(component: "photo.jpg")
            try ImageFileWriter.write(testImage(.rgb), to: url, as: .png8())
            let file = try ImageFileReader().read(url)
            #expect(file.notes == ["the name says JPEG, the content is PNG"])
        }
    }

    /// 65535×65535 in a few hundred bytes: refused by the limit, and without it by arithmetic.
    @Test func refusesADecompressionBomb() throws {
        var bytes = try FileBytes.contents(path: imageFixture("type0-depth8-n.png").path)
        for place in [18, 19, 22, 23] { bytes[place] = 255 }
        let limited = #expect(throws: ImageFileError.self) {
            try ImageFileReader().read(bytes: bytes, name: "bomb.png")
        }
        #expect(limited?.description.contains("--max-pixels") == true)
        let open = #expect(throws: ImageFileError.self) {
            try ImageFileReader(maximumPixels: 1 << 40).read(bytes: bytes, name: "bomb.png")
        }
        #expect(open?.problem.contains("cannot hold them") == true)
    }

    @Test(arguments: [
        ("little.pfm", ChannelLayout.rgb), ("big.pfm", .grey), ("grey8.pgm", .grey),
        ("grey16.pgm", .grey),
    ])
    func readsMaps(name: String, channels: ChannelLayout) throws {
        let file = try readFixture(name)
        #expect(
            file.image.channels == channels && file.image.size == ImageSize(width: 3, height: 2))
        #expect(try ImageFileReader().readHeader(imageFixture(name)).channels == channels)
        let step: Float = name == "grey8.pgm" ? 1 : 3
        #expect(file.image.planes[0].samples == (0..<6).map { Float($0) * step })
    }

    @Test func scalesAWhiteOfOneHundred() throws {
        let file = try readFixture("rgb100.pgm")
        #expect(file.image.planes[2][2, 1] == 255)
        #expect(file.notes.contains("samples scaled from a white of 100 to 255"))
    }

    @Test(arguments: [ChannelLayout.grey, .rgb]) func writesFloatMaps(channels: ChannelLayout)
        throws
    {
        let image = Image(
            planes: testImage(channels).planes.map {
                $0 * (1 / 3) - Plane(width: 13, height: 7, filledWith: 9)
            },
            channels: channels, range: .unit)
        let (bytes, report) = try ImageFileWriter.encode(image, as: .pfm, name: "x.pfm")
        #expect(report.isFaithful)
        #expect(try ImageFileReader().read(bytes: bytes, name: "x.pfm").image == image)
    }

    @Test(arguments: SampleFormat.allCases, ChannelLayout.allCases)
    func writesArrays(format: SampleFormat, channels: ChannelLayout) throws {
        let range: ValueRange =
            switch format {
            case .uint8, .int16: .byte
            case .uint16, .int32: .word
            case .float32, .float64: .unit
            }
        let image = testImage(channels, range: range)
        let (bytes, _) = try ImageFileWriter.encode(image, as: .npy(format), name: "x.npy")
        let file = try ImageFileReader().read(bytes: bytes, name: "x.npy")
        #expect(file.image == image && file.sampleFormat == format)
    }

    @Test func countsWhatItClamps() throws {
        let plane = Plane(
            width: 3, height: 3,
            samples: [-1, -0.4, 0.5, 254.4, 255.4, 255.5, 300, .nan, .infinity])
        let (bytes, report) = try ImageFileWriter.encode(
            Image(plane, range: .byte), as: .png8(), name: "x.png")
        #expect(report == WriteReport(clampedSamples: 4, notNumbers: 1))
        #expect(
            try ImageFileReader().read(bytes: bytes, name: "x.png").image.planes[0].samples
                == [0, 0, 1, 254, 255, 255, 255, 0, 255])
    }

    @Test func roundsSignedNumbers() {
        let values: [Float] = [-32769, -32768, -2.5, -0.5, 0.49999997, 2.5, 32767.4, 40000, .nan]
        #expect(
            values.map { Int16(single: $0) } == [-32768, -32768, -3, -1, 0, 3, 32767, 32767, 0])
        #expect([-3e9, -0x1p31, 1.5, 3e9].map { Int32(single: $0) } == [.min, .min, 2, .max])
    }

    @Test func convertsToTheRangeOfTheFormat() throws {
        let image = Image(Plane(width: 2, height: 1, samples: [0, 1]), range: .unit)
        for (encoding, white) in [(ImageEncoding.png8(), Float(255)), (.png16(), 65535)] {
            let (bytes, _) = try ImageFileWriter.encode(image, as: encoding, name: "x.png")
            let samples = try ImageFileReader().read(bytes: bytes, name: "x").image.planes[0]
                .samples
            #expect(samples == [0, white])
        }
    }
}

@Suite struct AtomicFileTests {
    private func names(_ folder: URL) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder.path)
    }

    @Test func leavesNothingWhenItIsDropped() throws {
        try withTemporaryFolder { folder in
            var file = try AtomicFile(folder.appending(component: "a.bin"))
            try file.append([1, 2, 3])
            let partial = try names(folder)
            #expect(partial == [".a.bin.partial-\(ProcessInfo.processInfo.processIdentifier)-0"])
            _ = consume file
            #expect(try names(folder).isEmpty)
        }
    }

    @Test func replacesWhatIsThere() throws {
        try withTemporaryFolder { folder in
            let url = folder.appending(component: "a.bin")
            try AtomicFile.replace(url, with: [1, 2, 3])
            try AtomicFile.replace(url, with: [4])
            #expect(try FileBytes.contents(path: url.path) == [4])
            #expect(try names(folder) == ["a.bin"])
        }
    }

    @Test func saysWhyItCannotWrite() throws {
        try withTemporaryFolder { folder in
            let missing = #expect(throws: ImageFileError.self) {
                try AtomicFile.replace(folder.appending(path: "no/a.bin"), with: [1])
            }
            #expect(missing?.problem == "the folder to write to does not exist")
            let taken = #expect(throws: ImageFileError.self) {
                try AtomicFile.replace(folder, with: [1])
            }
            #expect(taken?.problem == "a folder has this name")
        }
    }
}
