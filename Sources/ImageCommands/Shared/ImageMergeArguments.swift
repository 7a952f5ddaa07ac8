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

    @Option(
        help: ArgumentHelp(
            "Use this many bands. If omitted, as many as suit the size.", valueName: "count"))
    var levels: Int?

    @OptionGroup var reading: ImageReadingArguments
    @OptionGroup var writing: ImageWritingArguments
    @OptionGroup var threads: ThreadsArgument
    @OptionGroup var quiet: QuietArgument

    func validate() throws { try LevelsOption.check(levels) }

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
            sampleFormat: first.sampleFormat == .float64 ? .float32 : first.sampleFormat,
            colour: first.colour)
        try writing.write(result, to: output, tool: "pyramid")
        if !quiet.isRequested { print(output) }
    }
}

/// The check that every `--levels` gets.
enum LevelsOption {
    static func check(_ levels: Int?) throws {
        if let levels, !(0...64).contains(levels) {
            throw ValidationError("--levels must be between 0 and 64, not \(levels)")
        }
    }
}
