// SPDX-License-Identifier: Apache-2.0

internal import Archives
internal import ImageFiles
public import Raster

#if canImport(FoundationEssentials)
    public import FoundationEssentials
#else
    public import Foundation
#endif

/// A set packed for fast reading: one array of bytes a resolution, mapped into memory.
///
/// The folder holds `level-0.npy` (N×C×H×W, the finest), `level-1.npy` … each half as large, `names.txt`,
/// `labels.npy` and `attributes.npy` where the source had them, and `store.json`. NumPy opens each array
/// with `numpy.load(…, mmap_mode="r")`.
public struct MultiLevelStore: ImageSet, ByteLevels {
    private struct Level {
        let file: MappedFile
        let offset: Int
        let size: ImageSize
    }

    private let names: [String]
    private let levels: [Level]
    /// What the planes of an image stand for.
    public let channels: ChannelLayout
    /// The class of each image, if the source had classes.
    public let labels: ImageLabels?
    /// The attributes of each image, if the source had them.
    public let attributes: ImageAttributes?
    /// Where the images came from.
    public let summary: String

    /// Opens a store that ``StoreBuilder`` has written.
    ///
    /// - Throws: When a file is missing or damaged or does not fit the manifest.
    public init(_ folder: URL) throws(DatasetError) {
        let manifest: StoreManifest = try JSONFile.read(
            folder.appending(path: StoreManifest.fileName))
        let place = folder.shownPath
        func damaged(_ problem: String) -> DatasetError {
            DatasetError(place: place, problem: problem, remedy: "build the store again")
        }
        guard manifest.format == StoreManifest.formatName, manifest.version == 1,
            manifest.count > 0, !manifest.levels.isEmpty
        else { throw damaged("store.json is not the manifest of a store of version 1") }
        var levels: [Level] = []
        for entry in manifest.levels {
            guard !entry.file.contains("/"), entry.width > 0, entry.height > 0 else {
                throw damaged("store.json names a level \(entry.file) that cannot be")
            }
            let file = try DatasetError.wrapping { () throws(ArchiveError) in
                try MappedFile(path: folder.appending(path: entry.file).shownPath)
            }
            let layout = try DatasetError.wrapping { () throws(ImageFileError) in
                try NumPyLayout(
                    start: file.bytes(0..<min(file.count, 1 << 12)), fileSize: file.count,
                    name: file.path)
            }
            let shape = [manifest.count, manifest.channels.count, entry.height, entry.width]
            guard layout.format == .uint8, layout.shape == shape, !layout.isFortranOrder else {
                throw damaged("\(entry.file) is not an array of bytes of shape \(shape)")
            }
            levels.append(
                Level(
                    file: file, offset: layout.dataOffset,
                    size: ImageSize(width: entry.width, height: entry.height)))
        }
        self.levels = levels
        channels = manifest.channels
        summary = "store of \(manifest.levels.count) levels from \(manifest.recipe.source)"
        let text = try DatasetError.wrapping { () throws(ImageFileError) in
            try FileBytes.contents(path: folder.appending(path: StoreManifest.namesFile).shownPath)
        }
        names = String(decoding: text, as: UTF8.self).split(separator: "\n").map(String.init)
        guard names.count == manifest.count else {
            throw damaged("names.txt has \(names.count) lines for \(manifest.count) images")
        }
        func array(_ name: String, _ shape: [Int]) throws(DatasetError) -> NumPyArray {
            let array = try DatasetError.wrapping { () throws(ImageFileError) in
                try NumPyArray(contentsOf: folder.appending(path: name))
            }
            guard array.shape == shape else { throw damaged("\(name) is not of shape \(shape)") }
            return array
        }
        if let classes = manifest.classNames {
            guard
                case .int32(let values) = try array(
                    StoreManifest.labelsFile, [manifest.count]
                ).samples
            else { throw damaged("labels.npy does not hold i4") }
            labels = ImageLabels(values: values.map(Int.init), names: classes)
        } else {
            labels = nil
        }
        if let columns = manifest.attributeNames {
            guard
                case .float32(let values) = try array(
                    StoreManifest.attributesFile, [manifest.count, columns.count]
                ).samples
            else { throw damaged("attributes.npy does not hold f4") }
            attributes = ImageAttributes(names: columns, values: values)
        } else {
            attributes = nil
        }
    }

    /// The number of images.
    public var count: Int { names.count }

    /// The size of the images on each level, finest first.
    public var sizes: [ImageSize] { levels.map(\.size) }

    /// The name in the source.
    public func name(at index: Int) -> String { names[index] }

    /// An image on the finest level.
    public func image(at index: Int) -> Image { image(at: index, level: 0) }

    /// An image on a level, 0 the finest.
    public func image(at index: Int, level: Int) -> Image {
        precondition(index >= 0 && index < count, "image \(index) of a store of \(count)")
        precondition(
            levels.indices.contains(level), "level \(level) of a store of \(levels.count) levels")
        let chosen = levels[level]
        let planes = chosen.file.planes(
            at: chosen.offset + index * chosen.size.area * channels.count, count: channels.count,
            size: chosen.size)
        return Image(planes: planes, channels: channels, range: .byte)
    }

    /// Adds the bytes of an image on a level, channel by channel, to an array.
    public func append(_ index: Int, level: Int, to bytes: inout [UInt8]) {
        precondition(index >= 0 && index < count, "image \(index) of a store of \(count)")
        precondition(
            levels.indices.contains(level), "level \(level) of a store of \(levels.count) levels")
        let chosen = levels[level]
        let length = chosen.size.area * channels.count
        let start = chosen.offset + index * length
        unsafe chosen.file.withBytes(start..<start + length) {
            unsafe bytes.append(contentsOf: $0)
        }
    }

    /// Many images on a level, in the order of `indices`, of which there is at least one.
    public func batch(_ indices: [Int], level: Int) -> ImageBatch {
        ImageBatch(indices.map { image(at: $0, level: level) })
    }
}
