// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import CommandSupport
internal import ImageFiles
internal import Raster

#if canImport(FoundationEssentials)
    internal import FoundationEssentials
#else
    internal import Foundation
#endif

/// How a tool's image is written: the file's ending says the format.
struct ImageWritingArguments: ParsableArguments {
    @Option(help: "The quality of a JPEG file, 1 to 100.")
    var quality: Int = 90

    func validate() throws {
        guard (1...100).contains(quality) else {
            throw ValidationError("--quality must be between 1 and 100, not \(quality)")
        }
    }

    /// Writes an image in the format of the file's ending and the depth of the file it came from;
    /// says on standard error what could not be written as it was.
    func write(_ file: ImageFile, to path: String, tool: String) throws {
        let url = URL(filePath: path)
        if url.pathExtension.lowercased() == "npy", let planes = file.doublePlanes,
            file.sampleFormat == .float64
        {
            try ImageFileWriter.write(planes, to: url)
            return
        }
        let report = try ImageFileWriter.write(
            file.image, to: url, as: try encoding(for: path, file.sampleFormat),
            colour: file.colour)
        var losses: [String] = []
        if report.clampedSamples > 0 {
            losses.append("\(report.clampedSamples) samples outside the range were clamped")
        }
        if report.notNumbers > 0 {
            losses.append("\(report.notNumbers) samples that are not numbers were written as 0")
        }
        if !losses.isEmpty {
            StandardError.write("\(tool): \(path): \(losses.joined(separator: ", "))\n")
        }
    }

    /// The encoding for a file name.
    func encoding(
        for path: String, _ sampleFormat: SampleFormat
    ) throws(ImageFileError) -> ImageEncoding {
        let url = URL(filePath: path)
        guard
            let encoding = ImageEncoding(
                fileExtension: url.pathExtension, sampleFormat: sampleFormat)
        else {
            throw ImageFileError(
                path: path,
                problem: "no image is written to a file with the ending "
                    + "\"\(url.pathExtension)\"",
                remedy: "name a .png, .jpg, .npy or .pfm file")
        }
        if case .jpeg = encoding { return .jpeg(quality: quality) }
        return encoding
    }
}
