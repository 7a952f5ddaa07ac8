// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import CommandSupport
internal import ImageFiles
internal import Pyramids
internal import Raster

extension PyramidCommand {
    struct LocalLaplacian: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "local-laplacian",
            abstract: "Change detail without halos: the local Laplacian filter.",
            discussion: """
                Differences up to sigma are detail: alpha below 1 strengthens it, above 1 smooths \
                it. Larger ones are edges: beta below 1 compresses them. After Paris, Hasinoff and \
                Kautz (2011); fast by samples of brightness (Aubry and others, 2014).

                Example:
                  pyramid local-laplacian photo.png --sigma 0.2 --alpha 0.4 -o vivid.png
                """)

        @Option(help: "The difference between detail and edges, as a share of the range.")
        var sigma: Float = 0.2

        @Option(help: "The exponent of detail.")
        var alpha: Float = 0.5

        @Option(help: "The slope of edges.")
        var beta: Float = 1

        @Option(
            help: "Do not strengthen differences up to this share of the range: they are noise.")
        var noiseLevel: Float = 0

        @Option(help: ArgumentHelp("How many samples of brightness.", valueName: "count"))
        var samples: Int = 16

        @Flag(help: "Compute each coefficient by its definition: minutes for a photograph.")
        var naive = false

        @Flag(help: "Filter each channel, not the brightness alone; hues can shift.")
        var perChannel = false

        @OptionGroup var levels: LevelsArgument

        @OptionGroup var images: ImageTransformArguments

        func validate() throws {
            for (name, value) in [("sigma", sigma), ("alpha", alpha)]
            where !(value > 0 && value.isFinite) {
                throw ValidationError("--\(name) must be above 0, not \(value)")
            }
            for (name, value) in [("beta", beta), ("noise-level", noiseLevel)]
            where !(value >= 0 && value.isFinite) {
                throw ValidationError("--\(name) must be at least 0, not \(value)")
            }
            if !(2...4096).contains(samples) {
                throw ValidationError("--samples must be between 2 and 4096, not \(samples)")
            }
        }

        func run() throws {
            let command = self
            try images.run { file, threads in
                LocalLaplacianFilter(
                    sigma: command.sigma, alpha: command.alpha, beta: command.beta,
                    noiseLevel: command.noiseLevel,
                    method: command.naive ? .exact : .sampled(command.samples),
                    colours: command.perChannel ? .perChannel : .lumaRatio,
                    levels: command.levels.count, threads: threads
                ).apply(to: file.image)
            }
        }
    }
}
