// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import CommandSupport
internal import ImageFiles
internal import Pyramids
internal import Raster

/// What every command that makes one image out of several takes.
struct ImageMergeArguments: ParsableArguments {
    @Option(
        name: .shortAndLong,
        help: ArgumentHelp("The image to write (.png, .jpg, .npy, .pfm).", valueName: "file"))
    var output: String

    @OptionGroup var levels: LevelsArgument

    @OptionGroup var reading: ImageReadingArguments
    @OptionGroup var writing: ImageWritingArguments
    @OptionGroup var threads: ThreadsArgument
    @OptionGroup var quiet: QuietArgument

    /// Reads the inputs, merges them, and writes the result with the depth and colours of the first.
    func run(_ inputs: [String], _ merge: ([Image]) throws -> Image) throws {
        let files = try inputs.map { try reading.read($0) }
        let merged: Image
        do {
            merged = try merge(files.map(\.image))
        } catch let error as PyramidInputError {
            let names = inputs.enumerated().map { "\($0 + 1) is \($1)" }.joined(separator: ", ")
            throw ToolFailure("\(error) (image \(names))")
        }
        let first = files[0]
        let result = ImageFile(
            image: merged,
            sampleFormat: first.sampleFormat.ofResult(writtenTo: output),
            colour: first.colour)
        try writing.write(result, to: output, tool: "pyramid")
        if !quiet.isRequested { print(output) }
    }
}
