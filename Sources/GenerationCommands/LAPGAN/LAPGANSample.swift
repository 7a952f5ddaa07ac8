// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import CommandSupport
internal import Datasets
internal import GenerativeModels
internal import ImageFiles
internal import Raster
internal import Tensors

#if canImport(FoundationEssentials)
    internal import FoundationEssentials
#else
    internal import Foundation
#endif

extension LAPGANCommand {
    struct Sample: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Make images with a trained cascade.",
            discussion: """
                The folder gets one PNG file an image, grid.png with up to 64 of them, and chain.png \
                with eight from the coarsest level to the finest. Image i of a seed is the same \
                however many are made.

                --neighbours adds neighbours.png: eight samples, each before the images of a set \
                that are nearest to it, which tells whether a network has learned its set by heart.

                --from starts from the coarsest level of real images instead of a generated one; \
                --variants makes several images of each coarse image, with noise of their own in \
                the finer levels. They differ as far as the set leaves detail open: in photographs \
                visibly, in shapes hardly.
                """)

        @Argument(help: ArgumentHelp("The folder of the run.", valueName: "run"))
        var place: String

        @Option(help: ArgumentHelp("Make this many images.", valueName: "number"))
        var count = 64

        @Option(name: .shortAndLong, help: ArgumentHelp("The images' folder.", valueName: "folder"))
        var output: String

        @Option(
            help: ArgumentHelp(
                "Start from the coarsest level of the images of this set.", valueName: "set"))
        var from: String?

        @Option(
            help: ArgumentHelp(
                "Show the images of this set that are nearest to samples.", valueName: "set"))
        var neighbours: String?

        @Option(
            help: ArgumentHelp(
                "Make this many images of each coarse image, which differ in the finer levels alone.",
                valueName: "number"))
        var variants = 1

        @Option(
            name: .customLong("class"),
            help: ArgumentHelp(
                "Make images of this class, by its name or number, with a run that knows classes.",
                valueName: "name"))
        var label: String?

        @OptionGroup var start: CoarseGenerator
        @OptionGroup var seed: SeedArgument
        @OptionGroup var threads: ThreadsArgument
        @OptionGroup var quiet: QuietArgument

        func validate() throws {
            for (name, value) in [("count", count), ("variants", variants)] where value < 1 {
                throw ValidationError("--\(name) must be at least 1, not \(value)")
            }
            if from != nil, start.path != nil {
                throw ValidationError("images start --from a set or with --start, not both")
            }
            if from != nil, label != nil {
                throw ValidationError(
                    "--class does not go with --from, whose images have their own")
            }
        }

        func run() throws {
            try Engine.use(threads.count)
            let folder = try CascadeFolder(URL(filePath: place))
            let cascade = try folder.cascade()
            let sheet = CascadeSheet(
                cascade, seed: seed.value, variants: variants,
                label: try label(in: folder.manifest), start: try origin(of: cascade, in: folder))
            let progress = ProgressReporter(
                total: count, unit: "images", isQuiet: quiet.isRequested)
            defer { progress.finish() }
            let url = URL(filePath: output)
            let partial = try AtomicFolder(url)
            var shown: [Image] = []
            for start in stride(from: 0, to: count, by: 64) {
                let indices = start..<min(count, start + 64)
                let batch = try sheet.images(indices, seed: seed.value).roundedToBytes
                for (place, index) in indices.enumerated() {
                    let image = batch.image(at: place)
                    try ImageFileWriter.write(
                        image, to: partial.partial.appending(path: SampleName.file(index)),
                        as: .png8())
                    if shown.count < 64 { shown.append(image) }
                    progress.advance()
                }
            }
            let grid = SampleGrid.draw(
                ImageBatch(shown), columns: variants > 1 ? variants : 8, magnification: 2)
            try ImageFileWriter.write(
                grid, to: partial.partial.appending(path: "grid.png"), as: .png8())
            try ImageFileWriter.write(
                sheet.chain(0..<min(count, 8)), to: partial.partial.appending(path: "chain.png"),
                as: .png8())
            if let neighbours {
                let sheet = try NearestNeighbours.sheet(
                    of: ImageBatch(Array(shown.prefix(8))),
                    in: Self.source(neighbours, of: folder.manifest))
                try ImageFileWriter.write(
                    sheet, to: partial.partial.appending(path: "neighbours.png"), as: .png8())
            }
            try partial.commit(replacing: Self.isOwn, last: "grid.png")
            if !quiet.isRequested {
                let sheets = "grid.png, chain.png" + (neighbours == nil ? "" : ", neighbours.png")
                print("\(output): \(count) images, \(sheets)")
            }
        }

        /// Where coarse images come from.
        private func origin(
            of cascade: LaplacianCascade, in folder: CascadeFolder
        ) throws -> CascadeStart {
            if let from { return .images(try Self.source(from, of: folder.manifest)) }
            return try start.opened(for: cascade).map { .generator($0) } ?? .ownNetwork
        }

        /// Whether a file is what this command writes: other pictures in the folder stay.
        private static func isOwn(_ name: String) -> Bool {
            ["grid.png", "chain.png", "neighbours.png"].contains(name)
                || name.hasSuffix(".png") && name.dropLast(4).count >= 6
                    && name.dropLast(4).allSatisfy { ("0"..."9").contains($0) }
        }

        /// The number of the class that was asked for.
        private func label(in manifest: CascadeManifest) throws(ToolFailure) -> Int? {
            guard let label else { return nil }
            let classes = manifest.cascade.classes
            guard classes > 0 else {
                throw ToolFailure(
                    "\(place): \(manifest.recipe.name) was trained without classes; leave out --class"
                )
            }
            if let number = manifest.classNames.firstIndex(of: label) { return number }
            if let number = Int(label), (0..<classes).contains(number) { return number }
            let names =
                manifest.classNames.isEmpty
                ? "0 to \(classes - 1)"
                : manifest.classNames.joined(separator: ", ")
            throw ToolFailure("there is no class '\(label)'; there are \(names)")
        }

        private static func source(
            _ path: String, of manifest: CascadeManifest
        ) throws -> any ImageSet {
            let set = PreparedImageSet(
                try ImageSets.open(URL(filePath: path), axes: manifest.axes), manifest.preparation)
            try manifest.recipe.require(set, called: path)
            return set
        }
    }
}
