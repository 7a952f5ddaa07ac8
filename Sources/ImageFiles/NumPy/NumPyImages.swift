// SPDX-License-Identifier: Apache-2.0

internal import Raster

/// Arrays of shape H×W and H×W×C (C from 1 to 4) as images.
struct NumPyImageReader {
    let limit: ImageSizeLimit

    func read(_ bytes: [UInt8]) throws(CodecError) -> ImageFile {
        let header = try NumPyHeader(bytes)
        let (size, channels) = try layout(header.shape)
        _ = try header.sampleCount(fileSize: bytes.count)
        let planes: [Plane]
        var doublePlanes: [DoublePlane]?
        if let direct = Interleaving.planes(
            of: header, in: bytes, size: size, channels: channels.count)
        {
            planes = direct
        } else {
            let array = try NumPyArray(decoding: bytes, header: header)
            planes = array.planes(size: size, channels: channels.count)
            doublePlanes = array.doublePlanes(size: size, channels: channels.count)
        }
        let image = Image(planes: planes, channels: channels, range: Self.range(header.format))
        return ImageFile(
            image: image, sampleFormat: header.format,
            doublePlanes: doublePlanes, notes: image.notesOnSamples)
    }

    func header(_ bytes: [UInt8]) throws(CodecError) -> ImageFileHeader {
        let header = try NumPyHeader(bytes)
        let (size, channels) = try layout(header.shape)
        return ImageFileHeader(
            format: .npy, size: size, channels: channels, sampleFormat: header.format,
            bitDepth: header.format.byteCount * 8)
    }

    /// Whole numbers have the range of their bits, floats are taken as they are.
    ///
    /// Signed numbers are the bands of exact pyramids, whose images had half as many bits.
    private static func range(_ format: SampleFormat) -> ValueRange {
        switch format {
        case .uint8, .int16: .byte
        case .uint16, .int32: .word
        case .float32, .float64: .unit
        }
    }

    private func layout(_ shape: [Int]) throws(CodecError) -> (ImageSize, ChannelLayout) {
        let channels = ChannelLayout(channelCount: shape.count == 3 ? shape[2] : 1)
        guard shape.count == 2 || shape.count == 3, let channels else {
            throw CodecError(
                "the array has the shape \(shape), which is not an image",
                remedy: "save it as height×width or height×width×channels with 1 to 4 channels")
        }
        return (try limit.check(width: shape[1], height: shape[0], format: ".npy"), channels)
    }
}

extension NumPyArray {
    /// The samples as planes, rounded to single precision; the last axis holds the channels.
    func planes(size: ImageSize, channels: Int) -> [Plane] {
        switch samples {
        case .uint8(let values): Interleaving.planes(values, size: size, channels: channels)
        case .uint16(let values): Interleaving.planes(values, size: size, channels: channels)
        case .int16(let values): Interleaving.planes(values, size: size, channels: channels)
        case .int32(let values): Interleaving.planes(values, size: size, channels: channels)
        case .float32(let values): Interleaving.planes(values, size: size, channels: channels)
        case .float64(let values): Interleaving.planes(values, size: size, channels: channels)
        }
    }

    /// The samples as planes of double precision where single precision would lose digits.
    func doublePlanes(size: ImageSize, channels: Int) -> [DoublePlane]? {
        func planes(_ value: (Int) -> Double) -> [DoublePlane] {
            (0..<channels).map { channel in
                DoublePlane(
                    size: size, samples: (0..<size.area).map { value($0 * channels + channel) })
            }
        }
        switch samples {
        case .uint8, .uint16, .int16, .float32: return nil
        case .int32(let values): return planes { Double(values[$0]) }
        case .float64(let values): return planes { values[$0] }
        }
    }

    /// An H×W or H×W×C array of the samples of an image: as they are in the float formats, rounded to
    /// nearest and clamped in the others.
    init(_ image: Image, as format: SampleFormat) {
        let samples: Samples =
            switch format {
            case .uint8: .uint8(Interleaving.interleaved(image))
            case .uint16: .uint16(Interleaving.interleaved(image))
            case .int16: .int16(Interleaving.interleaved(image))
            case .int32: .int32(Interleaving.interleaved(image))
            case .float32: .float32(Interleaving.interleaved(image))
            case .float64: .float64(Interleaving.interleaved(image))
            }
        self.init(shape: Self.shape(of: image), samples: samples)
    }

    /// Height×width for grey and height×width×channels for the others.
    static func shape(of image: Image) -> [Int] {
        [image.height, image.width] + (image.channels == .grey ? [] : [image.planes.count])
    }
}
