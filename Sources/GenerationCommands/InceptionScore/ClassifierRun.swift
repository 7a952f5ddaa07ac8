// SPDX-License-Identifier: Apache-2.0

#if NETWORKS
    internal import ArgumentParser
    internal import Classifiers
    internal import CommandSupport
    internal import Datasets
    internal import Foundation
    internal import Raster
    internal import Training

    /// What the command `train-classifier` does.
    struct ClassifierRun {
        /// What is printed at the end.
        private struct Result: Encodable {
            let file: String
            let classes: Int
            let images: Int
            let heldOut: Int
            let accuracy: Double
        }

        /// A run to start or to go on with.
        private struct Settings {
            let folder: String
            let data: String
            let seed: UInt64
            let recipe: ClassifierRecipe
            let sets: (training: any ImageSet, heldOut: any ImageSet)
        }

        private let command: InceptionScoreCommand.TrainClassifier

        init(_ command: InceptionScoreCommand.TrainClassifier) { self.command = command }

        func run() throws {
            let settings = try settings()
            let (training, heldOut) = settings.sets
            let run = try ClassifierTraining(
                on: training, heldOut: heldOut, data: settings.data, recipe: settings.recipe,
                seed: settings.seed)
            let folder = URL(filePath: settings.folder, directoryHint: .isDirectory)
            let session = try run.session(in: folder, threads: command.training.threads.count)
            let watch = TrainingWatch(
                total: settings.recipe.images, from: session.images,
                isQuiet: command.training.quiet.isRequested)
            let ending = try watch.observe { try session.train(shouldStop: $0) }
            switch ending {
            case .stopped(let images):
                StandardError.write(
                    "inception-score: stopped after \(images) of \(settings.recipe.images) images; "
                        + "go on with inception-score train-classifier --resume \(settings.folder)\n"
                )
                throw ExitCode(128 + (Interruption.ofProcess.signal ?? 0))
            case .completed(let file, let accuracy):
                try show(
                    Result(
                        file: file, classes: training.labels?.classCount ?? 0,
                        images: settings.recipe.images, heldOut: heldOut.count,
                        accuracy: accuracy))
            }
        }

        private func settings() throws -> Settings {
            let arguments = command.training
            switch try arguments.choice() {
            case .start(let data, let output):
                guard !RunFolder.exists(at: URL(filePath: output)) else {
                    throw ToolFailure(
                        "\(output): there is a run in this folder; go on with it by --resume "
                            + "\(output), or name another folder")
                }
                let sets = try sets(
                    data, test: command.test, arguments.reading.preparation,
                    skipsUnreadable: arguments.reading.skipUnreadable)
                let recipe = try recipe(for: sets.training)
                return Settings(
                    folder: output, data: data, seed: arguments.seed.value, recipe: recipe,
                    sets: sets)
            case .resume(let folder):
                let record = try RunFolder.record(
                    at: URL(filePath: folder), recipe: ClassifierRecipe.self)
                let recipe = record.recipe
                return Settings(
                    folder: folder, data: record.data, seed: record.seed, recipe: recipe,
                    sets: try sets(
                        record.data, test: recipe.heldOut, recipe.preparation,
                        skipsUnreadable: recipe.skipsUnreadable))
            }
        }

        /// The images to train on and those held out.
        private func sets(
            _ data: String, test: String?, _ preparation: Preparation, skipsUnreadable: Bool
        ) throws -> (training: any ImageSet, heldOut: any ImageSet) {
            let reader = ReadableSet(
                for: "inception-score", command.training.reading, preparation: preparation,
                skipsUnreadable: skipsUnreadable, threads: command.training.threads.count,
                isQuiet: command.training.quiet.isRequested)
            let set = try reader.open(data)
            if let test { return (set, try reader.open(test)) }
            // The same part is held out whatever the seed, so that accuracies compare.
            let split = DatasetSplit(set, validation: 0, test: 0.1, seed: 0)
            guard !split.test.isEmpty, !split.training.isEmpty else {
                throw ToolFailure(
                    "\(data): a tenth of its \(set.count) images is none to test on; name images "
                        + "with --test")
            }
            return (
                SubsetImageSet(set, indices: split.training),
                SubsetImageSet(set, indices: split.test)
            )
        }

        private func recipe(for set: any ImageSet) throws -> ClassifierRecipe {
            let isGrey = try set.image(at: 0).channels.opaque == .grey
            let chosen = command.augmentation.flatMap {
                ClassifierAugmentation(rawValue: $0.rawValue)
            }
            let epochs = command.epochs ?? 10
            let seen = command.training.images ?? Int((Double(set.count) * epochs).rounded())
            return ClassifierRecipe(
                images: max(seen, 1), augmentation: chosen ?? (isGrey ? .shift : .shiftMirror),
                heldOut: command.test, preparation: command.training.reading.preparation,
                skipsUnreadable: command.training.reading.skipUnreadable)
        }

        private func show(_ result: Result) throws {
            if command.json.isRequested {
                print(try JSONOutput.line(for: result))
            } else if !command.training.quiet.isRequested {
                let hundredths = Int((result.accuracy * 10_000).rounded())
                let digits = "\(100 + hundredths % 100)".dropFirst()
                print(
                    "\(result.file): \(result.classes) classes, right on "
                        + "\(hundredths / 100).\(digits) % of \(result.heldOut) held-out images")
            }
        }
    }
#endif
