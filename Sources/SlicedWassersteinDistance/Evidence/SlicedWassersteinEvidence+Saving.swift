// SPDX-License-Identifier: Apache-2.0

public import Raster

#if canImport(FoundationEssentials)
    internal import FoundationEssentials
#else
    internal import Foundation
#endif

extension SlicedWassersteinEvidence {
    /// Whether a folder holds saved evidence.
    public static func isEvidence(_ folder: String) -> Bool {
        FileManager.default.fileExists(atPath: "\(folder)/\(SavedDescriptors.manifestName)")
    }

    /// Opens evidence that was saved; its descriptors stay in their files until they are used.
    ///
    /// - Throws: when the folder holds no evidence that this version reads.
    public init(folder: String) throws(SlicedWassersteinError) {
        let saved = try SavedDescriptors(folder: folder)
        try self.init(
            measured: saved.manifest.measured, seed: saved.manifest.seed,
            size: saved.manifest.size, parts: [.saved(saved)])
    }

    /// Saves the descriptors of all levels, as arrays that NumPy opens, and a manifest.
    ///
    /// They take 4 bytes for each sample of each patch: at the published protocol 75 KB for an image
    /// and level. The manifest is written last, so a folder without one is not complete.
    ///
    /// - Throws: when the folder cannot be written to.
    public func save(
        to folder: String, threads: ThreadCount = .allProcessors
    ) throws(SlicedWassersteinError) {
        do {
            try FileManager.default.createDirectory(
                atPath: folder, withIntermediateDirectories: true)
            for level in levelSizes.indices {
                let table = try table(level: level, inMemory: false, threads: threads)
                try Self.write(table, level: level, folder: folder)
            }
            let manifest = SavedDescriptors.Manifest(
                measured: measured, seed: seed, size: size, names: names)
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys]
            try encoder.encode(manifest).write(
                to: URL(filePath: "\(folder)/\(SavedDescriptors.manifestName)"), options: .atomic)
        } catch let error as SlicedWassersteinError {
            throw error
        } catch {
            throw SlicedWassersteinError("\(folder): \(error)")
        }
    }

    private static func write(
        _ table: DescriptorTable, level: Int, folder: String
    ) throws(SlicedWassersteinError) {
        let file = try OffsetFile(writing: "\(folder)/level-\(level).npy")
        let header = NumPyArrayHeader(type: "<f4", shape: [table.count, table.length])
        try file.write(header.bytes, at: 0)
        var end = NumPyArrayHeader.length
        let atOnce = 4096
        let buffer = AlignedSamples(uninitializedCount: atOnce * table.length)
        for segment in table.segments {
            for first in stride(from: 0, to: segment.count, by: atOnce) {
                let range = first..<min(segment.count, first + atOnce)
                let byteCount = range.count * table.length * MemoryLayout<Float>.stride
                var bytes: [UInt8] = []
                try unsafe segment.withDescriptors(
                    range, length: table.length, buffer: buffer.base
                ) { descriptors in
                    bytes = unsafe Array(
                        UnsafeRawBufferPointer(start: descriptors, count: byteCount))
                }
                try file.write(bytes, at: end)
                end += byteCount
            }
        }
        var sums = SavedDescriptors.sumsHeader(images: table.imageCount).bytes
        for channel in table.sums.joined() {
            for value in [
                channel.sum, channel.squares, Double(channel.least), Double(channel.greatest),
            ] {
                for shift in stride(from: 0, to: 64, by: 8) {
                    sums.append(UInt8(truncatingIfNeeded: value.bitPattern >> UInt64(shift)))
                }
            }
        }
        try OffsetFile(writing: "\(folder)/sums-\(level).npy").write(sums, at: 0)
    }
}
