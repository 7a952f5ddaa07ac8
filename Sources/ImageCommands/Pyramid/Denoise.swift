// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import CommandSupport
internal import ImageFiles
internal import Pyramids
internal import Raster

extension PyramidCommand {
    struct Denoise: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Remove noise by coring: coefficients no larger than noise become 0.")

        @Option(
            help: ArgumentHelp(
                "The threshold, in standard deviations of the noise in each band.",
                valueName: "factor"))
        var threshold: Float = 2

        @Option(
            help: ArgumentHelp(
                "The standard deviation of the noise, as a share of the range. If omitted, estimated "
                    + "from the finest band.", valueName: "share"))
        var sigma: Float?

        @Flag(help: "Keep what is above the threshold as it is, instead of drawing it towards 0.")
        var hard = false

        @OptionGroup var levels: LevelsArgument

        @OptionGroup var images: ImageTransformArguments

        func validate() throws {
            for (name, value) in [("threshold", threshold), ("sigma", sigma ?? 0)]
            where !(value >= 0 && value.isFinite) {
                throw ValidationError("--\(name) must be at least 0, not \(value)")
            }
        }

        func run() throws {
            let command = self
            try images.run { file, threads in
                Coring(
                    strength: command.threshold, threshold: command.hard ? .hard : .soft,
                    noise: command.sigma, levels: command.levels.count, threads: threads
                ).apply(to: file.image)
            }
        }
    }
}
