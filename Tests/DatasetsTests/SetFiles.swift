// SPDX-License-Identifier: Apache-2.0

import Foundation
import ImageFiles
import Raster
import TestSupport

extension TemporaryFolder {
    /// Runs a body with a folder of its own.
    static func with(_ body: (TemporaryFolder) throws -> Void) throws {
        try body(TemporaryFolder())
    }

    func write(_ bytes: [UInt8], _ path: String) throws {
        try FileManager.default.createDirectory(
            at: self[path].deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(bytes).write(to: self[path])
    }

    func write(_ text: String, _ path: String) throws { try write(Array(text.utf8), path) }

    func write(_ image: Image, _ path: String) throws {
        let bytes = try ImageFileWriter.encode(image, as: .png8(), name: path).bytes
        try write(bytes, path)
    }

    func bytes(_ path: String) throws -> [UInt8] { try Array(Data(contentsOf: self[path])) }
}

/// A small image whose samples tell which one it is.
func numbered(_ number: Int, width: Int = 8, height: Int = 8, channels: ChannelLayout = .rgb)
    -> Image
{
    let planes = (0..<channels.count).map { channel in
        Plane(
            width: width, height: height,
            samples: (0..<width * height).map { Float(($0 * 7 + number * 31 + channel * 50) % 256) }
        )
    }
    return Image(planes: planes, channels: channels, range: .byte)
}
