// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import CommandSupport

extension InceptionScoreCommand {
    struct TrainClassifier: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Train a small classifier on a set with classes, for scores of its own.",
            discussion: """
                A score by such a classifier compares sets of the same kind of images with each other, \
                never with published scores. RUN/classifier.safetensors is what --weights takes. \
                Accuracy is measured on images that are not trained on. Ctrl-C stops after a checkpoint, \
                and --resume goes on, also after a crash: the weights become those of a training that \
                was never stopped, if the number of threads is the same.
                """)

        /// What is done to images each time they are seen.
        enum Augmentation: String, ExpressibleByArgument, CaseIterable {
            case none, shift
            case shiftMirror = "shift-mirror"
        }

        @Argument(
            help: "Images with classes: CIFAR's or MNIST's files, a folder of folders, a store.")
        var dataset: String

        @Option(
            name: .shortAndLong, help: ArgumentHelp("The run's folder.", valueName: "folder"))
        var output: String

        @Option(
            help: ArgumentHelp(
                "Measure accuracy on this set. If omitted, on a tenth of the images, which is not "
                    + "trained on.", valueName: "set"))
        var test: String?

        @Option(help: ArgumentHelp("See each image this often.", valueName: "count"))
        var epochs: Double = 10

        @Option(
            help: ArgumentHelp("See this many images, in place of --epochs.", valueName: "count"))
        var images: Int?

        @Option(
            help: ArgumentHelp(
                "Change images when they are seen. If omitted, shift-mirror for colors and shift for "
                    + "grey images.", valueName: "kind"))
        var augmentation: Augmentation?

        @Flag(help: "Go on with the run in the folder, if there is one.")
        var resume = false

        @OptionGroup var seed: SeedArgument
        @OptionGroup var threads: ThreadsArgument
        @OptionGroup var json: JSONArgument
        @OptionGroup var quiet: QuietArgument

        func validate() throws {
            guard epochs > 0, epochs <= 10_000 else {
                throw ValidationError("--epochs must be above 0 and at most 10000, not \(epochs)")
            }
            if let images, images < 1 {
                throw ValidationError("--images must be at least 1, not \(images)")
            }
        }

        func run() throws {
            #if PYRAMIDION_LIBTORCH
                try ClassifierRun(self).run()
            #else
                throw ToolFailure.withoutLibTorch("train-classifier needs")
            #endif
        }
    }
}
