// SPDX-License-Identifier: Apache-2.0

internal import Archives
internal import ImageFiles
public import Raster

#if canImport(FoundationEssentials)
    public import FoundationEssentials
#else
    public import Foundation
#endif

/// The images of a ZIP archive in the order of their paths' bytes, with the labels of its
/// `dataset.json`, as StyleGAN packs sets.
public struct ZipImageSet: ImageSet {
    private let archive: ZipArchive
    private let entries: [ZipArchive.Entry]
    private let reader = ImageFileReader()
    private let path: String
    /// The class of each image, if the archive has labels.
    public let labels: ImageLabels?

    /// The most bytes that an image or a table may expand to.
    private static let limit = 1 << 30

    /// Opens an archive.
    ///
    /// - Throws: When it is damaged or holds no image, or its labels leave out an image. Images
    ///   themselves are not read yet.
    public init(_ url: URL) throws(DatasetError) {
        path = url.shownPath
        let archive = try DatasetError.wrapping { () throws(ArchiveError) in
            try ZipArchive(path: url.shownPath)
        }
        self.archive = archive
        let images = archive.entries.filter {
            FolderListing.isImage($0.name) && $0.size <= Self.limit
                && !$0.name.split(separator: "/").contains { $0.hasPrefix(".") || $0 == "__MACOSX" }
        }
        guard !images.isEmpty else {
            throw DatasetError(
                place: path, problem: "this archive holds no image",
                remedy: "name an archive of PNG or JPEG files")
        }
        entries = images.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
        if let table = archive.entries.first(where: { $0.name == "dataset.json" }),
            table.size <= Self.limit
        {
            labels = try LabelTables.styleGAN(
                try Self.contents(of: table, in: archive), name: "\(path)/dataset.json",
                for: entries.map(\.name))
        } else {
            labels = nil
        }
    }

    /// The number of images.
    public var count: Int { entries.count }
    /// The archive's kind and the number of images.
    public var summary: String { "ZIP archive of \(entries.count) images" }
    /// The path within the archive.
    public func name(at index: Int) -> String { entries[index].name }

    /// Reads an entry.
    public func image(at index: Int) throws(DatasetError) -> Image {
        let bytes = try Self.contents(of: entries[index], in: archive)
        return try DatasetError.wrapping { () throws(ImageFileError) in
            try reader.read(bytes: bytes, name: "\(path)/\(entries[index].name)").image
        }
    }

    private static func contents(
        of entry: ZipArchive.Entry, in archive: ZipArchive
    ) throws(DatasetError) -> [UInt8] {
        try DatasetError.wrapping { () throws(ArchiveError) in try archive.contents(of: entry) }
    }
}
