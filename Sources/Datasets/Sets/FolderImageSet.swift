// SPDX-License-Identifier: Apache-2.0

internal import ImageFiles
public import Raster

#if canImport(FoundationEssentials)
    public import FoundationEssentials
#else
    public import Foundation
#endif

/// The image files of a folder and of the folders in it, in the order of their paths' bytes.
///
/// Classes come from `dataset.json` (StyleGAN's convention) where there is one, or else from the
/// folders: when every image lies in one of two or more folders directly below, each is a class.
/// Attributes come from CelebA's `list_attr*.txt` or from `labels.csv` with a column `file`.
public struct FolderImageSet: ImageSet {
    private let folder: URL
    private let paths: [String]
    private let reader: ImageFileReader
    /// The class of each image, if there are classes.
    public let labels: ImageLabels?
    /// The attributes of each image, if there are any.
    public let attributes: ImageAttributes?

    /// Opens a folder.
    ///
    /// - Throws: When it cannot be read or holds no image, or when a table of labels in it is damaged
    ///   or leaves out an image. Images themselves are not read yet.
    public init(_ folder: URL) throws(DatasetError) {
        try self.init(folder, tables: folder)
    }

    /// Opens a folder whose tables of labels lie in another.
    init(_ folder: URL, tables: URL) throws(DatasetError) {
        let paths = try FolderListing.images(in: folder)
        guard !paths.isEmpty else {
            throw DatasetError(
                place: folder.shownPath, problem: "this folder holds no image",
                remedy: "name a folder of PNG, JPEG, .npy, PFM or PGM/PPM files")
        }
        let found = try LabelTables.read(in: tables, for: paths)
        self.folder = folder
        self.paths = paths
        reader = ImageFileReader()
        labels = found.labels ?? Self.classFolders(paths)
        attributes = found.attributes
    }

    /// The number of image files.
    public var count: Int { paths.count }

    /// The folder and the number of images.
    public var summary: String { "folder of \(paths.count) images" }

    /// The path below the folder, as in `cats/1.png`.
    public func name(at index: Int) -> String { paths[index] }

    /// Reads a file.
    public func image(at index: Int) throws(DatasetError) -> Image {
        try DatasetError.wrapping { () throws(ImageFileError) in
            try reader.read(folder.appending(path: paths[index])).image
        }
    }

    private static func classFolders(_ paths: [String]) -> ImageLabels? {
        var names: [String] = []
        var values: [Int] = []
        for path in paths {
            guard let slash = path.firstIndex(of: "/") else { return nil }
            let name = String(path[..<slash])
            // Paths are in order, so a class is one run.
            if names.last != name { names.append(name) }
            values.append(names.count - 1)
        }
        return names.count > 1 ? ImageLabels(values: values, names: names) : nil
    }
}

/// Which image files are in a folder.
enum FolderListing {
    private static let endings = Set(ImageFileFormat.allCases.flatMap(\.fileExtensions))

    /// The paths of all image files below a folder; what starts with a dot is passed over.
    static func images(in folder: URL) throws(DatasetError) -> [String] {
        var found: [String] = []
        // A link may lead back up; each folder is entered once.
        var entered: Set<String> = []
        func visit(_ url: URL, _ prefix: String) throws(DatasetError) {
            guard entered.insert(url.resolvingSymlinksInPath().path).inserted else { return }
            for name in try names(in: url) {
                let child = url.appending(path: name)
                if isImage(name) {
                    found.append(prefix + name)
                } else if isFolder(child) {
                    try visit(child, "\(prefix)\(name)/")
                }
            }
        }
        try visit(folder, "")
        return found.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }

    /// The names in a folder in the order of their bytes, without those that start with a dot.
    static func names(in folder: URL) throws(DatasetError) -> [String] {
        do {
            return try FileManager.default.contentsOfDirectory(atPath: folder.path)
                .filter { !$0.hasPrefix(".") }
                .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        } catch {
            throw DatasetError(
                place: folder.shownPath, problem: "the folder cannot be read",
                remedy: "check the path and its permissions")
        }
    }

    static func isFolder(_ url: URL) -> Bool {
        var isDirectory = false
        return FileManager.default.fileExists(atPath: url.path, isDirectory: &isDirectory)
            && isDirectory
    }

    static func isImage(_ name: String) -> Bool {
        guard let dot = name.lastIndex(of: ".") else { return false }
        return endings.contains(name[name.index(after: dot)...].lowercased())
    }
}
