// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import CommandSupport
internal import GenerativeModels
internal import ImageFiles
internal import Raster
internal import Tensors

#if canImport(FoundationEssentials)
    internal import FoundationEssentials
#else
    internal import Foundation
#endif

extension ProGANCommand {
    struct Sample: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Make images with a run's averaged generator.",
            discussion: """
                Image i of a seed is the same whatever --count is. A run that has not grown to the full \
                size yet gives its images enlarged to it.
                """)

        @Argument(help: ArgumentHelp("The folder of the run.", valueName: "run"))
        var folder: String

        @Option(help: ArgumentHelp("Make this many images.", valueName: "number"))
        var count = 64

        @Option(
            name: .shortAndLong,
            help: ArgumentHelp(
                "A folder for the images, 000000.png and so on; or a .png file for one sheet of all.",
                valueName: "path"))
        var output: String

        @Option(
            name: .customLong("class"),
            help: ArgumentHelp(
                "Make images of this class, counted from 0, with a run that knows classes.",
                valueName: "number"))
        var label: Int?

        @OptionGroup var which: CheckpointArgument
        @OptionGroup var seed: SeedArgument
        @OptionGroup var threads: ThreadsArgument
        @OptionGroup var quiet: QuietArgument

        func validate() throws {
            guard (1...1_000_000).contains(count) else {
                throw ValidationError("--count must be between 1 and 1000000, not \(count)")
            }
        }

        func run() throws {
            try Engine.use(threads.count)
            let sampler = try TrainedRun(folder, which.meant, label: label).sampler
            let place = URL(filePath: output)
            if place.pathExtension.lowercased() == "png" { return try writeSheet(sampler, place) }
            let progress = ProgressReporter(
                total: count, unit: "images", isQuiet: quiet.isRequested)
            defer { progress.finish() }
            try AtomicFolder.make(place)
            try sampler.forEachBatch(count: count, seed: seed.value) { batch, indices in
                for (position, index) in indices.enumerated() {
                    _ = try ImageFileWriter.write(
                        batch.image(at: position),
                        to: place.appending(path: SampleName.file(index)), as: .png8())
                    progress.advance()
                }
            }
        }

        private func writeSheet(_ sampler: ProGAN.Sampler, _ place: URL) throws {
            guard count <= 1024 else {
                throw ToolFailure("a sheet shows at most 1024 images, not \(count); name a folder")
            }
            let images = try sampler.images(0..<count, seed: seed.value)
            let columns = Int(Double(count).squareRoot().rounded(.up))
            let sheet = SampleGrid.draw(
                images, columns: columns, magnification: max(1, 64 / sampler.size.width))
            _ = try ImageFileWriter.write(sheet, to: place, as: .png8())
        }
    }
}
