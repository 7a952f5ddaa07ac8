// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import CommandSupport
internal import ImageFiles
internal import Pyramids
internal import Raster

extension PyramidCommand {
    struct Stack: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Merge images focused at different depths into one that is sharp throughout.",
            discussion: """
                In every band, each place is taken from the image with the most energy around it; \
                the residuals are averaged. The images must be aligned.
                """)

        @Argument(help: "The images, of one size.")
        var inputs: [String]

        @OptionGroup var merging: ImageMergeArguments

        func run() throws {
            let stack = FocusStack(levels: merging.levels.count, threads: merging.threads.count)
            try merging.run(inputs) { try stack.merge($0) }
        }
    }
}
