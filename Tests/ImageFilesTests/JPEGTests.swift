// SPDX-License-Identifier: Apache-2.0

import Foundation
import Raster
import Testing

@testable import ImageFiles

@Suite struct JPEGTests {
    @Test(arguments: ["progressive", "grey", "orientation-1"])
    func decodesAsPillowDoes(name: String) throws {
        #expect(
            try readFixture("\(name).jpg").image == readFixture("\(name)-decoded.png").image)
    }

    @Test(arguments: 1...8) func appliesTheOrientation(value: Int) throws {
        let stored = try readFixture("orientation-1.jpg").image
        let file = try readFixture("orientation-\(value).jpg")
        let header = try ImageFileReader().readHeader(imageFixture("orientation-\(value).jpg"))
        #expect(header.size == file.image.size && header.channels == .rgb)
        #expect(file.notes == (value == 1 ? [] : ["EXIF orientation \(value) applied"]))
        let (width, height) = (stored.width, stored.height)
        #expect(
            file.image.size
                == ImageSize(
                    width: value < 5 ? width : height, height: value < 5 ? height : width))
        // EXIF says where stored row 0 and column 0 are seen: 6 is "right, top", and so on.
        func place(_ x: Int, _ y: Int) -> (Int, Int) {
            switch value {
            case 1: (x, y)
            case 2: (width - 1 - x, y)
            case 3: (width - 1 - x, height - 1 - y)
            case 4: (x, height - 1 - y)
            case 5: (y, x)
            case 6: (height - 1 - y, x)
            case 7: (height - 1 - y, width - 1 - x)
            default: (y, width - 1 - x)
            }
        }
        for (upright, plane) in zip(file.image.planes, stored.planes) {
            for y in 0..<height {
                for x in 0..<width {
                    let (column, row) = place(x, y)
                    #expect(upright[column, row] == plane[x, y])
                }
            }
        }
    }

    @Test func refusesTheColoursOfPrint() {
        let error = #expect(throws: ImageFileError.self) { try readFixture("cmyk.jpg") }
        #expect(error?.problem.contains("CMYK") == true)
    }

    @Test func keepsAProfileOfManySegments() throws {
        let profile = try #require(try readFixture("profile.jpg").colour.profile)
        #expect(profile.bytes == (0..<300).flatMap { _ in (0...255).map { UInt8($0) } })
        let (bytes, _) = try ImageFileWriter.encode(
            testImage(.rgb), as: .jpeg(), colour: ColourDescription(profile: profile), name: "x.jpg"
        )
        #expect(try ImageFileReader().read(bytes: bytes, name: "x.jpg").colour.profile == profile)
    }

    @Test(arguments: [ChannelLayout.grey, .rgb]) func qualityDecidesTheError(
        channels: ChannelLayout
    )
        throws
    {
        // A smooth image, which JPEG is good at.
        let planes = (0..<channels.count).map { channel in
            var plane = Plane(width: 32, height: 24)
            for y in 0..<24 {
                for x in 0..<32 { plane[x, y] = Float(x * 4 + y * 3 + channel * 20) }
            }
            return plane
        }
        let image = Image(planes: planes, channels: channels, range: .byte)
        var errors: [Float] = []
        for quality in [100, 30] {
            let (bytes, _) = try ImageFileWriter.encode(
                image, as: .jpeg(quality: quality), name: "x.jpg")
            let again = try ImageFileReader().read(bytes: bytes, name: "x.jpg").image
            #expect(again.channels == channels)
            let worst = zip(image.planes, again.planes).map { left, right in
                let (least, greatest) = (left - right).extremes
                return max(-least, greatest)
            }
            errors.append(worst.max() ?? .infinity)
        }
        // At 100 the quantisation steps are 1: a rounding in each of transform and colour.
        #expect(errors[0] <= 2)
        #expect(errors[1] > errors[0])
    }

    @Test func refusesAlpha() {
        let error = #expect(throws: ImageFileError.self) {
            try ImageFileWriter.encode(testImage(.rgba), as: .jpeg(), name: "a.jpg")
        }
        #expect(
            error?.description
                == "a.jpg: JPEG has no alpha channel; write PNG, or leave the alpha out first")
    }

    @Test(arguments: ["progressive.jpg", "grey.jpg"]) func refusesEveryTruncation(name: String)
        throws
    {
        let bytes = try FileBytes.contents(path: imageFixture(name).path)
        // Without the end marker a decoder may stop in peace; before that it lacks data.
        for count in stride(from: 1, to: bytes.count - 2, by: 7) {
            #expect(throws: ImageFileError.self, "\(count) bytes") {
                try ImageFileReader().read(bytes: Array(bytes[..<count]), name: name)
            }
        }
    }

    @Test func passesOverHostileExif() {
        func answer(_ tiff: [UInt8]) -> ExifOrientation.Answer {
            ExifOrientation.read(ByteReader(tiff))
        }
        let start = Array("II*\0".utf8)
        let entry: [UInt8] = [0x12, 1, 3, 0, 1, 0, 0, 0, 6, 0, 0, 0]
        #expect(answer(start + [8, 0, 0, 0, 1, 0] + entry) == .found(.needsQuarterTurnRight))
        #expect(answer(start + [8, 0, 0, 0, 0, 0]) == .absent)
        #expect(answer([]) == .unusable("no TIFF header"))
        #expect(answer(start + [255, 255, 255, 255]) == .unusable("the TIFF header is damaged"))
        #expect(answer(start + [8, 0, 0, 0, 255, 255]) == .unusable("its directory is cut short"))
        var nine = entry
        nine[8] = 9
        #expect(
            answer(start + [8, 0, 0, 0, 1, 0] + nine) == .unusable("the value is 9, not 1 to 8"))
    }
}
