// SPDX-License-Identifier: Apache-2.0

internal import Raster

/// The fields of a PNG's IHDR chunk.
package struct PNGHeader: Sendable, Equatable {
    /// How the channels of a PNG are stored, with the numbers of the format.
    package enum ColourType: UInt8, Sendable {
        case grey = 0
        case rgb = 2
        case palette = 3
        case greyAlpha = 4
        case rgba = 6

        /// The samples of a pixel in the file.
        package var channelCount: Int {
            switch self {
            case .grey, .palette: 1
            case .greyAlpha: 2
            case .rgb: 3
            case .rgba: 4
            }
        }

        var bitDepths: [Int] {
            switch self {
            case .grey: [1, 2, 4, 8, 16]
            case .palette: [1, 2, 4, 8]
            case .rgb, .greyAlpha, .rgba: [8, 16]
            }
        }
    }

    package let width: Int
    package let height: Int
    package let bitDepth: Int
    package let colourType: ColourType
    package let isInterlaced: Bool

    static let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]

    /// Reads signature and IHDR from the start of a file.
    ///
    /// The CRC is checked when the file is decoded.
    init(_ bytes: [UInt8], limit: ImageSizeLimit) throws(CodecError) {
        guard bytes.starts(with: Self.signature) else {
            throw CodecError(
                "the PNG signature is damaged, as by a transfer in text mode",
                remedy: "transfer the file again in binary mode")
        }
        let reader = ByteReader(bytes)
        guard reader.matches(12, "IHDR"), reader.number(8, bytes: 4) == 13,
            let width = reader.number(16, bytes: 4), let height = reader.number(20, bytes: 4),
            let depth = reader.byte(24), let type = reader.byte(25),
            let compression = reader.byte(26), let filter = reader.byte(27),
            let interlace = reader.byte(28)
        else { throw CodecError("the PNG header is cut short or missing") }
        guard let colourType = ColourType(rawValue: type) else {
            throw CodecError("the PNG header has colour type \(type), which does not exist")
        }
        guard colourType.bitDepths.contains(Int(depth)) else {
            throw CodecError(
                "the PNG header has \(depth) bits for colour type \(type), which does not exist")
        }
        guard compression == 0, filter == 0, interlace <= 1 else {
            throw CodecError("the PNG header names a compression, filter or interlace not known")
        }
        _ = try limit.check(width: width, height: height, format: "PNG")
        self.width = width
        self.height = height
        self.bitDepth = Int(depth)
        self.colourType = colourType
        self.isInterlaced = interlace == 1
    }

    /// A header for a file to be written.
    init(size: ImageSize, bitDepth: Int, colourType: ColourType) {
        self.width = size.width
        self.height = size.height
        self.bitDepth = bitDepth
        self.colourType = colourType
        self.isInterlaced = false
    }

    var size: ImageSize { ImageSize(width: width, height: height) }

    /// The bytes of a row of unpacked samples: one a sample, two at 16 bits.
    package var rowBytes: Int { width * colourType.channelCount * (bitDepth == 16 ? 2 : 1) }

    /// The least number of bytes that the image data must expand to.
    var leastRawBytes: Int {
        (width * colourType.channelCount * bitDepth + 7) / 8 * height
    }
}
