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
    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Draw every level of a pyramid on one sheet.",
            discussion: """
                Bands lie around mid-grey and are amplified together; the residual is shown as it is. \
                Without an output, a terminal that can show images shows the sheet; otherwise it is \
                written to NAME-levels.png in this folder.
                """)

        @Argument(help: "An image, or a folder that `pyramid decompose` has written.")
        var input: String

        @Option(
            name: .shortAndLong,
            help: ArgumentHelp("The picture to write (.png or .jpg).", valueName: "file"))
        var output: String?

        @Option(
            help: ArgumentHelp(
                "Amplify bands by this. If omitted, so that one sample in a hundred reaches black "
                    + "or white.", valueName: "factor"))
        var contrast: Float?

        @OptionGroup var decomposition: DecompositionArguments
        @OptionGroup var reading: ImageReadingArguments
        @OptionGroup var writing: ImageWritingArguments
        @OptionGroup var threads: ThreadsArgument

        func validate() throws {
            if output == "" { throw ValidationError("--output must not be empty") }
            if let contrast, !(contrast > 0 && contrast.isFinite) {
                throw ValidationError("--contrast must be greater than 0, not \(contrast)")
            }
        }

        func run() throws {
            let url = URL(filePath: input)
            let pyramid =
                PyramidFolder.isPyramid(url)
                ? try PyramidFolder.read(url, using: reading.reader)
                : try decomposition.decompose(
                    try reading.read(input), name: url.lastPathComponent, threads: threads.count)
            let sheet = ContactSheet(pyramid, contrast: contrast)
            let picture = ImageFile(image: sheet.draw(), sampleFormat: .uint8)
            if pyramid.channels.hasAlpha {
                StandardError.write("pyramid: \(input): the sheet does not show alpha\n")
            }
            if output == nil, StandardOutput.isTerminal,
                let terminal = TerminalImage.supported(by: ProcessInfo.processInfo.environment)
            {
                let png = try ImageFileWriter.encode(picture.image, as: .png8(), name: input).bytes
                print(terminal.escapeSequence(forPNG: png), terminator: "")
                return
            }
            let target = output ?? "\(url.deletingPathExtension().lastPathComponent)-levels.png"
            try writing.write(picture, to: target, tool: "pyramid")
            print(
                "\(target)  \(picture.image.size), "
                    + "\(pyramid.bandCount) band\(pyramid.bandCount == 1 ? "" : "s") × "
                    + "\(Double(sheet.contrast).shown)")
        }
    }
}
