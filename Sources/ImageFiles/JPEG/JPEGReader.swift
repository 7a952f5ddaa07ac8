// SPDX-License-Identifier: Apache-2.0

internal import CJPEG
internal import Raster

/// JPEG files to images: exact inverse transform, smooth chroma upsampling, EXIF orientation applied.
///
/// Whatever the decoder warns of is an error, since it fills what it misses with grey.
struct JPEGReader {
    let limit: ImageSizeLimit

    func read(_ bytes: [UInt8]) throws(CodecError) -> ImageFile {
        let markers = try JPEGMarkers(bytes)
        let size = try check(markers.frame, fileSize: bytes.count)
        let channels = markers.frame.componentCount
        let samples = try decode(bytes, size: size, channels: channels)
        var notes = markers.notes
        if markers.orientation != .upright {
            notes.append("EXIF orientation \(markers.orientation.rawValue) applied")
        }
        let stored = Interleaving.planes(samples, size: size, channels: channels)
        return ImageFile(
            image: Image(
                planes: stored.map(markers.orientation.upright),
                channels: channels == 1 ? .grey : .rgb, range: .byte),
            sampleFormat: .uint8, colour: ColourDescription(profile: markers.profile), notes: notes)
    }

    func header(_ bytes: [UInt8]) throws(CodecError) -> ImageFileHeader {
        let markers = try JPEGMarkers(bytes)
        let size = try check(markers.frame, fileSize: bytes.count)
        return ImageFileHeader(
            format: .jpeg, size: markers.orientation.uprightSize(of: size),
            channels: markers.frame.componentCount == 1 ? .grey : .rgb, sampleFormat: .uint8,
            bitDepth: 8)
    }

    private func check(_ frame: JPEGMarkers.Frame, fileSize: Int) throws(CodecError) -> ImageSize {
        let convert = "convert it to an RGB or grey PNG or JPEG"
        guard [0xC0, 0xC1, 0xC2, 0xC9, 0xCA].contains(frame.marker) else {
            throw CodecError(
                "this JPEG is lossless or hierarchical, which is not read", remedy: convert)
        }
        guard frame.precision == 8 else {
            throw CodecError(
                "this JPEG has \(frame.precision) bits a sample; only 8 are read", remedy: convert)
        }
        guard frame.componentCount != 4 else {
            throw CodecError(
                "this JPEG has the four colours of print (CMYK or YCCK), which mean nothing "
                    + "without its printer's profile",
                remedy: convert)
        }
        guard frame.componentCount == 1 || frame.componentCount == 3 else {
            throw CodecError(
                "this JPEG has \(frame.componentCount) components; 1 and 3 are read",
                remedy: convert)
        }
        let size = try limit.check(width: frame.width, height: frame.height, format: "JPEG")
        // A Huffman code takes a bit at least, and a block of 8×8 at most 4×4 times subsampled takes
        // one code. Arithmetic coding has no such bound.
        guard frame.isArithmetic || size.area / (8 * 64 * 16) <= fileSize else {
            throw CodecError(
                "the JPEG header declares \(size) pixels, but \(fileSize) bytes cannot hold them")
        }
        return size
    }

    private func decode(
        _ bytes: [UInt8], size: ImageSize, channels: Int
    ) throws(CodecError) -> [UInt8] {
        guard let decoder = unsafe tjInitDecompress() else {
            throw CodecError("the JPEG decoder does not start", remedy: "free some memory")
        }
        defer { unsafe tjDestroy(decoder) }
        let format = channels == 1 ? TJPF_GRAY : TJPF_RGB
        let flags = TJFLAG_ACCURATEDCT | TJFLAG_STOPONWARNING | TJFLAG_LIMITSCANS
        var status: Int32 = -1
        let samples = unsafe [UInt8](
            unsafeUninitializedCapacity: size.area * channels
        ) { target, initialised in
            status = unsafe bytes.withUnsafeBufferPointer { source in
                unsafe tjDecompress2(
                    decoder, source.baseAddress, UInt(source.count), target.baseAddress,
                    Int32(size.width), Int32(size.width * channels), Int32(size.height),
                    Int32(format.rawValue), flags)
            }
            initialised = status == 0 ? target.count : 0
        }
        guard status == 0 else {
            throw CodecError("the JPEG data is damaged (\(unsafe JPEGMessage.last(decoder)))")
        }
        return samples
    }
}

/// TurboJPEG's last sentence.
enum JPEGMessage {
    static func last(_ handle: tjhandle) -> String {
        guard let text = unsafe tjGetErrorStr2(handle) else { return "no reason given" }
        return unsafe String(cString: text)
    }
}
