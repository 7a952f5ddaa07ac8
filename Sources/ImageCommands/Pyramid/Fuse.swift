// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import CommandSupport
internal import ImageFiles
internal import Pyramids
internal import Raster

extension PyramidCommand {
    struct Fuse: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Fuse exposures of one scene into one image that shows all of it.",
            discussion: """
                Each pixel is weighted by contrast, saturation and how well it is exposed, each \
                raised to an exponent. The defaults 1, 1, 0 are OpenCV's; the paper has 1, 1, 1. \
                After Mertens, Kautz and Van Reeth (2007).
                """)

        @Argument(help: "The exposures, of one size, 8- or 16-bit or float.")
        var inputs: [String]

        @Option(help: "The exponent of the contrast weight.")
        var contrast: Float = 1

        @Option(help: "The exponent of the saturation weight.")
        var saturation: Float = 1

        @Option(help: "The exponent of the weight for good exposure.")
        var exposedness: Float = 0

        @OptionGroup var merging: ImageMergeArguments

        func validate() throws {
            for (name, value) in [
                ("contrast", contrast), ("saturation", saturation), ("exposedness", exposedness),
            ] where !(value >= 0 && value.isFinite) {
                throw ValidationError("--\(name) must be at least 0, not \(value)")
            }
        }

        func run() throws {
            let fusion = ExposureFusion(
                contrast: contrast, saturation: saturation, exposedness: exposedness,
                levels: merging.levels.count, threads: merging.threads.count)
            try merging.run(inputs) { try fusion.fuse($0) }
        }
    }
}
