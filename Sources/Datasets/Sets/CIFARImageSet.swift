// SPDX-License-Identifier: Apache-2.0

internal import Archives
internal import ImageFiles
public import Raster

#if canImport(FoundationEssentials)
    public import FoundationEssentials
#else
    public import Foundation
#endif

/// CIFAR-10 or CIFAR-100 in the binary version: records of one or two label bytes and 3072 bytes of
/// red, green and blue, 32×32.
///
/// The files are mapped, so that only the images that are read take memory. Of CIFAR-100 the fine
/// labels are taken.
public struct CIFARImageSet: ImageSet {
    private struct Part {
        let file: MappedFile
        let name: String
        let first: Int
        let count: Int
    }

    /// The number of label bytes before the samples.
    private let labelBytes: Int
    private let parts: [Part]
    /// The number of records in all files.
    public let count: Int
    /// The class of each image, with names from the list beside the files if there is one.
    public let labels: ImageLabels?

    private static let sampleBytes = 3 * 32 * 32
    private static let size = ImageSize(width: 32, height: 32)

    /// Opens files, which follow each other in the order given.
    ///
    /// - Throws: When a file is not made of such records, or the files are of both kinds.
    public init(_ files: [URL]) throws(DatasetError) {
        var parts: [Part] = []
        var values: [Int] = []
        var kind: Int?
        for url in files {
            let file = try DatasetError.wrapping { () throws(ArchiveError) in
                try MappedFile(path: url.shownPath)
            }
            guard let labelBytes = Self.labelBytes(of: file), labelBytes == kind ?? labelBytes
            else {
                throw DatasetError(
                    place: url.shownPath,
                    problem: "its \(file.count) bytes are no records of "
                        + (kind == 1 ? "CIFAR-10" : kind == 2 ? "CIFAR-100" : "CIFAR"),
                    remedy: "fetch the binary version of the set again")
            }
            kind = labelBytes
            let record = labelBytes + Self.sampleBytes
            let stem = url.deletingPathExtension().lastPathComponent
            let count = file.count / record
            parts.append(Part(file: file, name: stem, first: values.count, count: count))
            for index in 0..<count {
                values.append(Int(file.byte(index * record + labelBytes - 1)))
            }
        }
        guard let kind, let first = files.first else {
            throw DatasetError(
                place: "CIFAR", problem: "there is no file", remedy: "name at least one")
        }
        labelBytes = kind
        self.parts = parts
        count = values.count
        labels = ImageLabels(
            values: values,
            names: try Self.classNames(beside: first, count: kind == 1 ? 10 : 100))
    }

    /// Which version it is, and the number of files.
    public var summary: String {
        "CIFAR-\(labelBytes == 1 ? 10 : 100), "
            + parts.map(\.name).joined(separator: ", ")
    }

    /// The file and the place in it, as in `data_batch_1/000012`.
    public func name(at index: Int) -> String {
        let part = part(of: index)
        return "\(part.name)/\(RenderedImageSet.stem(at: index - part.first))"
    }

    /// Reads a record.
    public func image(at index: Int) -> Image {
        let part = part(of: index)
        let record = labelBytes + Self.sampleBytes
        let planes = part.file.planes(
            at: (index - part.first) * record + labelBytes, count: 3, size: Self.size)
        return Image(planes: planes, channels: .rgb, range: .byte)
    }

    private func part(of index: Int) -> Part {
        precondition(index >= 0 && index < count, "image \(index) of a set of \(count)")
        return parts[(parts.firstIndex { $0.first > index } ?? parts.count) - 1]
    }

    /// 1 for CIFAR-10, 2 for CIFAR-100, nil for neither; by size and by what the labels are.
    static func labelBytes(of file: MappedFile) -> Int? {
        func isMade(ofRecordsWith labelBytes: Int, below limits: [UInt8]) -> Bool {
            let record = labelBytes + sampleBytes
            guard file.count % record == 0 else { return false }
            return stride(from: 0, to: file.count, by: record).allSatisfy { start in
                limits.indices.allSatisfy { file.byte(start + $0) < limits[$0] }
            }
        }
        if isMade(ofRecordsWith: 1, below: [10]) { return 1 }
        return isMade(ofRecordsWith: 2, below: [20, 100]) ? 2 : nil
    }

    private static func classNames(beside file: URL, count: Int) throws(DatasetError) -> [String] {
        let name = count == 10 ? "batches.meta.txt" : "fine_label_names.txt"
        let list = file.deletingLastPathComponent().appending(path: name)
        guard FileManager.default.fileExists(atPath: list.path) else { return [] }
        let bytes = try DatasetError.wrapping { () throws(ImageFileError) in
            try FileBytes.contents(path: list.shownPath, limit: 1 << 16)
        }
        let names = String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline)
            .map(String.init)
        return names.count == count ? names : []
    }
}
