// SPDX-License-Identifier: Apache-2.0

internal import Archives
internal import ImageFiles

#if canImport(FoundationEssentials)
    public import FoundationEssentials
#else
    public import Foundation
#endif

/// The one way to open a set of images, whatever it is kept in.
public enum ImageSets {
    /// Opens a folder, archive or array; what it is, is decided by what is in it.
    ///
    /// A folder is a ``MultiLevelStore`` or a rendered set if it has the manifest of one, a
    /// ``FolderImageSet`` if there are image files in it, and otherwise CIFAR or IDX files. Of these a
    /// folder often has two sets: the one for training is opened, and the other one by its file's name.
    ///
    /// - Parameters:
    ///   - url: The folder or file.
    ///   - axes: The order of an array's axes, where that is not plain from its shape.
    /// - Returns: The set; its images are not read yet.
    /// - Throws: When there is no set of images there, or it is damaged.
    public static func open(
        _ url: URL, axes: NumPyImageSet.Axes? = nil
    ) throws(DatasetError) -> any ImageSet {
        guard FileManager.default.fileExists(atPath: url.path) else {
            throw DatasetError(
                place: url.shownPath, problem: "there is no such file or folder",
                remedy: "check the spelling")
        }
        if FolderListing.isFolder(url) { return try openFolder(url) }
        let file = try DatasetError.wrapping { () throws(ArchiveError) in
            try MappedFile(path: url.shownPath)
        }
        let start = file.bytes(0..<min(file.count, 16))
        if start.starts(with: Array("PK".utf8)) { return try ZipImageSet(url) }
        if start.starts(with: [0x93] + Array("NUMPY".utf8)) {
            return try NumPyImageSet(url, axes: axes)
        }
        if IDXImageSet.isImages(start) || start.starts(with: [0x1F, 0x8B]) {
            return try IDXImageSet(url)
        }
        if let format = ImageFileFormat(content: start) {
            throw DatasetError(
                place: url.shownPath,
                problem: "this is one \(format.name) file, not a set of images",
                remedy: "name the folder that it is in")
        }
        if CIFARImageSet.labelBytes(of: file) != nil { return try CIFARImageSet([url]) }
        throw DatasetError(
            place: url.shownPath, problem: "this is no set of images that is known",
            remedy: "name a folder, a ZIP archive, a .npy array, or CIFAR's or MNIST's files")
    }

    private static func openFolder(_ folder: URL) throws(DatasetError) -> any ImageSet {
        let names = try FolderListing.names(in: folder)
        if names.contains(StoreManifest.fileName) { return try MultiLevelStore(folder) }
        if names.contains(RenderedManifest.fileName) {
            let manifest = try RenderedManifest.read(in: folder)
            switch manifest.set {
            case "rooms": return try FolderImageSet(folder.appending(path: "rgb"))
            case "faces":
                return try FolderImageSet(folder.appending(path: "face"), tables: folder)
            default: return try FolderImageSet(folder)
            }
        }
        if let cifar = try cifar(in: folder, names) { return try CIFARImageSet(cifar) }
        if let idx = names.first(where: { $0.hasPrefix("train") && isIDXName($0) })
            ?? names.first(where: isIDXName)
        {
            return try IDXImageSet(folder.appending(path: idx))
        }
        return try FolderImageSet(folder)
    }

    /// The training files of CIFAR in a folder, or its only ones; nil when there are none.
    private static func cifar(in folder: URL, _ names: [String]) throws(DatasetError) -> [URL]? {
        var found: [URL] = []
        for name in names where name.hasSuffix(".bin") {
            let url = folder.appending(path: name)
            let file = try DatasetError.wrapping { () throws(ArchiveError) in
                try MappedFile(path: url.shownPath)
            }
            if CIFARImageSet.labelBytes(of: file) != nil {
                found.append(url)
            }
        }
        let training = found.filter { !$0.lastPathComponent.hasPrefix("test") }
        return found.isEmpty ? nil : training.isEmpty ? found : training
    }

    private static func isIDXName(_ name: String) -> Bool {
        name.contains("images") && name.contains("idx3")
    }
}
