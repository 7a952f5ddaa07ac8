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

/// What every command that makes one image out of one image takes: inputs, an output, and how images
/// are read and written.
struct ImageTransformArguments: ParsableArguments {
    @Argument(help: "Images, or folders of images.")
    var inputs: [String]

    @Option(
        name: .shortAndLong,
        help: ArgumentHelp(
            "The image to write (.png, .jpg, .npy, .pfm), or for several images a folder.",
            valueName: "path"))
    var output: String

    @OptionGroup var reading: ImageReadingArguments
    @OptionGroup var writing: ImageWritingArguments
    @OptionGroup var threads: ThreadsArgument
    @OptionGroup var recursive: RecursiveArgument
    @OptionGroup var quiet: QuietArgument

    /// Puts each input through `transform` and writes what comes out.
    func run(_ transform: @Sendable (ImageFile, ThreadCount) throws -> Image) throws {
        let batch = ImageBatchRun(
            inputs, recursive: recursive, output: output, suffix: "", threads: threads, quiet: quiet
        )
        let written = try batch.run { item, threads in
            let file = try reading.read(item.input.path)
            var target = item.output
            if batch.isBatch {
                target += file.sampleFormat.isWholeNumber ? ".png" : ".npy"
                try FileManager.default.createDirectory(
                    at: URL(filePath: target).deletingLastPathComponent(),
                    withIntermediateDirectories: true)
            }
            let result = ImageFile(
                image: try transform(file, threads),
                sampleFormat: file.sampleFormat.ofResult(writtenTo: target), colour: file.colour)
            try writing.write(result, to: target, tool: "pyramid")
            return target
        }
        if !quiet.isRequested { for path in written { print(path) } }
    }
}

extension SampleFormat {
    /// Whether an image of this kind goes into a PNG without loss.
    var isWholeNumber: Bool { self == .uint8 || self == .uint16 }

    /// How the result of a filter is stored: arrays hold it unrounded, in the units of its image; the
    /// other formats keep the depth of the file that it was made from.
    func ofResult(writtenTo path: String) -> SampleFormat {
        isWholeNumber && !path.lowercased().hasSuffix(".npy") ? self : .float32
    }
}
