// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import CommandSupport
internal import ImageFiles
internal import Pyramids
internal import Raster

extension PyramidCommand {
    struct Enhance: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Strengthen or weaken detail, band by band.",
            discussion: """
                Gains above 1 sharpen, below 1 smooth. Strong gains leave halos at edges; \
                `local-laplacian` does not.

                Example:
                  pyramid enhance photo.png --gains 1.8,1.4,1.1 -o crisp.png
                """)

        @Option(
            help: ArgumentHelp(
                "A factor for each band, finest first; further bands have factor 1.",
                valueName: "list"))
        var gains: NumberList

        @OptionGroup var levels: LevelsArgument

        @OptionGroup var images: ImageTransformArguments

        func validate() throws {
            if let levels = levels.count, gains.values.count > levels {
                throw ValidationError(
                    "\(gains.values.count) gains were given for \(levels) bands")
            }
        }

        func run() throws {
            try images.run { [gains, levels] file, threads in
                DetailEnhancement(
                    .list(gains.values), isClamped: file.sampleFormat.isWholeNumber,
                    levels: levels.count, threads: threads
                ).apply(to: file.image)
            }
        }
    }
}
