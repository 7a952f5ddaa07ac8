// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import ImageFiles

#if canImport(FoundationEssentials)
    internal import FoundationEssentials
#else
    internal import Foundation
#endif

/// How images are read: the same options in every tool.
struct ImageReadingArguments: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Refuse images of more pixels than this, before memory is taken for them.",
            valueName: "count"))
    var maxPixels: Int = ImageFileReader.defaultMaximumPixels

    func validate() throws {
        guard maxPixels > 0 else {
            throw ValidationError("--max-pixels must be at least 1, not \(maxPixels)")
        }
    }

    var reader: ImageFileReader { ImageFileReader(maximumPixels: maxPixels) }

    func read(_ path: String) throws(ImageFileError) -> ImageFile {
        try reader.read(URL(filePath: path))
    }

    /// The endings of image files, for taking them out of folders.
    static let fileExtensions = ImageFileFormat.allCases.flatMap(\.fileExtensions)
}
