// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import CommandSupport
internal import Datasets
internal import GenerativeModels
internal import Raster
internal import Tensors
internal import Training

extension ProGANCommand {
    struct Evaluate: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Score a run's images against a set: SWD of each level and MS-SSIM.",
            discussion: """
                The protocol is the one of the scores in the log: 64 patches an image and 4 × 64 \
                directions. Beside each score stands what the set reaches against other images of its \
                own; below that nothing can be told apart. The images must be prepared as they were for \
                training, which happens without being asked.
                """)

        @Argument(help: ArgumentHelp("The folder of the run.", valueName: "run"))
        var folder: String

        @Argument(help: "The set to compare with; what `progan train` takes.") var data: String

        @Option(
            help: ArgumentHelp(
                "Compare this many images of either side, or all reals if they are fewer.",
                valueName: "number"))
        var count = 1024

        @OptionGroup var which: CheckpointArgument
        @OptionGroup var classifier: ScoringClassifier
        @OptionGroup(title: "How images are read") var reading: SetReadingArguments
        @OptionGroup var seed: SeedArgument
        @OptionGroup var threads: ThreadsArgument
        @OptionGroup var json: JSONArgument
        @OptionGroup var quiet: QuietArgument

        func validate() throws {
            guard (2...1_000_000).contains(count) else {
                throw ValidationError("--count must be between 2 and 1000000, not \(count)")
            }
        }

        /// The result for programs.
        private struct Report: Encodable {
            let run: String
            let data: String
            let images: Int
            let seed: UInt64
            let scores: [String: Double]
        }

        func run() throws {
            try Engine.use(threads.count)
            let trained = try TrainedRun(folder, which.meant)
            let settings = trained.record.recipe
            // What was asked for here counts; without it, what the run was trained with.
            let asked = reading.preparation
            let set = try TrainingSet(
                data, reading, axes: settings.axes,
                preparation: asked == .init() ? settings.preparation : asked,
                skipsUnreadable: reading.skipUnreadable || settings.skipsUnreadable,
                threads: threads.count, isQuiet: quiet.isRequested)
            guard set.first.size == trained.sampler.size else {
                throw ToolFailure(
                    "\(data): its images are \(set.first.size), and \(folder) makes "
                        + "\(trained.sampler.size); use --crop square and --resize")
            }
            guard trained.sampler.size.width >= 16 else {
                throw ToolFailure(
                    "\(folder) makes \(trained.sampler.size); scores begin with 16×16")
            }
            let measure = try SampleScores(
                reals: set.prepared, count: count, seed: 1000 &+ seed.value,
                classifier: try classifier.opened(orElse: settings.classifier),
                threads: threads.count)
            let scores = try measure.scores(of: trained.sampler)
            guard json.isRequested else {
                return print(ScoreLines.text(scores), terminator: "")
            }
            print(
                try JSONOutput.line(
                    for: Report(
                        run: folder, data: data, images: measure.count, seed: seed.value,
                        scores: Dictionary(scores.map { ($0.name, $0.value) }) { $1 })))
        }
    }
}
