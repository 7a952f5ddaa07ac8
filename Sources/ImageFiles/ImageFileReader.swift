// SPDX-License-Identifier: Apache-2.0

#if canImport(FoundationEssentials)
    public import FoundationEssentials
#else
    public import Foundation
#endif

/// Reads images from PNG, JPEG, `.npy`, PFM and binary PGM/PPM files.
///
/// ```swift
/// let file = try ImageFileReader().read(URL(fileURLWithPath: "photo.png"))
/// print(file.image.size, file.notes)
/// ```
///
/// What a file is, is decided by its content; a name that says otherwise is a note. Files are taken
/// strictly: a checksum that fails, data cut short, or a chunk that is not well formed is an error,
/// not an image with a grey lower half.
public struct ImageFileReader: Sendable, Hashable {
    /// The most pixels that a file may declare.
    public let maximumPixels: Int

    /// 2²⁸ pixels, 16384×16384: a GiB for each channel once it is floats.
    public static let defaultMaximumPixels = 1 << 28

    /// Creates a reader that refuses files of more than `maximumPixels` pixels before it allocates
    /// memory for them.
    public init(maximumPixels: Int = Self.defaultMaximumPixels) {
        precondition(maximumPixels > 0, "a limit of \(maximumPixels) pixels lets nothing through")
        self.maximumPixels = maximumPixels
    }

    /// Reads an image from a file.
    ///
    /// - Throws: when the file is not there, not readable, not an image, damaged, or too large. The
    ///   error names the file as `url` does.
    public func read(_ url: URL) throws(ImageFileError) -> ImageFile {
        let path = url.shownPath
        let bytes = try FileBytes.contents(path: path) { ImageFileFormat(content: $0) != nil }
        let file = try read(bytes: bytes, name: path)
        guard let named = ImageFileFormat(fileExtension: url.pathExtension),
            let actual = ImageFileFormat(content: bytes), named != actual
        else { return file }
        return file.adding(notes: ["the name says \(named.name), the content is \(actual.name)"])
    }

    /// Reads an image from bytes in memory; `name` stands in error messages.
    ///
    /// - Throws: as ``read(_:)``.
    public func read(bytes: [UInt8], name: String) throws(ImageFileError) -> ImageFile {
        do throws(CodecError) {
            switch ImageFileFormat(content: bytes) {
            case .png: return try PNGReader(limit: limit).read(bytes)
            case .jpeg: return try JPEGReader(limit: limit).read(bytes)
            case .npy: return try NumPyImageReader(limit: limit).read(bytes)
            case .pfm: return try FloatMapReader(limit: limit).read(bytes)
            case .pnm: return try PixmapReader(limit: limit).read(bytes)
            case nil: throw ImageFileFormat.unknown(bytes)
            }
        } catch {
            throw error.at(name)
        }
    }

    /// Reads what the header of a file says, without decoding it.
    ///
    /// - Throws: when the file cannot be read or its header is damaged; damage further on is not seen.
    public func readHeader(_ url: URL) throws(ImageFileError) -> ImageFileHeader {
        let path = url.shownPath
        // Enough for the float formats; in PNG and JPEG files, profiles and previews may come before
        // what is wanted.
        let start = try FileBytes.contents(path: path, limit: 1 << 16)
        let isCoded = [.png, .jpeg].contains(ImageFileFormat(content: start))
        let bytes =
            isCoded && start.count == 1 << 16 ? try FileBytes.contents(path: path) : start
        do throws(CodecError) {
            switch ImageFileFormat(content: bytes) {
            case .png: return try PNGReader(limit: limit).header(bytes)
            case .jpeg: return try JPEGReader(limit: limit).header(bytes)
            case .npy: return try NumPyImageReader(limit: limit).header(bytes)
            case .pfm: return try FloatMapReader(limit: limit).header(bytes)
            case .pnm: return try PixmapReader(limit: limit).header(bytes)
            case nil: throw ImageFileFormat.unknown(bytes)
            }
        } catch {
            throw error.at(path)
        }
    }

    private var limit: ImageSizeLimit { ImageSizeLimit(maximumPixels: maximumPixels) }
}

extension URL {
    /// The path as the caller gave it, relative where it was relative.
    package var shownPath: String { relativePath.isEmpty ? path : relativePath }
}
