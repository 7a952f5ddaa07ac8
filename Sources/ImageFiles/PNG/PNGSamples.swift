// SPDX-License-Identifier: Apache-2.0

internal import CPNGShim
internal import Raster

/// The samples of a PNG file as they are stored: the stage between the codec and an image.
///
/// Channels are interleaved; a sample takes one byte up to 8 bits, unscaled (a 1-bit image holds 0
/// and 1, a palette image its indices), and two bytes in big-endian order at 16 bits. No gamma, no
/// transparency.
package struct PNGSamples: Sendable, Equatable {
    package let header: PNGHeader
    package let bytes: [UInt8]

    /// deflate expands a byte to at most 1032.
    private static let greatestExpansion = 1032

    /// Decodes a whole file.
    init(decoding file: [UInt8], header: PNGHeader, imageDataBytes: Int) throws(CodecError) {
        guard imageDataBytes > 0 else { throw CodecError("the PNG file holds no image data") }
        // What the header promises is only allocated when the data could be that much.
        let (possible, isPlenty) = imageDataBytes.multipliedReportingOverflow(
            by: Self.greatestExpansion)
        guard isPlenty || header.leastRawBytes <= possible else {
            throw CodecError(
                "the PNG header declares \(header.width)×\(header.height) pixels, "
                    + "but \(imageDataBytes) bytes of image data cannot hold them")
        }
        var message = ShimMessage()
        var row = UInt32.max
        var status = CPNG_SHIM_FAILED
        // Left untouched until libpng writes a row: pages that no row reaches cost nothing.
        let samples = unsafe [UInt8](
            unsafeUninitializedCapacity: header.rowBytes * header.height
        ) { target, initialised in
            status = unsafe file.withUnsafeBufferPointer { source in
                guard let start = source.baseAddress, let first = target.baseAddress else {
                    return CPNG_SHIM_FAILED
                }
                return unsafe message.filled {
                    unsafe cpng_decode(
                        start, source.count, UInt32(header.width), UInt32(header.height),
                        header.rowBytes, first, &row, $0)
                }
            }
            initialised = status == CPNG_SHIM_DONE ? target.count : 0
        }
        guard status == CPNG_SHIM_DONE else {
            let place =
                if row == UInt32.max {
                    "before the first row"
                } else if row < UInt32(header.height) {
                    "in row \(row + 1) of \(header.height)"
                } else {
                    "after the last row"
                }
            throw CodecError("the PNG data is damaged \(place) (\(message.text))")
        }
        self.header = header
        self.bytes = samples
    }

    /// Samples to be written: of 8 or 16 bits, and without a palette.
    init(header: PNGHeader, bytes: [UInt8]) {
        precondition(bytes.count == header.rowBytes * header.height)
        self.header = header
        self.bytes = bytes
    }

    /// The samples as a PNG file, with chunks from `ancillary` before the image data.
    func encoded(compression: Int, ancillary: [UInt8]) throws(CodecError) -> [UInt8] {
        let file = ShimBytes()
        var message = ShimMessage()
        let status = unsafe bytes.withUnsafeBufferPointer { samples in
            unsafe ancillary.withUnsafeBufferPointer { chunks in
                guard let start = samples.baseAddress else { return CPNG_SHIM_FAILED }
                return unsafe message.filled {
                    unsafe cpng_encode(
                        start, UInt32(header.width), UInt32(header.height),
                        Int32(header.bitDepth), Int32(header.colourType.rawValue),
                        Int32(compression), chunks.baseAddress, chunks.count, &file.bytes, $0)
                }
            }
        }
        guard status == CPNG_SHIM_DONE else {
            throw CodecError(
                "the image cannot be encoded as PNG (\(message.text))",
                remedy: "write .npy or PFM instead")
        }
        return file.copy()
    }
}
