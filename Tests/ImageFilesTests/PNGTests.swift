// SPDX-License-Identifier: Apache-2.0

import Foundation
import Raster
import Testing

@testable import ImageFiles

/// PNG files made chunk by chunk without a PNG library; see `Tools/fixtures/image-files.py`.
@Suite struct PNGTests {
    struct Kind: Sendable, CustomTestStringConvertible {
        let type: Int
        let depth: Int
        let isInterlaced: Bool

        var name: String { "type\(type)-depth\(depth)-\(isInterlaced ? "i" : "n").png" }
        var testDescription: String { name }
        var channels: Int { [0: 1, 2: 3, 3: 1, 4: 2, 6: 4][type] ?? 0 }

        static let all: [Kind] = [
            0: [1, 2, 4, 8, 16], 2: [8, 16], 3: [1, 2, 4, 8], 4: [8, 16], 6: [8, 16],
        ].flatMap { type, depths in
            depths.flatMap { depth in
                [false, true].map { Kind(type: type, depth: depth, isInterlaced: $0) }
            }
        }
    }

    /// The formula of the fixtures.
    private static func stored(_ x: Int, _ y: Int, _ channel: Int, depth: Int) -> Int {
        let value = 7 * x + 13 * y + 29 * channel
        return depth == 16 ? (value * 257 + channel) % 65536 : value % (1 << depth)
    }

    @Test(arguments: Kind.all) func decodesStoredSamples(kind: Kind) throws {
        let bytes = try FileBytes.contents(path: imageFixture(kind.name).path)
        let header = try PNGHeader(bytes, limit: ImageSizeLimit(maximumPixels: 1000))
        let chunks = try PNGChunks(bytes)
        let samples = try PNGSamples(
            decoding: bytes, header: header, imageDataBytes: chunks.imageDataBytes)
        var expected: [UInt8] = []
        for y in 0..<9 {
            for x in 0..<11 {
                for channel in 0..<kind.channels {
                    let value = Self.stored(x, y, channel, depth: kind.depth)
                    if kind.depth == 16 { expected.append(UInt8(value >> 8)) }
                    expected.append(UInt8(value & 255))
                }
            }
        }
        #expect(header.isInterlaced == kind.isInterlaced)
        #expect(samples.bytes == expected)
    }

    @Test(arguments: Kind.all) func expandsToImages(kind: Kind) throws {
        let file = try readFixture(kind.name)
        let header = try ImageFileReader().readHeader(imageFixture(kind.name))
        #expect(file.image.size == ImageSize(width: 11, height: 9))
        #expect(header.size == file.image.size && header.channels == file.image.channels)
        #expect(header.sampleFormat == file.sampleFormat && header.bitDepth == kind.depth)
        #expect(file.image.range == (kind.depth == 16 ? .word : .byte))
        for channel in 0..<file.image.planes.count {
            for y in 0..<9 {
                for x in 0..<11 {
                    let raw = Self.stored(x, y, kind.type == 3 ? 0 : channel, depth: kind.depth)
                    let expected: Int
                    if kind.type == 3 {
                        expected = [raw * 5 % 256, 255 - raw, raw * raw % 256][channel]
                    } else {
                        expected = kind.depth < 8 ? raw * 255 / ((1 << kind.depth) - 1) : raw
                    }
                    #expect(file.image.planes[channel][x, y] == Float(expected))
                }
            }
        }
    }

    @Test func makesTheTransparentColourAlpha() throws {
        let grey = try readFixture("transparent-grey4.png").image
        #expect(grey.channels == .greyAlpha)
        #expect(grey.planes[1] == grey.planes[0].map { $0 == 7 * 17 ? 0 : 255 })
        let deep = try readFixture("transparent-grey16.png").image
        let key = Float(Self.stored(1, 1, 0, depth: 16))
        #expect(deep.planes[1] == deep.planes[0].map { $0 == key ? 0 : 65535 })
        let colour = try readFixture("transparent-rgb8.png").image
        #expect(colour.channels == .rgba && colour.planes[3][2, 1] == 0)
        // 7x + 13y repeats nowhere else on this grid.
        #expect(colour.planes[3].samples.filter { $0 == 0 }.count == 1)
    }

