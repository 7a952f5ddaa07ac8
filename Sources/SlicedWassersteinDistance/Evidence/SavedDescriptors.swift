// SPDX-License-Identifier: Apache-2.0

internal import Raster

#if canImport(FoundationEssentials)
    internal import FoundationEssentials
#else
    internal import Foundation
#endif

/// Descriptors in a folder: `evidence.json`, and for each level `level-0.npy` (float32, one row a
/// descriptor) and `sums-0.npy` (float64: image, channel, sum, squares, least, greatest).
struct SavedDescriptors: Sendable {
    /// What the folder holds.
    struct Manifest: Codable, Sendable {
        /// Raised when a later version could not be read by this one.
        var format = 1
        let measured: SlicingProtocol
        let seed: UInt64?
        let size: ImageSize
        let names: [String]
    }

    static let manifestName = "evidence.json"

    let folder: String
    let manifest: Manifest

    /// Opens a folder.
    ///
    /// - Throws: when it holds no evidence, or of a later version.
    init(folder: String) throws(SlicedWassersteinError) {
        self.folder = folder
        let url = URL(filePath: "\(folder)/\(Self.manifestName)")
        do {
            manifest = try JSONDecoder().decode(Manifest.self, from: Data(contentsOf: url))
        } catch {
            throw SlicedWassersteinError(
                "\(folder): \(Self.manifestName) is missing or is not a manifest of evidence; save "
                    + "the evidence again")
        }
        guard manifest.format == 1 else {
            throw SlicedWassersteinError(
                "\(folder): evidence of format \(manifest.format) is not known; save it again with "
                    + "this version")
        }
    }

    /// The descriptors of a level.
    func segment(level: Int) throws(SlicedWassersteinError) -> DescriptorTable.Segment {
        let count = manifest.names.count * manifest.measured.patchesPerImage
        let path = "\(folder)/level-\(level).npy"
        let file = try OffsetFile(reading: path)
        let header = NumPyArrayHeader(
            type: "<f4", shape: [count, manifest.measured.descriptorLength])
        try header.requireMatch(file, path: path)
        return DescriptorTable.Segment(
            count: count, place: .file(file, offset: NumPyArrayHeader.length))
    }

    /// The sums of a level.
    func sums(level: Int) throws(SlicedWassersteinError) -> [[ChannelSums]] {
        let path = "\(folder)/sums-\(level).npy"
        let file = try OffsetFile(reading: path)
        let images = manifest.names.count
        try Self.sumsHeader(images: images).requireMatch(file, path: path)
        var values = [Double](repeating: 0, count: images * 12)
        try file.read(into: &values, at: NumPyArrayHeader.length)
        return (0..<images).map { image in
            (0..<3).map { channel in
                let first = (image * 3 + channel) * 4
                return ChannelSums(
                    sum: values[first], squares: values[first + 1],
                    least: Float(values[first + 2]), greatest: Float(values[first + 3]))
            }
        }
    }

    static func sumsHeader(images: Int) -> NumPyArrayHeader {
        NumPyArrayHeader(type: "<f8", shape: [images, 3, 4])
    }
}

/// The header of an `.npy` file of version 1, always of 128 bytes, so that files of which the shape
/// is known can be read and written by offset.
struct NumPyArrayHeader {
    let type: String
    let shape: [Int]

    static let length = 128

    var bytes: [UInt8] {
        let axes = shape.map(String.init).joined(separator: ", ")
        let text = "{'descr': '\(type)', 'fortran_order': False, 'shape': (\(axes)), }"
        var bytes: [UInt8] = [0x93] + Array("NUMPY".utf8) + [1, 0, 118, 0] + Array(text.utf8)
        bytes += [UInt8](repeating: 0x20, count: Self.length - 1 - bytes.count) + [0x0A]
        return bytes
    }

    /// Refuses a file with another header.
    func requireMatch(_ file: OffsetFile, path: String) throws(SlicedWassersteinError) {
        var found = [UInt8](repeating: 0, count: Self.length)
        try file.read(into: &found, at: 0)
        guard found == bytes else {
            throw SlicedWassersteinError(
                "\(path): the array is not the one that the manifest names (\(type), shape "
                    + "\(shape)); save the evidence again")
        }
    }
}
