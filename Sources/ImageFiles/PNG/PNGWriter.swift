// SPDX-License-Identifier: Apache-2.0

internal import Raster

/// Images to PNG files of 8 and 16 bits.
struct PNGWriter {
    let compression: Int
    let colour: ColourDescription

    init(compression: Int, colour: ColourDescription) {
        precondition((0...9).contains(compression), "PNG compression goes from 0 to 9")
        self.compression = compression
        self.colour = colour
    }

    /// Encodes an image that has the range of the bit depth already.
    func encode(_ image: Image, bitDepth: Int) throws(CodecError) -> [UInt8] {
        let colourType: PNGHeader.ColourType =
            switch image.channels {
            case .grey: .grey
            case .greyAlpha: .greyAlpha
            case .rgb: .rgb
            case .rgba: .rgba
            }
        let bytes: [UInt8]
        if bitDepth == 16 {
            let words: [BigEndianWord] = Interleaving.interleaved(image)
            bytes = unsafe words.withUnsafeBytes { unsafe Array($0) }
        } else {
            bytes = Interleaving.interleaved(image)
        }
        let header = PNGHeader(size: image.size, bitDepth: bitDepth, colourType: colourType)
        return try PNGSamples(header: header, bytes: bytes)
            .encoded(compression: compression, ancillary: ancillaryChunks())
    }

    /// The colour chunks, each as length, name and payload.
    private func ancillaryChunks() throws(CodecError) -> [UInt8] {
        var chunks: [UInt8] = []
        func append(_ name: String, _ payload: [UInt8]) {
            chunks += Self.bigEndian(UInt32(payload.count)) + Array(name.utf8) + payload
        }
        if let values = colour.chromaticities?.values {
            append("cHRM", values.flatMap(Self.bigEndian))
        }
        if let gamma = colour.gamma { append("gAMA", Self.bigEndian(gamma)) }
        if let profile = colour.profile {
            let name = profile.name.unicodeScalars.compactMap { UInt8(exactly: $0.value) }
                .filter { $0 != 0 }.prefix(79)
            append(
                "iCCP",
                (name.isEmpty ? Array("profile".utf8) : Array(name)) + [0, 0]
                    + (try Zlib.compressed(profile.bytes)))
        }
        if let intent = colour.renderingIntent { append("sRGB", [intent.rawValue]) }
        return chunks
    }

    private static func bigEndian(_ value: UInt32) -> [UInt8] {
        [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> $0) }
    }
}