    @Test func expandsPaletteTransparency() throws {
        let file = try readFixture("transparent-palette4.png")
        #expect(file.image.channels == .rgba)
        #expect(file.notes == ["palette of 16 colours expanded to rgba"])
        for x in 0..<11 {
            let index = Self.stored(x, 0, 0, depth: 4)
            #expect(file.image.planes[3][x, 0] == (index < 3 ? Float(51 * index) : 255))
        }
    }

    @Test func keepsColourChunksWordForWord() throws {
        let colour = try readFixture("colour-chunks.png").colour
        #expect(colour.gamma == 55555 && colour.renderingIntent == .relativeColorimetric)
        #expect(
            colour.chromaticities?.values == [
                31270, 32900, 64000, 33000, 30000, 60000, 15000, 6000,
            ])
        let profile = try #require(try readFixture("profile.png").colour.profile)
        #expect(profile.name == "made up" && profile.bytes.count == 1024)

        var all = colour
        all.profile = profile
        let image = testImage(.rgb)
        for encoding in [ImageEncoding.png8(), .png16()] {
            let (bytes, _) = try ImageFileWriter.encode(
                image, as: encoding, colour: all, name: "x.png")
            #expect(try ImageFileReader().read(bytes: bytes, name: "x.png").colour == all)
        }
    }

    @Test(arguments: ChannelLayout.allCases, [ValueRange.byte, .word])
    func writesAndReadsBack(channels: ChannelLayout, range: ValueRange) throws {
        let image = testImage(channels, range: range)
        for compression in [0, 1, 9] {
            let encoding: ImageEncoding =
                range == .byte ? .png8(compression: compression) : .png16(compression: compression)
            let (bytes, report) = try ImageFileWriter.encode(image, as: encoding, name: "x.png")
            #expect(report.isFaithful)
            #expect(try ImageFileReader().read(bytes: bytes, name: "x.png").image == image)
        }
    }

    @Test func refusesAPaletteIndexBeyondThePalette() throws {
        let error = #expect(throws: ImageFileError.self) {
            try readFixture("palette-too-short.png")
        }
        #expect(error?.problem == "the PNG uses colour 7 of a palette of 3 at (1, 0)")
    }

    @Test(arguments: [
        ("xcsn0g01", "in row 32 of 32 (IDAT: CRC error)"),
        ("xhdn0g08", "before the first row (IHDR: CRC error)"),
        ("xd9n2c08", "99 bits for colour type 2"),
        ("xdtn0g01", "holds no image data"),
        ("xlfn0g04", "transfer in text mode"),
        ("xs7n0g01", "transfer in text mode"),
    ])
    func refusesTheBrokenFilesOfPngSuite(name: String, problem: String) throws {
        let error = #expect(throws: ImageFileError.self) { try readFixture("pngsuite/\(name).png") }
        #expect(error?.problem.contains(problem) == true, "\(String(describing: error))")
    }

    @Test(arguments: [
        "basi0g01", "basi3p02", "basi6a16", "tbbn2c16", "tbwn3p08", "tm3n3p02", "s01i3p01",
        "s03n3p01", "s39i3p04", "oi9n2c16", "g03n3p04", "ccwn2c08", "f04n2c08",
    ])
    func survivesARoundTripOfPngSuite(name: String) throws {
        let file = try readFixture("pngsuite/\(name).png")
        let encoding: ImageEncoding = file.sampleFormat == .uint16 ? .png16() : .png8()
        let (bytes, _) = try ImageFileWriter.encode(
            file.image, as: encoding, colour: file.colour, name: name)
        let again = try ImageFileReader().read(bytes: bytes, name: name)
        #expect(again.image == file.image && again.colour == file.colour)
    }

    /// Every prefix of a file is refused, and no byte changed goes unnoticed where a CRC covers it.
    @Test(arguments: ["type6-depth16-i.png", "transparent-palette4.png", "profile.png"])
    func refusesEveryDamage(name: String) throws {
        let bytes = try FileBytes.contents(path: imageFixture(name).path)
        for count in stride(from: 1, to: bytes.count, by: 3) {
            #expect(throws: ImageFileError.self) {
                try ImageFileReader().read(bytes: Array(bytes[..<count]), name: name)
            }
        }
        for place in bytes.indices {
            var damaged = bytes
            damaged[place] ^= 0x10
            #expect(throws: ImageFileError.self, "byte \(place)") {
                try ImageFileReader().read(bytes: damaged, name: name)
            }
        }
    }
}
