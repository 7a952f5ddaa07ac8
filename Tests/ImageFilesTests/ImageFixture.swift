// SPDX-License-Identifier: Apache-2.0

import Foundation
import ImageFiles
import Raster
import TestSupport

/// A file of `Fixtures/image-files`.
func imageFixture(_ name: String) -> URL { Fixture.url("image-files/\(name)") }

func readFixture(_ name: String) throws -> ImageFile {
    try ImageFileReader().read(imageFixture(name))
}

/// A folder that is gone when `body` is done.
func withTemporaryFolder<Result>(_ body: (URL) throws -> Result) throws -> Result {
    let folder = try TemporaryFolder()
    return try withExtendedLifetime(folder) { try body(folder.url) }
}

/// An image whose samples differ in each place and channel, within 0…`white`.
func testImage(
    _ channels: ChannelLayout, width: Int = 13, height: Int = 7, range: ValueRange = .byte
) -> Image {
    let planes = (0..<channels.count).map { channel in
        Plane(
            width: width, height: height,
            samples: (0..<width * height).map { index in
                Float((index * 37 + channel * 91 + index * index) % (Int(range.white) + 1))
            })
    }
    return Image(planes: planes, channels: channels, range: range)
}
