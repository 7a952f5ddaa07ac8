// SPDX-License-Identifier: Apache-2.0

internal import CJPEG
internal import Raster

/// Images to baseline JPEG files.
///
/// Chroma keeps its full resolution (4:4:4): this package compares and measures images, where halved
/// chroma would be a second, silent loss.
struct JPEGWriter {
    let quality: Int
    let profile: ColourProfile?

    init(quality: Int, profile: ColourProfile?) {
        precondition((1...100).contains(quality), "JPEG quality goes from 1 to 100")
        self.quality = quality
        self.profile = profile
    }

    /// The longest side that JPEG can have.
    private static let longestSide = 65_500

    /// Encodes an image of range 0…255.
    func encode(_ image: Image) throws(CodecError) -> [UInt8] {
        guard !image.channels.hasAlpha else {
            throw CodecError(
                "JPEG has no alpha channel", remedy: "write PNG, or leave the alpha out first")
        }
        guard max(image.width, image.height) <= Self.longestSide else {
            throw CodecError(
                "JPEG holds at most \(Self.longestSide) pixels a side, not \(image.size)",
                remedy: "write PNG instead")
        }
        let samples: [UInt8] = Interleaving.interleaved(image)
        return try withProfile(compress(samples, size: image.size, channels: image.planes.count))
    }

    private func compress(
        _ samples: [UInt8], size: ImageSize, channels: Int
    ) throws(CodecError) -> [UInt8] {
        guard let encoder = unsafe tjInitCompress() else {
            throw CodecError("the JPEG encoder does not start", remedy: "free some memory")
        }
        defer { unsafe tjDestroy(encoder) }
        let sampling = channels == 1 ? TJSAMP_GRAY : TJSAMP_444
        let format = channels == 1 ? TJPF_GRAY : TJPF_RGB
        var start: UnsafeMutablePointer<UInt8>? = nil
        var count: UInt = 0
        let status = unsafe samples.withUnsafeBufferPointer { source in
            unsafe tjCompress2(
                encoder, source.baseAddress, Int32(size.width), Int32(size.width * channels),
                Int32(size.height), Int32(format.rawValue), &start, &count,
                Int32(sampling.rawValue), Int32(quality), TJFLAG_ACCURATEDCT)
        }
        defer { unsafe tjFree(start) }
        guard status == 0 else {
            throw CodecError(
                "the image cannot be encoded as JPEG (\(unsafe JPEGMessage.last(encoder)))",
                remedy: "write PNG instead")
        }
        return unsafe Array(UnsafeBufferPointer(start: start, count: Int(count)))
    }

    /// The file with the profile in APP2 segments behind SOI and JFIF's APP0, as the ICC has it.
    private func withProfile(_ file: [UInt8]) throws(CodecError) -> [UInt8] {
        guard let profile = profile?.bytes else { return file }
        let partSize = 65_533 - 16
        let parts = stride(from: 0, to: profile.count, by: partSize).map {
            profile[$0..<min($0 + partSize, profile.count)]
        }
        guard parts.count <= 255 else {
            throw CodecError(
                "a colour profile of \(profile.count) bytes does not fit in a JPEG file",
                remedy: "write PNG, or leave the profile out")
        }
        let reader = ByteReader(file)
        let place = reader.number(2, bytes: 2) == 0xFFE0 ? 4 + (reader.number(4, bytes: 2) ?? 0) : 2
        var segments: [UInt8] = []
        for (index, part) in parts.enumerated() {
            let length = part.count + 16
            segments += [0xFF, 0xE2, UInt8(length >> 8), UInt8(length & 255)]
            segments += Array("ICC_PROFILE\0".utf8) + [UInt8(index + 1), UInt8(parts.count)] + part
        }
        return file[..<place] + segments + file[place...]
    }
}
