// SPDX-License-Identifier: Apache-2.0

public import ImageFiles

#if canImport(FoundationEssentials)
    public import FoundationEssentials
#else
    public import Foundation
#endif

extension ImageRows {
    /// Reads the rows of a file.
    ///
    /// - Parameters:
    ///   - url: An `.npy` file of N×columns numbers, or an `.npz` with such an array under the name
    ///     of the kind.
    ///   - kind: What the numbers are; nil takes an `.npz` that holds a single array as it is.
    /// - Throws: When the file cannot be read, holds no such array, or a number is not finite.
    public init(contentsOf url: URL, as kind: RowKind? = nil) throws(InceptionScoringError) {
        let path = url.shownPath
        guard try Self.isArchive(path) else {
            let array: NumPyArray
            do throws(ImageFileError) {
                array = try NumPyArray(contentsOf: url)
            } catch {
                throw InceptionScoringError(error)
            }
            try self.init(array, name: path)
            return
        }
        let archive = try NumPyArchive(contentsOf: url)
        let names = archive.names
        if let kind, names.contains(kind.rawValue) {
            try self.init(archive.array(kind.rawValue), name: path)
        } else if names.count == 1 {
            try self.init(archive.array(names[0]), name: path)
        } else {
            throw InceptionScoringError(
                place: path,
                problem: "it holds the arrays " + names.joined(separator: ", "),
                remedy: "name the one to use "
                    + (kind?.rawValue ?? RowKind.allCases.map(\.rawValue).joined(separator: ", ")))
        }
    }

    /// The kinds of rows that an `.npz` file names; none for an `.npy` file, whose array has no name.
    ///
    /// - Throws: When the file cannot be read.
    public static func kinds(in url: URL) throws(InceptionScoringError) -> [RowKind] {
        guard try isArchive(url.shownPath) else { return [] }
        let names = try NumPyArchive(contentsOf: url).names
        return RowKind.allCases.filter { names.contains($0.rawValue) }
    }

    /// Whether a file holds rows: any `.npz`, and an `.npy` of two axes (or more that have length 1).
    ///
    /// An `.npy` of more axes may hold images.
    /// A damaged file counts as one of rows, so that whoever reads it says what is wrong.
    package static func areIn(_ url: URL) -> Bool {
        let path = url.shownPath
        do {
            if try isArchive(path) { return url.pathExtension == "npz" }
            guard url.pathExtension == "npy" else { return false }
            let size = try FileManager.default.attributesOfItem(atPath: path)[.size]
            let start = try FileBytes.contents(path: path, limit: 1 << 16)
            return try NumPyLayout(start: start, fileSize: size as? Int ?? 0, name: path)
                .shape.dropFirst(2).allSatisfy { $0 == 1 }
        } catch {
            return true
        }
    }

    /// Writes rows of several kinds as an `.npz` file, whole or not at all.
    ///
    /// - Throws: When the file cannot be written.
    public static func write(
        _ rows: [(kind: RowKind, rows: ImageRows)], to url: URL
    ) throws(ImageFileError) {
        let arrays = rows.map { ($0.kind.rawValue, $0.rows.array) }
        try AtomicFile.replace(url, with: NumPyArchive.encoded(arrays))
    }

    /// The rows as an array of images × columns, in the precision that they came in.
    public var array: NumPyArray {
        switch storage {
        case .single(let samples):
            NumPyArray(shape: [count, columns], samples: .float32(samples))
        case .double(let samples):
            NumPyArray(shape: [count, columns], samples: .float64(samples))
        }
    }

    /// Whether a file starts as ZIP archives do.
    static func isArchive(_ path: String) throws(InceptionScoringError) -> Bool {
        do throws(ImageFileError) {
            return try FileBytes.contents(path: path, limit: 2).elementsEqual("PK".utf8)
        } catch {
            throw InceptionScoringError(error)
        }
    }

    init(_ array: NumPyArray, name: String) throws(InceptionScoringError) {
        // Some programs leave the axes of a 1×1 feature map in place.
        guard array.shape.count >= 2, array.shape.dropFirst(2).allSatisfy({ $0 == 1 }) else {
            throw InceptionScoringError(
                place: name,
                problem: "the array has the shape \(array.shape), which is no table of rows",
                remedy: "save a row for each image: (images, numbers)")
        }
        let columns = array.shape[1]
        switch array.samples {
        case .float64(let values): try self.init(values, columns: columns, name: name)
        case .float32(let values): try self.init(values, columns: columns, name: name)
        case .uint8, .uint16, .int16, .int32:
            try self.init(array.doubles, columns: columns, name: name)
        }
    }
}
