// SPDX-License-Identifier: Apache-2.0

public import Raster

#if canImport(FoundationEssentials)
    public import FoundationEssentials
#else
    public import Foundation
#endif

/// Writes images to PNG, JPEG, `.npy` and PFM files.
///
/// ```swift
/// let report = try ImageFileWriter.write(
///     file.image, to: URL(fileURLWithPath: "copy.png"), as: .png8(), colour: file.colour)
/// if !report.isFaithful { print("\(report.clampedSamples) samples were clamped") }
/// ```
///
/// PNG, JPEG, and unsigned whole numbers in `.npy` have a black and a white, so the image is first
/// converted to their ``/Raster/ValueRange`` (which changes nothing when it has it already), then rounded
/// to nearest and clamped. The signed and float formats take the samples as they are. A file appears
/// under its name whole or not at all.
public enum ImageFileWriter {
    /// Writes an image to a file.
    ///
    /// - Parameters:
    ///   - image: The image.
    ///   - url: The file, which is replaced if it exists; its extension is not looked at.
    ///   - encoding: The format and its settings.
    ///   - colour: What the file shall say about its colours. PNG takes all of it, JPEG the profile;
    ///     `.npy` and PFM have no place for it.
    /// - Returns: how many samples could not be written as they were.
    /// - Throws: when the format cannot hold the image (alpha in JPEG and PFM), or the file cannot be
    ///   written.
    @discardableResult
    public static func write(
        _ image: Image, to url: URL, as encoding: ImageEncoding,
        colour: ColourDescription = .unspecified
    ) throws(ImageFileError) -> WriteReport {
        if case .npy(let format) = encoding {
            let ranged = encoding.range.map(image.converted) ?? image
            var file = try AtomicFile(url)
            try NumPyImageWriter(format: format).write(ranged, to: &file)
            try file.commit()
            return encoding.report(on: ranged)
        }
        let (bytes, report) = try encode(image, as: encoding, colour: colour, name: url.shownPath)
        try AtomicFile.replace(url, with: bytes)
        return report
    }

    /// Writes planes of double precision as an `.npy` file of f8, without loss.
    ///
    /// - Parameters:
    ///   - planes: One to four planes of one size, which become the channels.
    ///   - url: The file, which is replaced if it exists.
    /// - Throws: when the file cannot be written.
    public static func write(_ planes: [DoublePlane], to url: URL) throws(ImageFileError) {
        precondition((1...4).contains(planes.count), "an image has 1 to 4 planes")
        let size = planes[0].size
        precondition(planes.allSatisfy { $0.size == size }, "planes of one image agree in size")
        var samples: [Double] = []
        samples.reserveCapacity(size.area * planes.count)
        for index in 0..<size.area { samples += planes.map { $0.samples[index] } }
        let shape = [size.height, size.width] + (planes.count == 1 ? [] : [planes.count])
        try NumPyArray(shape: shape, samples: .float64(samples)).write(to: url)
    }

    /// The bytes of the file that ``write(_:to:as:colour:)`` would write; `name` stands in error
    /// messages.
    ///
    /// - Throws: when the format cannot hold the image.
    public static func encode(
        _ image: Image, as encoding: ImageEncoding, colour: ColourDescription = .unspecified,
        name: String
    ) throws(ImageFileError) -> (bytes: [UInt8], report: WriteReport) {
        let ranged = encoding.range.map(image.converted) ?? image
        do throws(CodecError) {
            let bytes: [UInt8] =
                switch encoding {
                case .png8(let compression):
                    try PNGWriter(compression: compression, colour: colour)
                        .encode(ranged, bitDepth: 8)
                case .png16(let compression):
                    try PNGWriter(compression: compression, colour: colour)
                        .encode(ranged, bitDepth: 16)
                case .jpeg(let quality):
                    try JPEGWriter(quality: quality, profile: colour.profile).encode(ranged)
                case .npy(let format):
                    NumPyArray(ranged, as: format).encoded()
                case .pfm:
                    try FloatMapWriter.encode(ranged)
                }
            return (bytes, encoding.report(on: ranged))
        } catch {
            throw error.at(name)
        }
    }
}

extension ImageEncoding {
    /// Where black and white lie in the file; nil when samples are written as they are.
    fileprivate var range: ValueRange? {
        switch self {
        case .png8, .jpeg, .npy(.uint8): .byte
        case .png16, .npy(.uint16): .word
        case .npy(.int16), .npy(.int32), .npy(.float32), .npy(.float64), .pfm: nil
        }
    }

    /// What is lost of an image that has the range of the file.
    fileprivate func report(on ranged: Image) -> WriteReport {
        wholeNumbers.map { WriteReport(rounding: ranged, to: $0) } ?? WriteReport()
    }

    /// The least and the greatest number that the file can hold; nil when it holds floats.
    private var wholeNumbers: ClosedRange<Float>? {
        switch self {
        case .png8, .jpeg, .npy(.uint8): 0...255
        case .png16, .npy(.uint16): 0...65535
        case .npy(.int16): -32768...32767
        // The greatest Int32 is no float; the next float below it is.
        case .npy(.int32): -0x1p31...0x1.fffffep30
        case .npy(.float32), .npy(.float64), .pfm: nil
        }
    }
}
