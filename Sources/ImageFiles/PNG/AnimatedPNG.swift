// SPDX-License-Identifier: Apache-2.0

/// Frames in one PNG file that browsers and viewers play without end; others show the first.
///
/// The W3C's PNG specification, third edition, section 11.3.6: `acTL` counts the frames, `fcTL` says how
/// long each stays, and all but the first have their image data in `fdAT`.
package struct AnimatedPNG {
    private let framesPerSecond: Int
    private let frames: Int
    private var bytes: [UInt8] = []
    private var added = 0
    private var sequence: UInt32 = 0

    /// Starts an animation of `frames` frames of one size and format.
    package init(framesPerSecond: Int, frames: Int) {
        precondition(frames > 0 && framesPerSecond > 0, "an animation counts from 1")
        self.framesPerSecond = framesPerSecond
        self.frames = frames
    }

    /// Adds a frame, the bytes of a PNG file.
    ///
    /// - Throws: When the bytes are no PNG file's.
    package mutating func append(_ file: [UInt8]) throws(ImageFileError) {
        precondition(added < frames, "an animation of \(frames) frames")
        let reader = ByteReader(file)
        var place = PNGHeader.signature.count
        var size: ArraySlice<UInt8> = []
        var isControlled = false
        if added == 0 { bytes += PNGHeader.signature }
        while let length = reader.number(place, bytes: 4), place + 12 + length <= file.count {
            let name = String(decoding: file[place + 4..<place + 8], as: UTF8.self)
            let payload = file[place + 8..<place + 8 + length]
            switch name {
            case "IHDR":
                size = payload.prefix(8)
                if added == 0 {
                    add("IHDR", payload)
                    add("acTL", Self.number(UInt32(frames)) + Self.number(0))
                }
            case "IDAT":
                if !isControlled { addControl(size) }
                isControlled = true
                if added == 0 {
                    add("IDAT", payload)
                } else {
                    add("fdAT", Self.number(nextNumber()) + payload)
                }
            case "IEND": break
            default: if added == 0, !isControlled { add(name, payload) }
            }
            place += 12 + length
        }
        guard isControlled else {
            throw ImageFileError(
                path: "frame \(added)", problem: "it is no PNG file", remedy: "give a PNG's bytes")
        }
        added += 1
    }

    /// The file of all frames.
    package consuming func finish() -> [UInt8] {
        precondition(added == frames, "\(added) frames of \(frames) were added")
        add("IEND", [])
        return bytes
    }

    private mutating func addControl(_ size: ArraySlice<UInt8>) {
        let delay = [UInt8(0), 1, UInt8(framesPerSecond >> 8), UInt8(framesPerSecond & 0xFF)]
        // No offset, and each frame takes the place of the one before.
        add(
            "fcTL",
            Self.number(nextNumber()) + size + Self.number(0) + Self.number(0) + delay + [0, 0])
    }

    private mutating func nextNumber() -> UInt32 {
        defer { sequence += 1 }
        return sequence
    }

    private mutating func add(_ name: String, _ payload: some Collection<UInt8>) {
        let chunk = Array(name.utf8) + payload
        bytes += Self.number(UInt32(payload.count)) + chunk + Self.number(Self.checksum(chunk))
    }

    private static func number(_ value: UInt32) -> [UInt8] {
        [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> $0) }
    }

    /// CRC-32 as PNG has it: the polynomial 0xEDB88320, bits reversed.
    private static func checksum(_ bytes: [UInt8]) -> UInt32 {
        ~bytes.reduce(~0) { rest, byte in
            rest >> 8 ^ table[Int(UInt8(truncatingIfNeeded: rest) ^ byte)]
        }
    }

    private static let table: [UInt32] = (0..<256).map { byte in
        (0..<8).reduce(UInt32(byte)) { rest, _ in
            rest & 1 == 1 ? rest >> 1 ^ 0xEDB8_8320 : rest >> 1
        }
    }
}
