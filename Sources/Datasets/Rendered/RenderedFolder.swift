// SPDX-License-Identifier: Apache-2.0

internal import ImageFiles
internal import Raster

#if canImport(FoundationEssentials)
    package import FoundationEssentials
#else
    package import Foundation
#endif

/// `render.json`: which images a folder holds.
///
/// A folder is only ever completed with the same ones.
struct RenderedManifest: Codable, Equatable {
    static let formatName = "pyramidion-rendered-set"
    static let fileName = "render.json"

    var format = formatName
    var version = 1
    var set: String
    var seed: UInt64
    var width: Int
    var height: Int
    var domain: EyeDomain?
    var count: Int

    init(_ set: RenderedImageSet) {
        self.set = set.kind.name
        seed = set.seed
        width = set.kind.size.width
        height = set.kind.size.height
        if case .eyes(let domain) = set.kind { self.domain = domain }
        count = set.count
    }

    /// What is in the folder, but for how many.
    var parameters: String {
        "\(domain.map { "\($0.rawValue) " } ?? "")\(set) of seed \(seed) at \(width)×\(height)"
    }

    static func read(in folder: URL) throws(DatasetError) -> RenderedManifest {
        try JSONFile.read(folder.appending(path: fileName))
    }
}

/// Writes a rendered set into a folder: pictures as PNG files, classes and attributes in the files that
/// other programs expect.
///
/// | set | pictures | labels |
/// |---|---|---|
/// | `shapes32`, `shapes` | `000000.png` … | `dataset.json`, as StyleGAN has it |
/// | `rooms` | `rgb/000000.png`, `normal/000000.png` | none |
/// | `eyes` | `000000.png` | `000000.json` as UnityEyes has it, `labels.csv` with the gaze |
/// | `faces` | `face/000000.png`, `sketch/000000.png` | `list_attr_celeba.txt` |
package struct RenderedFolder: Sendable {
    private let set: RenderedImageSet
    private let folder: URL

    /// Prepares a folder, which may hold a part of the set already.
    ///
    /// - Throws: When it holds another set or more images, or cannot be written to.
    package init(_ set: RenderedImageSet, at folder: URL) throws(DatasetError) {
        self.set = set
        self.folder = folder
        let wanted = RenderedManifest(set)
        let place = folder.appending(path: RenderedManifest.fileName)
        if FileManager.default.fileExists(atPath: place.path) {
            let found = try RenderedManifest.read(in: folder)
            guard found.parameters == wanted.parameters else {
                throw DatasetError(
                    place: folder.shownPath,
                    problem: "this folder holds \(found.parameters), not \(wanted.parameters)",
                    remedy: "name another folder")
            }
            guard found.count <= wanted.count else {
                throw DatasetError(
                    place: folder.shownPath,
                    problem: "this folder was begun with \(found.count) images, "
                        + "and \(wanted.count) are asked for",
                    remedy: "ask for at least as many or name another folder")
            }
        }
        for picture in set.kind.pictures {
            let parent = folder.appending(path: Self.path(of: picture, in: set.kind, stem: ""))
                .deletingLastPathComponent()
            try DatasetError.wrapping { () throws(ImageFileError) in try AtomicFolder.make(parent) }
        }
        try JSONFile.write(wanted, to: place)
    }

    /// Draws and writes sample `index`, unless its files are whole already.
    ///
    /// - Returns: Whether anything was written.
    package func write(sample index: Int) throws(DatasetError) -> Bool {
        let stem = RenderedImageSet.stem(at: index)
        let files = set.kind.pictures.map {
            folder.appending(path: Self.path(of: $0, in: set.kind, stem: stem))
        }
        let record = folder.appending(path: stem + ".json")
        var hasRecord = true
        if case .eyes = set.kind {
            hasRecord = FileManager.default.fileExists(atPath: record.path)
        }
        guard !hasRecord || !files.allSatisfy(Self.isWhole) else { return false }
        for (image, file) in zip(set.pictures(at: index), files) {
            try DatasetError.wrapping { () throws(ImageFileError) in
                _ = try ImageFileWriter.write(image, to: file, as: .png8())
            }
        }
        if case .eyes(let domain) = set.kind {
            let eye = EyeRenderer(seed: set.seed, index: index, domain: domain)
            try JSONFile.write(EyeRecord(eye.geometry), to: record)
        }
        return true
    }

    /// Writes the classes and attributes, once every sample is there.
    package func writeTables() throws(DatasetError) {
        if let labels = set.labels {
            let entries = labels.values.enumerated().map { index, label in
                "[\"\(set.name(at: index))\", \(label)]"
            }
            let names = labels.names.map { "\"\($0)\"" }.joined(separator: ", ")
            try write(
                "{\"labels\": [\n\(entries.joined(separator: ",\n"))\n],\n"
                    + "\"class_names\": [\(names)]}\n", as: "dataset.json")
        }
        guard let attributes = set.attributes else { return }
        if case .faces = set.kind {
            var text = "\(set.count)\n\(attributes.names.joined(separator: " "))\n"
            for index in 0..<set.count {
                let row = attributes[index].map { $0 > 0 ? "1" : "-1" }
                text += "\(set.name(at: index)) \(row.joined(separator: " "))\n"
            }
            try write(text, as: "list_attr_celeba.txt")
        } else {
            var text = "file,\(attributes.names.joined(separator: ","))\n"
            for index in 0..<set.count {
                let row = attributes[index].map { "\($0)" }
                text += "\(set.name(at: index)),\(row.joined(separator: ","))\n"
            }
            try write(text, as: "labels.csv")
        }
    }

    private func write(_ text: String, as name: String) throws(DatasetError) {
        try DatasetError.wrapping { () throws(ImageFileError) in
            try AtomicFile.replace(folder.appending(path: name), with: Array(text.utf8))
        }
    }

    /// The path of a picture below the folder.
    static func path(of picture: String, in kind: RenderedKind, stem: String) -> String {
        switch kind {
        case .shapes32, .shapes, .eyes: "\(stem).png"
        case .rooms, .faces: "\(picture)/\(stem).png"
        }
    }

    /// Whether a file is a PNG from its first chunk to its last: what a power failure cuts short is
    /// drawn again.
    private static func isWhole(_ file: URL) -> Bool {
        guard let handle = FileManager.default.contents(atPath: file.path) else { return false }
        return handle.starts(with: [0x89, 0x50, 0x4E, 0x47])
            && handle.suffix(8).starts(with: Array("IEND".utf8))
    }
}
