// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import CommandSupport
internal import Datasets
internal import GenerativeModels
internal import Raster
internal import Tensors
internal import Training

#if canImport(FoundationEssentials)
    internal import FoundationEssentials
#else
    internal import Foundation
#endif

extension ProGANCommand {
    struct Train: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Train on a set, or go on with a run.",
            discussion: """
                Ctrl-C ends the training with a checkpoint; --resume goes on from there, with the \
                weights of a run that was never stopped.

                While it trains, the sliced Wasserstein distance of each level and the MS-SSIM are \
                measured on the averaged generator, beside what reals score against other reals; the \
                checkpoint with the least distance is kept as checkpoints/best.
                """)

        @OptionGroup var training: TrainingArguments
        @OptionGroup(title: "The recipe") var recipe: RecipeArguments
        @OptionGroup var classifier: ScoringClassifier

        @Flag(
            help: """
                Train nothing: print the stages with their images, batches, weights and work, and how \
                long they take at the speed that is measured now.
                """)
        var dryRun = false

        func validate() throws {
            if dryRun, training.resume != nil {
                throw ValidationError("--dry-run goes with a new run, not with --resume")
            }
            if training.resume != nil, recipe.isGiven || classifier.path != nil {
                throw ValidationError(
                    "--resume goes on with the recipe and classifier the run was started with")
            }
        }

        func run() throws {
            try Engine.use(training.threads.count)
            switch try training.choice() {
            case .start(let data, let output):
                try recipe.featurePrecision.requireProcessor()
                let (run, set) = try newRun(data)
                if dryRun {
                    return try DryRun(
                        run.recipe.recipe, precision: run.recipe.precision,
                        threads: training.threads.count
                    ).print()
                }
                let place = URL(filePath: output, directoryHint: .isDirectory)
                guard !RunFolder.exists(at: place) else {
                    throw ToolFailure(
                        "\(output) holds a run already; go on with --resume \(output), or name "
                            + "another folder")
                }
                try ProGANTraining(run, on: set, arguments: training).train(in: place)
            case .resume(let path):
                let place = URL(filePath: path, directoryHint: .isDirectory)
                guard RunFolder.exists(at: place) else {
                    throw ToolFailure("\(path) holds no run; start one with a set and -o \(path)")
                }
                var run = try ProGAN.RunSettings.record(at: place)
                if let origin = run.recipe.origin {
                    throw ToolFailure(
                        "\(path) was imported from \(origin.file) and has no discriminator to train "
                            + "on with; start a new run with a set and -o")
                }
                try run.recipe.precision.requireProcessor()
                if let images = training.images { run.plan.images = images }
                let set = try TrainingSet(
                    run.data, training.reading, axes: run.recipe.axes,
                    preparation: run.recipe.preparation,
                    skipsUnreadable: run.recipe.skipsUnreadable,
                    threads: training.threads.count, isQuiet: training.quiet.isRequested)
                try ProGANTraining(run, on: set, arguments: training).train(in: place)
            }
        }

        private func newRun(
            _ data: String
        ) throws -> (RunRecord<ProGAN.RunSettings>, TrainingSet) {
            let preparation = training.reading.preparation
            let set = try TrainingSet(
                data, training.reading, preparation: preparation,
                skipsUnreadable: training.reading.skipUnreadable,
                threads: training.threads.count, isQuiet: training.quiet.isRequested)
            let settings = try recipe.settings(
                images: training.images, classes: set.prepared.labels?.classCount,
                channels: set.first.channels.count)
            let run = RunRecord(
                system: ProGAN.RunSettings.system,
                recipe: ProGAN.RunSettings(
                    recipe: settings, preparation: preparation,
                    skipsUnreadable: training.reading.skipUnreadable,
                    axes: training.reading.axes, classifier: try classifier.checkedPath(),
                    precision: recipe.featurePrecision),
                plan: settings.plan, seed: training.seed.value, data: data,
                versions: ["pyramidion": Version.current])
            return (run, set)
        }
    }
}
