// SPDX-License-Identifier: Apache-2.0

internal import Raster

/// Portable float maps: `Pf` (grey) and `PF` (rgb), rows from the bottom up, the sign of the scale
/// saying the byte order (negative is little-endian).
struct FloatMapReader {
    let limit: ImageSizeLimit

    private struct Layout {
        let size: ImageSize
        let channels: ChannelLayout
        let isLittleEndian: Bool
        let scale: Double
        let dataOffset: Int
    }

    func read(_ bytes: [UInt8]) throws(CodecError) -> ImageFile {
        let layout = try layout(bytes)
        let count = layout.size.area * layout.channels.count
        try NetpbmHeader.checkData(
            count * 4, present: bytes.count - layout.dataOffset, format: "PFM")
        let samples = StoredNumbers.decoded(
            Float.self, bytes, offset: layout.dataOffset, count: count,
            isLittleEndian: layout.isLittleEndian)
        let planes = Interleaving.planes(
            samples, size: layout.size, channels: layout.channels.count
        ).map(Orientation.mirroredUpsideDown.upright)
        let image = Image(planes: planes, channels: layout.channels, range: .unit)
        let scaleNotes =
            layout.scale == 1 ? [] : ["the PFM scale \(layout.scale) was not applied"]
        return ImageFile(
            image: image, sampleFormat: .float32, notes: scaleNotes + image.notesOnSamples)
    }

    func header(_ bytes: [UInt8]) throws(CodecError) -> ImageFileHeader {
        let layout = try layout(bytes)
        return ImageFileHeader(
            format: .pfm, size: layout.size, channels: layout.channels, sampleFormat: .float32,
            bitDepth: 32)
    }

    private func layout(_ bytes: [UInt8]) throws(CodecError) -> Layout {
        let header = try NetpbmHeader(bytes, format: "PFM")
        let (width, height) = try header.sides(format: "PFM")
        guard let scale = Double(header.words[3]), scale.isFinite, scale != 0 else {
            throw CodecError("the PFM header has '\(header.words[3])' for its scale")
        }
        return Layout(
            size: try limit.check(width: width, height: height, format: "PFM"),
            channels: header.words[0] == "PF" ? .rgb : .grey, isLittleEndian: scale < 0,
            scale: abs(scale), dataOffset: header.dataOffset)
    }
}

/// Images to portable float maps, little-endian.
enum FloatMapWriter {
    static func encode(_ image: Image) throws(CodecError) -> [UInt8] {
        guard !image.channels.hasAlpha else {
            throw CodecError(
                "PFM has no alpha channel", remedy: "write .npy, or leave the alpha out first")
        }
        let letters = image.channels == .grey ? "Pf" : "PF"
        let flipped = image.mapPlanes(Orientation.mirroredUpsideDown.upright)
        var bytes = Array("\(letters)\n\(image.width) \(image.height)\n-1.0\n".utf8)
        let samples: [Float] = Interleaving.interleaved(flipped)
        StoredNumbers.append(samples, to: &bytes)
        return bytes
    }
}
