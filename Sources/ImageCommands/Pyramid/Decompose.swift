// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import CommandSupport
internal import ImageFiles
internal import PyramidFiles
internal import Raster

#if canImport(FoundationEssentials)
    internal import FoundationEssentials
#else
    internal import Foundation
#endif

extension PyramidCommand {
    struct Decompose: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Take images apart into bands and a low-pass residual.",
            discussion: """
                One image gives one folder with pyramid.json, level-0.npy (the finest band), \
                level-1.npy … and residual.npy. Several images, or a folder of images, give a folder \
                of such folders. Samples keep the units of the file: 0 to 255 for 8 bits, 0 to 65535 \
                for 16, floats as they are. Alpha is decomposed as a channel.
                """)

        @Argument(help: "Images, or folders of images: PNG, JPEG, .npy, PFM or PGM/PPM.")
        var inputs: [String]

        @Option(
            name: .shortAndLong,
            help: ArgumentHelp(
                "The pyramid's folder, or the folder of the pyramids. If omitted, NAME.pyramid here.",
                valueName: "folder"))
        var output: String?

        @Option(
            help: ArgumentHelp(
                "Store levels as npy, pfm (grey and rgb) or png16 (8- and 16-bit images, in integer "
                    + "arithmetic).", valueName: "format"))
        var format: LevelFormat = .npy

        @OptionGroup var decomposition: DecompositionArguments
        @OptionGroup var reading: ImageReadingArguments
        @OptionGroup var threads: ThreadsArgument
        @OptionGroup var recursive: RecursiveArgument
        @OptionGroup var json: JSONArgument
        @OptionGroup var quiet: QuietArgument

        func validate() throws {
            if output == "" { throw ValidationError("--output must not be empty") }
            if format == .png16, let arithmetic = decomposition.arithmetic, arithmetic != .integer {
                throw ValidationError(
                    "--format png16 holds whole numbers; it goes with --arithmetic integer")
            }
        }

        func run() throws {
            var decomposition = decomposition
            if format == .png16 { decomposition.arithmetic = .integer }
            let batch = ImageBatchRun(
                inputs, recursive: recursive, output: output, suffix: ".pyramid", threads: threads,
                quiet: quiet)
            // Measuring every level takes a while, and the lines of a batch do not show it.
            let isMeasured = json.isRequested || !(batch.isBatch || quiet.isRequested)
            try batch.run { [decomposition] item, threads in
                let file = try reading.read(item.input.path)
                let name = URL(filePath: item.input.path).lastPathComponent
                let pyramid = try decomposition.decompose(file, name: name, threads: threads)
                let folder = URL(filePath: item.output)
                try PyramidFolder.write(pyramid, to: folder, as: format)
                let summary =
                    isMeasured
                    ? PyramidSummary(
                        of: pyramid, input: item.input.path, folder: item.output,
                        level: { PyramidFolder.fileName(level: $0, of: pyramid, format) }) : nil
                return Result(
                    line: "\(item.output)  \(PyramidSummary.line(of: pyramid))", summary: summary)
            } report: { results in
                if json.isRequested {
                    print(try JSONOutput.line(for: results.compactMap(\.summary)))
                } else if !quiet.isRequested {
                    for result in results {
                        print(
                            result.summary?.table ?? result.line.onSingleLine + "\n",
                            terminator: "")
                    }
                }
            }
        }

        private struct Result: Sendable {
            let line: String
            let summary: PyramidSummary?
        }
    }
}
