// SPDX-License-Identifier: Apache-2.0

internal import CPNGShim

/// A walk over the chunks of a PNG file that picks out what libpng is not asked for.
///
/// libpng checks every CRC and parses the image itself. Its view of the colour chunks is not used:
/// it corrects, replaces and derives values, and here they are kept word for word.
struct PNGChunks {
    /// Red, green and blue of each palette entry.
    private(set) var palette: [UInt8] = []
    /// The payload of tRNS.
    private(set) var transparency: [UInt8]?
    private(set) var colour = ColourDescription()
    private(set) var notes: [String] = []
    /// The bytes of compressed image data.
    private(set) var imageDataBytes = 0

    private var seen: Set<String> = []
    private let reader: ByteReader

    /// The largest profile that is accepted, expanded.
    static let largestProfile = 16 << 20

    init(_ bytes: [UInt8]) throws(CodecError) {
        reader = ByteReader(bytes)
        var place = PNGHeader.signature.count
        while true {
            guard let length = reader.number(place, bytes: 4),
                let name = reader.slice(place + 4, 4).map({ Self.text(bytes[$0]) })
            else { throw CodecError("the PNG data ends before its IEND chunk") }
            guard let payload = reader.slice(place + 8, length + 4)?.dropLast(4) else {
                throw CodecError("the PNG data ends inside the \(name) chunk at byte \(place)")
            }
            if name == "IEND" {
                place = payload.upperBound + 4
                break
            }
            try take(name, payload)
            place = payload.upperBound + 4
        }
        if place < bytes.count {
            notes.append("\(bytes.count - place) bytes after the end of the PNG data passed over")
        }
    }

    private static func text(_ name: ArraySlice<UInt8>) -> String {
        String(
            decoding: name.map { (0x21...0x7E).contains($0) ? $0 : UInt8(ascii: "?") },
            as: UTF8.self)
    }

    private mutating func take(_ name: String, _ payload: Range<Int>) throws(CodecError) {
        switch name {
        case "IDAT":
            imageDataBytes += payload.count
        case "PLTE", "tRNS", "gAMA", "cHRM", "sRGB", "iCCP", "acTL":
            guard seen.insert(name).inserted else {
                throw CodecError("the PNG data has two \(name) chunks")
            }
            // After the image data they have no meaning.
            if imageDataBytes == 0 { try parse(name, payload) }
        default:
            break
        }
    }

    private mutating func parse(_ name: String, _ payload: Range<Int>) throws(CodecError) {
        let chunk = ByteReader(reader.bytes, in: payload)
        func require(_ isRight: Bool) throws(CodecError) {
            guard isRight else {
                throw CodecError("the PNG data has a \(name) chunk that is not well formed")
            }
        }
        switch name {
        case "PLTE":
            try require(chunk.count % 3 == 0 && (3...768).contains(chunk.count))
            palette = Array(reader.bytes[payload])
        case "tRNS":
            transparency = Array(reader.bytes[payload])
        case "gAMA":
            try require(chunk.count == 4)
            colour.gamma = chunk.number(0, bytes: 4).map(UInt32.init)
        case "cHRM":
            try require(chunk.count == 32)
            colour.chromaticities = Chromaticities(
                values: (0..<8).compactMap { chunk.number($0 * 4, bytes: 4).map(UInt32.init) })
        case "sRGB":
            let intent = chunk.byte(0).flatMap(RenderingIntent.init(rawValue:))
            try require(chunk.count == 1 && intent != nil)
            colour.renderingIntent = intent
        case "acTL":
            notes.append("animation: only the still image was read")
        default:
            let name = reader.bytes[payload].prefix { $0 != 0 }
            try require((1...79).contains(name.count) && chunk.byte(name.count + 1) == 0)
            let packed = payload.dropFirst(name.count + 2)
            colour.profile = ColourProfile(
                name: String(String.UnicodeScalarView(name.map { UnicodeScalar($0) })),
                bytes: try Zlib.expanded(Array(reader.bytes[packed]), limit: Self.largestProfile))
        }
    }
}

/// zlib streams outside the image data: colour profiles.
enum Zlib {
    static func expanded(_ packed: [UInt8], limit: Int) throws(CodecError) -> [UInt8] {
        let plain = ShimBytes()
        var message = ShimMessage()
        let status = unsafe packed.withUnsafeBufferPointer { source in
            guard let start = source.baseAddress else { return CPNG_SHIM_FAILED }
            return unsafe message.filled {
                unsafe cpng_inflate(start, source.count, limit, &plain.bytes, $0)
            }
        }
        guard status == CPNG_SHIM_DONE else {
            throw CodecError("the PNG's colour profile is damaged (\(message.text))")
        }
        return plain.copy()
    }

    static func compressed(_ plain: [UInt8]) throws(CodecError) -> [UInt8] {
        let packed = ShimBytes()
        var message = ShimMessage()
        let status = unsafe plain.withUnsafeBufferPointer { source in
            guard let start = source.baseAddress else { return CPNG_SHIM_FAILED }
            return unsafe message.filled {
                unsafe cpng_deflate(start, source.count, &packed.bytes, $0)
            }
        }
        guard status == CPNG_SHIM_DONE else {
            throw CodecError("the colour profile cannot be compressed (\(message.text))")
        }
        return packed.copy()
    }
}
