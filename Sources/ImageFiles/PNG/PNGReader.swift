// SPDX-License-Identifier: Apache-2.0

internal import Raster

/// PNG files to images: chunks, then samples, then planes with palette and transparency expanded.
struct PNGReader {
    let limit: ImageSizeLimit

    func read(_ bytes: [UInt8]) throws(CodecError) -> ImageFile {
        let header = try PNGHeader(bytes, limit: limit)
        let chunks = try PNGChunks(bytes)
        let samples = try PNGSamples(
            decoding: bytes, header: header, imageDataBytes: chunks.imageDataBytes)
        let expansion = PNGExpansion(samples: samples, chunks: chunks)
        let (image, notes) = try expansion.image()
        return ImageFile(
            image: image, sampleFormat: header.bitDepth == 16 ? .uint16 : .uint8,
            colour: chunks.colour, notes: notes + chunks.notes)
    }

    func header(_ bytes: [UInt8]) throws(CodecError) -> ImageFileHeader {
        let header = try PNGHeader(bytes, limit: limit)
        let hasTransparency = Self.hasTransparencyChunk(bytes)
        let channels: ChannelLayout =
            switch header.colourType {
            case .grey: hasTransparency ? .greyAlpha : .grey
            case .greyAlpha: .greyAlpha
            case .rgb, .palette: hasTransparency ? .rgba : .rgb
            case .rgba: .rgba
            }
        return ImageFileHeader(
            format: .png, size: header.size, channels: channels,
            sampleFormat: header.bitDepth == 16 ? .uint16 : .uint8, bitDepth: header.bitDepth)
    }

    /// Whether a tRNS chunk comes before the image data.
    private static func hasTransparencyChunk(_ bytes: [UInt8]) -> Bool {
        let reader = ByteReader(bytes)
        var place = PNGHeader.signature.count
        while let length = reader.number(place, bytes: 4), !reader.matches(place + 4, "IDAT") {
            if reader.matches(place + 4, "tRNS") { return true }
            place += 12 + length
        }
        return false
    }
}
