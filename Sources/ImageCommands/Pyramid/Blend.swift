// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import CommandSupport
internal import ImageFiles
internal import Pyramids
internal import Raster

extension PyramidCommand {
    struct Blend: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Blend images without a seam: each band with a transition of its own width.",
            discussion: """
                Two images need one mask, white where the first is to be seen. More images need a \
                mask each, the weights, which are divided by their sum. After Burt and Adelson (1983).

                Examples:
                  pyramid blend apple.png orange.png --mask left.png -o mixed.png
                  pyramid blend a.png b.png c.png --mask wa.png --mask wb.png --mask wc.png -o abc.png
                """)

        @Argument(help: "The images, of one size: two, or as many as there are masks.")
        var inputs: [String]

        @Option(help: "A grey image: the weight of an image, from black to white.")
        var mask: [String]

        @OptionGroup var merging: ImageMergeArguments

        func validate() throws {
            let isPair = inputs.count == 2 && mask.count == 1
            guard isPair || inputs.count >= 1 && mask.count == inputs.count else {
                throw ValidationError(
                    "\(inputs.count) images and \(mask.count) masks were given; two images take one "
                        + "mask or two, more take one each")
            }
        }

        func run() throws {
            let masks = try mask.map { try merging.reading.read($0).image }
            let blend = MultibandBlend(levels: merging.levels.count, threads: merging.threads.count)
            try merging.run(inputs) { images in
                masks.count == 1 && images.count == 2
                    ? try blend.blend(images[0], over: images[1], mask: masks[0])
                    : try blend.blend(images, weights: masks)
            }
        }
    }
}
