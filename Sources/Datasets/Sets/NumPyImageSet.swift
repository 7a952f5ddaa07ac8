// SPDX-License-Identifier: Apache-2.0

internal import Archives
internal import ImageFiles
public import Raster

#if canImport(FoundationEssentials)
    public import FoundationEssentials
#else
    public import Foundation
#endif

/// The images of one `.npy` array of shape N×H×W, N×H×W×C or N×C×H×W, C from 1 to 4.
///
/// The file is mapped, so that only the images that are read take memory. Bytes have the range 0…255,
/// `u2` 0…65535, and floats are taken as they are, as in ``/ImageFiles/ImageFileReader``.
public struct NumPyImageSet: ImageSet {
    /// The order of the axes.
    public enum Axes: String, Sendable, Hashable, Codable, CaseIterable {
        /// Images, rows, columns: grey.
        case grey = "NHW"
        /// Images, rows, columns, channels, as image libraries have it.
        case channelsLast = "NHWC"
        /// Images, channels, rows, columns, as networks have it.
        case channelsFirst = "NCHW"
    }

    private let file: MappedFile
    private let layout: NumPyLayout
    private let stem: String
    private let size: ImageSize
    private let channels: ChannelLayout
    /// The order of the axes.
    public let axes: Axes
    /// The number of images.
    public let count: Int

    /// Opens an array.
    ///
    /// - Parameters:
    ///   - url: The file.
    ///   - axes: The order of the axes. If nil, the axis of 1 to 4 is that of the channels; where both
    ///     the second and the last are such, that is an error.
    /// - Throws: When the file is no array of images, or its axes can be read in two ways.
    public init(_ url: URL, axes: Axes? = nil) throws(DatasetError) {
        let path = url.shownPath
        let file = try DatasetError.wrapping { () throws(ArchiveError) in
            try MappedFile(path: path)
        }
        let layout = try DatasetError.wrapping { () throws(ImageFileError) in
            try NumPyLayout(
                start: file.bytes(0..<min(file.count, 1 << 16)), fileSize: file.count, name: path)
        }
        func refusal(_ problem: String, _ remedy: String) -> DatasetError {
            DatasetError(place: path, problem: problem, remedy: remedy)
        }
        let shape = layout.shape
        guard !layout.isFortranOrder else {
            throw refusal(
                "the array is in Fortran order, in which no image lies in one piece",
                "save numpy.ascontiguousarray(array)")
        }
        let range = 1...4
        let found: Axes
        switch shape.count {
        case 3 where axes == nil || axes == .grey: found = .grey
        case 4 where axes == .channelsLast && range.contains(shape[3]): found = .channelsLast
        case 4 where axes == .channelsFirst && range.contains(shape[1]): found = .channelsFirst
        case 4 where axes == nil && range.contains(shape[1]) && range.contains(shape[3]):
            throw refusal(
                "the shape \(shape) may be N×C×H×W as well as N×H×W×C",
                "say which it is with --axes")
        case 4 where axes == nil && range.contains(shape[3]): found = .channelsLast
        case 4 where axes == nil && range.contains(shape[1]): found = .channelsFirst
        default:
            throw refusal(
                "the shape \(shape) is not that of \(axes?.rawValue ?? "many images")",
                "save it as N×H×W, N×H×W×C or N×C×H×W with 1 to 4 channels")
        }
        let (height, width, depth) =
            switch found {
            case .grey: (shape[1], shape[2], 1)
            case .channelsLast: (shape[1], shape[2], shape[3])
            case .channelsFirst: (shape[2], shape[3], shape[1])
            }
        guard shape[0] > 0, width > 0, height > 0,
            let channels = ChannelLayout(channelCount: depth)
        else { throw refusal("the shape \(shape) has no images", "save at least one image") }
        self.file = file
        self.layout = layout
        self.axes = found
        self.channels = channels
        size = ImageSize(width: width, height: height)
        count = shape[0]
        stem = url.deletingPathExtension().lastPathComponent
    }

    /// The shape and the order of the axes.
    public var summary: String {
        "NumPy array \(axes.rawValue) \(layout.shape.map(String.init).joined(separator: "×")) "
            + layout.format.rawValue
    }

    /// The file and the place in it, as in `images/000012`.
    public func name(at index: Int) -> String { "\(stem)/\(RenderedImageSet.stem(at: index))" }

    /// An image.
    public func image(at index: Int) -> Image {
        precondition(index >= 0 && index < count, "image \(index) of a set of \(count)")
        let samples = size.area * channels.count
        let width = layout.format.byteCount
        let start = layout.dataOffset + index * samples * width
        let values: [Float] = unsafe file.withBytes(start..<start + samples * width) { bytes in
            (0..<samples).map { unsafe number(bytes, at: $0 * width) }
        }
        let planes = (0..<channels.count).map { channel in
            let isLast = axes == .channelsLast
            let own =
                isLast
                ? (0..<size.area).map { values[$0 * channels.count + channel] }
                : Array(values[channel * size.area..<(channel + 1) * size.area])
            return Plane(width: size.width, height: size.height, samples: own)
        }
        return Image(planes: planes, channels: channels, range: range)
    }

    private var range: ValueRange {
        switch layout.format {
        case .uint8, .int16: .byte
        case .uint16, .int32: .word
        case .float32, .float64: .unit
        }
    }

    private func number(_ bytes: UnsafeRawBufferPointer, at offset: Int) -> Float {
        func bits<Bits: FixedWidthInteger>(_ type: Bits.Type) -> Bits {
            let stored = unsafe bytes.loadUnaligned(fromByteOffset: offset, as: Bits.self)
            return layout.isLittleEndian ? Bits(littleEndian: stored) : Bits(bigEndian: stored)
        }
        switch layout.format {
        case .uint8: return Float(bits(UInt8.self))
        case .uint16: return Float(bits(UInt16.self))
        case .int16: return Float(bits(Int16.self))
        case .int32: return Float(bits(Int32.self))
        case .float32: return Float(bitPattern: bits(UInt32.self))
        case .float64: return Float(Double(bitPattern: bits(UInt64.self)))
        }
    }
}
