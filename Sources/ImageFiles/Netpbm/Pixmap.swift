// SPDX-License-Identifier: Apache-2.0

internal import Raster

/// Binary portable grey maps (`P5`) and pixmaps (`P6`), of up to 16 bits.
struct PixmapReader {
    let limit: ImageSizeLimit

    private struct Layout {
        let size: ImageSize
        let channels: ChannelLayout
        let maximum: Int
        let dataOffset: Int

        var isWide: Bool { maximum > 255 }
    }

    func read(_ bytes: [UInt8]) throws(CodecError) -> ImageFile {
        let layout = try layout(bytes)
        let channels = layout.channels.count
        let needed = layout.size.area * channels * (layout.isWide ? 2 : 1)
        try NetpbmHeader.checkData(
            needed, present: bytes.count - layout.dataOffset, format: "PGM or PPM")
        let data = Array(bytes[layout.dataOffset...])
        let planes =
            layout.isWide
            ? Interleaving.planes(bigEndianWords: data, size: layout.size, channels: channels)
            : Interleaving.planes(data, size: layout.size, channels: channels)
        let range: ValueRange = layout.isWide ? .word : .byte
        let image = Image(planes: planes, channels: layout.channels, range: range)
        let maximum = Float(layout.maximum)
        guard planes.allSatisfy({ $0.extremes.greatest <= maximum }) else {
            throw CodecError("a sample is greater than \(layout.maximum), the header's maximum")
        }
        let format: SampleFormat = layout.isWide ? .uint16 : .uint8
        guard maximum != range.white else { return ImageFile(image: image, sampleFormat: format) }
        // Multiplied before divided: white comes out exact.
        return ImageFile(
            image: image.mapPlanes { plane in plane.map { $0 * range.white / maximum } },
            sampleFormat: format,
            notes: ["samples scaled from a white of \(layout.maximum) to \(Int(range.white))"])
    }

    func header(_ bytes: [UInt8]) throws(CodecError) -> ImageFileHeader {
        let layout = try layout(bytes)
        return ImageFileHeader(
            format: .pnm, size: layout.size, channels: layout.channels,
            sampleFormat: layout.isWide ? .uint16 : .uint8, bitDepth: layout.isWide ? 16 : 8)
    }

    private func layout(_ bytes: [UInt8]) throws(CodecError) -> Layout {
        let header = try NetpbmHeader(bytes, format: "PGM or PPM")
        let (width, height) = try header.sides(format: "PGM or PPM")
        guard let maximum = Int(header.words[3]), (1...65535).contains(maximum) else {
            throw CodecError("the PGM or PPM header has '\(header.words[3])' for its maximum")
        }
        return Layout(
            size: try limit.check(width: width, height: height, format: "PGM or PPM"),
            channels: header.words[0] == "P6" ? .rgb : .grey, maximum: maximum,
            dataOffset: header.dataOffset)
    }
}
