// SPDX-License-Identifier: Apache-2.0

public import ImageFiles
internal import Pyramids
internal import Raster

#if canImport(FoundationEssentials)
    public import FoundationEssentials
#else
    public import Foundation
#endif

extension PyramidFolder {
    /// Reads a pyramid from its folder.
    ///
    /// Every level is checked against the manifest: its file name (which cannot lead out of the
    /// folder), size, channels and sample type.
    ///
    /// - Throws: When the folder is not there or holds no pyramid, the manifest is damaged or of a
    ///   later version, or a level does not fit it.
    public static func read(
        _ folder: URL, using reader: ImageFileReader = ImageFileReader()
    ) throws(ImageFileError) -> StoredPyramid {
        try LevelReader(folder: folder, manifest: try manifest(of: folder), reader: reader).read()
    }

    /// The kind of file that the levels of a pyramid on disk are stored in.
    ///
    /// - Throws: As ``read(_:using:)``, as far as the manifest is concerned.
    public static func levelFormat(of folder: URL) throws(ImageFileError) -> LevelFormat {
        try manifest(of: folder).levelFormat
    }

    private static func manifest(of folder: URL) throws(ImageFileError) -> PyramidManifest {
        let manifestURL = folder.appending(path: PyramidManifest.fileName)
        guard isPyramid(folder) else {
            throw ImageFileError(
                path: folder.shownPath, problem: "this is no pyramid: it has no pyramid.json",
                remedy: "name a folder that `pyramid decompose` has written")
        }
        let bytes = try FileBytes.contents(path: manifestURL.shownPath, limit: 1 << 24)
        return try manifest(bytes: bytes, name: manifestURL.shownPath)
    }

    /// Parses and checks a manifest; `name` stands in error messages.
    static func manifest(bytes: [UInt8], name: String) throws(ImageFileError) -> PyramidManifest {
        let manifest: PyramidManifest
        do {
            manifest = try JSONDecoder().decode(PyramidManifest.self, from: Data(bytes))
        } catch {
            throw ImageFileError(
                path: name, problem: "the manifest cannot be read (\(reason(error)))",
                remedy: "decompose the image again")
        }
        func damaged(_ problem: String) -> ImageFileError {
            ImageFileError(path: name, problem: problem, remedy: "decompose the image again")
        }
        guard manifest.format == PyramidManifest.formatName else {
            throw damaged("the manifest is of the format \"\(manifest.format.prefix(40))\"")
        }
        guard manifest.version == 1 else {
            throw ImageFileError(
                path: name, problem: "the manifest is of version \(manifest.version), not 1",
                remedy: "use a newer release of this tool")
        }
        let sizes =
            [(manifest.source.width, manifest.source.height)]
            + (manifest.bands + [manifest.residual].compactMap(\.self)).map {
                ($0.width, $0.height)
            }
        guard sizes.allSatisfy({ (1...1 << 30).contains($0.0) && (1...1 << 30).contains($0.1) })
        else { throw damaged("the manifest has a size that no image has") }
        guard manifest.bands.count <= 64 else {
            throw damaged("the manifest speaks of \(manifest.bands.count) bands")
        }
        if let kernel = manifest.convention.centreTap, !kernel.isFinite {
            throw damaged("the manifest's kernel is not finite")
        }
        guard manifest.convention.strayParameter == nil else {
            throw damaged("the manifest has parameters that its convention does not have")
        }
        if let contradiction = manifest.contradiction { throw damaged(contradiction) }
        if let values = manifest.colour?.chromaticities, values.count != 8 {
            throw damaged("the manifest has \(values.count) chromaticities instead of 8")
        }
        return manifest
    }

    private static func reason(_ error: any Error) -> String {
        switch error as? DecodingError {
        case .keyNotFound(let key, _): "\"\(key.stringValue)\" is missing"
        case .typeMismatch(_, let context), .valueNotFound(_, let context):
            "\"\(context.codingPath.map(\.stringValue).joined(separator: "."))\" is of the wrong kind"
        case .dataCorrupted(let context):
            context.codingPath.isEmpty
                ? "it is not JSON"
                : "\"\(context.codingPath.map(\.stringValue).joined(separator: "."))\" has an unknown value"
        case nil: "it is not JSON"
        @unknown default: "it is not JSON"
        }
    }
}
