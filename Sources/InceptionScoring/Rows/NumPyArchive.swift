// SPDX-License-Identifier: Apache-2.0

internal import Archives
package import ImageFiles

#if canImport(FoundationEssentials)
    package import FoundationEssentials
#else
    package import Foundation
#endif

/// The named arrays of an `.npz` file: a ZIP archive of `.npy` files.
package struct NumPyArchive: Sendable {
    /// The file as the caller named it.
    package let path: String
    private let archive: ZipArchive

    /// The most bytes that an array may expand to: a packed file can promise anything.
    private static let limit = 1 << 36

    /// Opens an archive; arrays are read when they are asked for.
    ///
    /// - Throws: When it cannot be read or is damaged.
    package init(contentsOf url: URL) throws(InceptionScoringError) {
        path = url.shownPath
        do throws(ArchiveError) {
            archive = try ZipArchive(path: path)
        } catch {
            throw InceptionScoringError(error)
        }
    }

    /// The names of the arrays.
    package var names: [String] {
        archive.entries.filter { $0.name.hasSuffix(".npy") }.map { String($0.name.dropLast(4)) }
    }

    /// Reads an array.
    ///
    /// - Throws: When there is none of this name, or it is damaged.
    package func array(_ name: String) throws(InceptionScoringError) -> NumPyArray {
        guard let entry = archive.entries.first(where: { $0.name == name + ".npy" }) else {
            throw InceptionScoringError(
                place: path,
                problem: "there is no array '\(name)' in it"
                    + (names.isEmpty ? "" : ", but " + names.joined(separator: ", ")),
                remedy: "save it with numpy.savez")
        }
        guard entry.size <= Self.limit else {
            throw InceptionScoringError(
                place: path, problem: "the array '\(name)' announces \(entry.size) bytes",
                remedy: "save it again")
        }
        let bytes: [UInt8]
        do throws(ArchiveError) {
            bytes = try archive.contents(of: entry)
        } catch {
            throw InceptionScoringError(error)
        }
        do throws(ImageFileError) {
            return try NumPyArray(bytes: bytes, name: "\(path)/\(name).npy")
        } catch {
            throw InceptionScoringError(error)
        }
    }

    /// The bytes of an archive of some arrays, stored without packing, as `numpy.savez` does.
    package static func encoded(_ arrays: [(name: String, array: NumPyArray)]) -> [UInt8] {
        ZipArchive.encoded(arrays.map { ($0.name + ".npy", $0.array.encoded()) })
    }
}

extension InceptionScoringError {
    init(_ error: ArchiveError) {
        self.init(place: error.place, problem: error.problem, remedy: error.remedy)
    }

    init(_ error: ImageFileError) {
        self.init(place: error.path, problem: error.problem, remedy: error.remedy)
    }
}

extension NumPyArray {
    /// The samples in double precision.
    var doubles: [Double] {
        switch samples {
        case .uint8(let values): values.map(Double.init)
        case .uint16(let values): values.map(Double.init)
        case .int16(let values): values.map(Double.init)
        case .int32(let values): values.map(Double.init)
        case .float32(let values): values.map(Double.init)
        case .float64(let values): values
        }
    }
}
