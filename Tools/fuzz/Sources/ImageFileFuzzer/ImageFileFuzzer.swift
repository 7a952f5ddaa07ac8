// SPDX-License-Identifier: Apache-2.0

import ImageFiles

/// One input of libFuzzer: whatever the bytes are, reading them gives an image or an error.
func fuzzOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    var bytes = unsafe Array(UnsafeBufferPointer(start: start, count: count))
    repairChecksums(&bytes)
    // Small, so that time goes into finding paths and not into filling memory.
    let reader = ImageFileReader(maximumPixels: 1 << 16)
    do {
        let file = try reader.read(bytes: bytes, name: "input")
        guard file.image.planes.count == file.image.channels.count else { fatalError("planes") }
        try writeBack(file)
    } catch {
        guard !error.description.contains("\n") else { fatalError("an error of two lines") }
    }
    return 0
}

/// What was read must be writable, and read again the same.
func writeBack(_ file: ImageFile) throws(ImageFileError) {
    let encoding: ImageEncoding
    switch file.sampleFormat {
    case .uint8: encoding = .png8(compression: 1)
    case .uint16: encoding = .png16(compression: 1)
    case .int16, .int32, .float32, .float64: encoding = .npy(file.sampleFormat)
    }
    let (bytes, _) = try ImageFileWriter.encode(
        file.image, as: encoding, colour: file.colour, name: "output")
    do {
        let again = try ImageFileReader().read(bytes: bytes, name: "output")
        // NaN differs from itself, and scaled PGM samples may be fractions.
        let isWhole = file.image.planes.allSatisfy { plane in
            plane.samples.allSatisfy { $0 == $0.rounded() }
        }
        guard again.image == file.image || !isWhole else { fatalError("the image changed") }
    } catch {
        fatalError("what was written is refused: \(error)")
    }
}

/// Gives every PNG chunk the checksum of its content, so that the fuzzer gets past them.
func repairChecksums(_ bytes: inout [UInt8]) {
    // One input in eight keeps its own checksums.
    guard bytes.count > 8, bytes[1...3].elementsEqual("PNG".utf8), bytes.last.map({ $0 & 7 }) != 0
    else { return }
    var place = 8
    while place + 12 <= bytes.count {
        let length = bytes[place..<place + 4].reduce(0) { $0 << 8 | Int($1) }
        guard length <= bytes.count - place - 12 else { return }
        let end = place + 8 + length
        var crc: UInt32 = 0xFFFF_FFFF
        for byte in bytes[place + 4..<end] {
            crc ^= UInt32(byte)
            for _ in 0..<8 { crc = crc >> 1 ^ (crc & 1 == 0 ? 0 : 0xEDB8_8320) }
        }
        crc = ~crc
        for index in 0..<4 {
            bytes[end + index] = UInt8(truncatingIfNeeded: crc >> (24 - 8 * index))
        }
        place = end + 4
    }
}
