// SPDX-License-Identifier: Apache-2.0

#if PYRAMIDION_LIBTORCH
    internal import ArgumentParser
    internal import Classifiers
    internal import CommandSupport
    internal import Datasets
    internal import Foundation
    internal import Raster
    internal import Training

    /// What the command `train-classifier` does.
    struct ClassifierRun {
        private typealias Command = InceptionScoreCommand.TrainClassifier

        /// What is printed at the end.
        private struct Result: Encodable {
            let file: String
            let classes: Int
            let images: Int
            let heldOut: Int
            let accuracy: Double
        }

        private let command: InceptionScoreCommand.TrainClassifier

        init(_ command: InceptionScoreCommand.TrainClassifier) { self.command = command }

        func run() throws {
            let folder = URL(filePath: command.output, directoryHint: .isDirectory)
            guard command.resume || !RunFolder.exists(at: folder) else {
                throw ToolFailure(
                    "\(command.output): there is a run in this folder; --resume goes on with it, or "
                        + "name another folder")
            }
            let (training, heldOut) = try sets()
            let recipe = try recipe(for: training)
            let run = try ClassifierTraining(
                on: training, heldOut: heldOut, data: dataName, recipe: recipe,
                seed: command.seed.value)
            let line = TrainingProgressLine(isQuiet: command.quiet.isRequested)
            defer { line.finish() }
            let ending = try Interruption.withSignalsObserved {
                try run.run(
                    in: folder, threads: command.threads.count,
                    progress: { line.show($0.images, of: $0.total) },
                    shouldStop: { Interruption.ofProcess.signal != nil })
            }
            line.finish()
            switch ending {
            case .stopped(let images):
                StandardError.write(
                    "inception-score: stopped after \(images) of \(recipe.images) images; --resume "
                        + "goes on\n")
                throw ExitCode(128 + (Interruption.ofProcess.signal ?? 0))
            case .completed(let file, let accuracy):
                try show(
                    Result(
                        file: file, classes: training.labels?.classCount ?? 0,
                        images: recipe.images, heldOut: heldOut.count, accuracy: accuracy))
            }
        }

        /// What reports call the classifier after: the name without what leads to it.
        private var dataName: String {
            command.dataset.split(separator: "/").last.map(String.init) ?? command.dataset
        }

        /// The images to train on and those held out.
        private func sets() throws -> (training: any ImageSet, heldOut: any ImageSet) {
            let set = try ImageSets.open(URL(filePath: command.dataset))
            if let test = command.test {
                return (set, try ImageSets.open(URL(filePath: test)))
            }
            // The same part is held out whatever the seed, so that accuracies compare.
            let split = DatasetSplit(set, validation: 0, test: 0.1, seed: 0)
            guard !split.test.isEmpty, !split.training.isEmpty else {
                throw ToolFailure(
                    "\(command.dataset): a tenth of its \(set.count) images is none to test on; "
                        + "name images with --test")
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
            let seen = command.images ?? Int((Double(set.count) * command.epochs).rounded())
            return ClassifierRecipe(
                images: max(seen, 1), augmentation: chosen ?? (isGrey ? .shift : .shiftMirror))
        }

        private func show(_ result: Result) throws {
            if command.json.isRequested {
                print(try JSONOutput.line(for: result))
            } else if !command.quiet.isRequested {
                let hundredths = Int((result.accuracy * 10_000).rounded())
                let digits = "\(100 + hundredths % 100)".dropFirst()
                print(
                    "\(result.file): \(result.classes) classes, right on "
                        + "\(hundredths / 100).\(digits) % of \(result.heldOut) held-out images")
            }
        }
    }

    /// Progress of a training, which may go on where another sitting stopped.
    private final class TrainingProgressLine {
        private let isQuiet: Bool
        private var reporter: ProgressReporter?
        private var shown = 0

        init(isQuiet: Bool) { self.isQuiet = isQuiet }

        func show(_ images: Int, of total: Int) {
            if reporter == nil {
                reporter = ProgressReporter(
                    before: images, total: total, unit: "images", isQuiet: isQuiet)
                shown = images
            }
            reporter?.advance(by: images - shown)
            shown = images
        }

        func finish() { reporter?.finish() }
    }
#endif
