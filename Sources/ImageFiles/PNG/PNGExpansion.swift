// SPDX-License-Identifier: Apache-2.0

internal import Raster

/// Stored PNG samples to the planes of an image: few bits scaled to 8, palette looked up,
/// transparency made an alpha plane.
struct PNGExpansion {
    let samples: PNGSamples
    let chunks: PNGChunks

    private var header: PNGHeader { samples.header }
    private var size: ImageSize { header.size }

    func image() throws(CodecError) -> (Image, notes: [String]) {
        switch header.colourType {
        case .palette:
            let planes = try palettePlanes()
            let channels: ChannelLayout = planes.count == 4 ? .rgba : .rgb
            return (
                Image(planes: planes, channels: channels, range: .byte),
                ["palette of \(chunks.palette.count / 3) colours expanded to \(channels.rawValue)"]
            )
        case .greyAlpha, .rgba:
            return (opaqueImage(), [])
        case .grey, .rgb:
            let opaque = opaqueImage()
            guard let payload = chunks.transparency else { return (opaque, []) }
            return (
                opaque.withAlpha(try alphaPlane(payload)),
                ["the transparent colour became an alpha channel"]
            )
        }
    }

    private func opaqueImage() -> Image {
        let count = header.colourType.channelCount
        let planes: [Plane]
        if header.bitDepth == 16 {
            planes = Interleaving.planes(
                bigEndianWords: samples.bytes, size: size, channels: count)
        } else {
            let raw = Interleaving.planes(samples.bytes, size: size, channels: count)
            // 255, 85, 17 or 1: whole numbers, so the scaled samples are exact.
            let scale = Float(255 / ((1 << header.bitDepth) - 1))
            planes = scale == 1 ? raw : raw.map { $0 * scale }
        }
        let layouts: [PNGHeader.ColourType: ChannelLayout] = [
            .grey: .grey, .greyAlpha: .greyAlpha, .rgb: .rgb, .rgba: .rgba,
        ]
        return Image(
            planes: planes, channels: layouts[header.colourType] ?? .grey,
            range: header.bitDepth == 16 ? .word : .byte)
    }

    private func palettePlanes() throws(CodecError) -> [Plane] {
        let entries = chunks.palette.count / 3
        if let greatest = samples.bytes.max(), greatest >= entries {
            let place = samples.bytes.firstIndex(where: { $0 >= entries }) ?? 0
            throw CodecError(
                "the PNG uses colour \(samples.bytes[place]) of a palette of \(entries) "
                    + "at (\(place % header.width), \(place / header.width))")
        }
        let alphas = chunks.transparency
        return (0..<(alphas == nil ? 3 : 4)).map { channel in
            var table = [Float](repeating: 255, count: 256)
            for entry in 0..<entries {
                if channel < 3 {
                    table[entry] = Float(chunks.palette[entry * 3 + channel])
                } else if let alphas, entry < alphas.count {
                    table[entry] = Float(alphas[entry])
                }
            }
            var plane = Plane(uninitialized: size)
            plane.withMutableSamples { target in
                let source = samples.bytes.span
                for index in target.indices { target[index] = table[Int(source[index])] }
            }
            return plane
        }
    }

    /// 0 where a pixel has the transparent colour, white elsewhere.
    ///
    /// tRNS holds 16 bits a sample,
    /// of which a file of fewer bits uses the low ones.
    private func alphaPlane(_ payload: [UInt8]) throws(CodecError) -> Plane {
        let count = header.colourType.channelCount
        guard payload.count == 2 * count else {
            throw CodecError("the PNG data has a tRNS chunk that is not well formed")
        }
        let width = header.bitDepth == 16 ? 2 : 1
        let mask = UInt8(truncatingIfNeeded: (1 << min(header.bitDepth, 8)) - 1)
        let colour: [UInt8] =
            width == 2
            ? payload : stride(from: 1, to: payload.count, by: 2).map { payload[$0] & mask }
        let white: Float = header.bitDepth == 16 ? 65535 : 255
        let step = width * count
        var plane = Plane(uninitialized: size)
        plane.withMutableSamples { target in
            let source = samples.bytes.span
            let key = colour.span
            for index in target.indices {
                var isTransparent = true
                for byte in 0..<step where source[index * step + byte] != key[byte] {
                    isTransparent = false
                    break
                }
                target[index] = isTransparent ? 0 : white
            }
        }
        return plane
    }
}
