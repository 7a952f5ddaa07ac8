// SPDX-License-Identifier: Apache-2.0

#if canImport(FoundationEssentials)
    public import FoundationEssentials
#else
    public import Foundation
#endif

/// An array of any rank in a NumPy `.npy` file.
///
/// ```swift
/// let levels = NumPyArray(shape: [2, 3], samples: .float32([0, 1, 2, 3, 4, 5]))
/// try levels.write(to: URL(fileURLWithPath: "level-0.npy"))
/// ```
///
/// Versions 1 to 3 of the format are read, in little- and big-endian and in C and Fortran order;
/// in memory the samples are always in C order (the last axis varies fastest). Files are written as
/// version 1, little-endian, C order.
public struct NumPyArray: Sendable, Equatable {
    /// The samples in one of the types that this package uses.
    public enum Samples: Sendable, Equatable {
        case uint8([UInt8])
        case uint16([UInt16])
        case int16([Int16])
        case int32([Int32])
        case float32([Float])
        case float64([Double])

        /// The number of samples.
        public var count: Int {
            switch self {
            case .uint8(let values): values.count
            case .uint16(let values): values.count
            case .int16(let values): values.count
            case .int32(let values): values.count
            case .float32(let values): values.count
            case .float64(let values): values.count
            }
        }

        /// How a sample is stored.
        public var format: SampleFormat {
            switch self {
            case .uint8: .uint8
            case .uint16: .uint16
            case .int16: .int16
            case .int32: .int32
            case .float32: .float32
            case .float64: .float64
            }
        }
    }

    /// The length of each axis; empty for a single number.
    public let shape: [Int]
    /// The samples in C order.
    public let samples: Samples

    /// Creates an array; there must be as many samples as the shape says.
    public init(shape: [Int], samples: Samples) {
        precondition(
            shape.allSatisfy { $0 >= 0 } && shape.reduce(1, *) == samples.count,
            "an array of shape \(shape) does not have \(samples.count) samples")
        self.shape = shape
        self.samples = samples
    }

    /// Reads an array from a file.
    ///
    /// - Throws: when the file cannot be read, is not an `.npy` file, is cut short or too long, or holds
    ///   another type than u1, u2, i2, i4, f4 and f8.
    public init(contentsOf url: URL) throws(ImageFileError) {
        let path = url.shownPath
        try self.init(bytes: FileBytes.contents(path: path), name: path)
    }

    /// Reads an array from bytes in memory; `name` stands in error messages.
    ///
    /// - Throws: as ``init(contentsOf:)``.
    public init(bytes: [UInt8], name: String) throws(ImageFileError) {
        do throws(CodecError) {
            try self.init(decoding: bytes, header: NumPyHeader(bytes))
        } catch {
            throw error.at(name)
        }
    }

    /// Writes the array to a file, whole or not at all.
    ///
    /// - Throws: when the file cannot be written.
    public func write(to url: URL) throws(ImageFileError) {
        try AtomicFile.replace(url, with: encoded())
    }
}
