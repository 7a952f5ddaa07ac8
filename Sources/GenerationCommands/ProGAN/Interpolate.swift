// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import CommandSupport
internal import GenerativeModels
internal import ImageFiles
internal import Raster
internal import SeededRandom
internal import Tensors

#if canImport(FoundationEssentials)
    internal import FoundationEssentials
#else
    internal import Foundation
#endif

extension ProGANCommand {
    struct Interpolate: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Walk through the latent space: frames, and one animated picture.",
            discussion: """
                Each cell of the grid follows a path of its own: normal vectors at every frame, smoothed \
                over time, so that neighbouring frames are alike and the end meets the start. The folder \
                gets frame-000000.png and so on, and animation.png, an animated PNG that browsers play.
                """)

        @Argument(help: ArgumentHelp("The folder of the run.", valueName: "run"))
        var folder: String

        @Option(
            name: .shortAndLong,
            help: ArgumentHelp("A folder for the frames.", valueName: "folder"))
        var output: String

        @Option(help: ArgumentHelp("Make this many frames.", valueName: "number"))
        var frames = 96

        @Option(help: ArgumentHelp("Show this many frames a second.", valueName: "number"))
        var fps = 24

        @Option(
            help: ArgumentHelp(
                "Smooth over this many seconds: the deviation of the Gaussian.",
                valueName: "seconds"))
        var smoothing = 0.5

        @Option(
            help: ArgumentHelp("Cells in a row and in a column of the grid.", valueName: "number"))
        var columns = 3

        @OptionGroup var which: CheckpointArgument
        @OptionGroup var seed: SeedArgument
        @OptionGroup var threads: ThreadsArgument
        @OptionGroup var quiet: QuietArgument

        func validate() throws {
            guard (2...100_000).contains(frames) else {
                throw ValidationError("--frames must be between 2 and 100000, not \(frames)")
            }
            guard (1...120).contains(fps) else {
                throw ValidationError("--fps must be between 1 and 120, not \(fps)")
            }
            guard (1...16).contains(columns) else {
                throw ValidationError("--columns must be between 1 and 16, not \(columns)")
            }
            guard smoothing > 0, smoothing * Double(fps) * 2 <= Double(frames) else {
                throw ValidationError(
                    "--smoothing must be above 0 and at most a half of the walk, which takes "
                        + "\(frames) / \(fps) seconds")
            }
        }

        func run() throws {
            try Engine.use(threads.count)
            let sampler = try TrainedRun(folder, which.meant).sampler
            let cells = columns * columns
            let paths = (0..<cells).map { cell in
                LatentWalk(
                    frames: frames, dimensions: sampler.generator.architecture.latents,
                    deviation: smoothing * Double(fps),
                    stream: RandomStream(seed: seed.value) / "walk" / cell)
            }
            let labels = (0..<cells).map { sampler.label(of: $0, seed: seed.value) }
            let place = URL(filePath: output, directoryHint: .isDirectory)
            try AtomicFolder.make(place)
            let progress = ProgressReporter(
                total: frames, unit: "frames", isQuiet: quiet.isRequested)
            defer { progress.finish() }
            var animation = AnimatedPNG(framesPerSecond: fps, frames: frames)
            for frame in 0..<frames {
                let images = try sampler.images(
                    latents: paths.map { $0.vectors[frame] }, labels: labels)
                let sheet = SampleGrid.draw(
                    images, columns: columns, magnification: max(1, 64 / sampler.size.width))
                let name = "frame-" + SampleName.file(frame)
                let bytes = try ImageFileWriter.encode(sheet, as: .png8(), name: name).bytes
                try AtomicFile.replace(place.appending(path: name), with: bytes)
                try animation.append(bytes)
                progress.advance()
            }
            try AtomicFile.replace(
                place.appending(path: "animation.png"), with: animation.finish())
        }
    }
}
