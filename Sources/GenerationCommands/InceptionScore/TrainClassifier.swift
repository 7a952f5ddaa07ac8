// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import CommandSupport

#if NETWORKS
    extension InceptionScoreCommand {
        struct TrainClassifier: ParsableCommand {
            static let configuration = CommandConfiguration(
                abstract: "Train a small classifier on a set with classes, for scores of its own.",
                discussion: """
                    A score by such a classifier compares sets of the same kind of images with each \
                    other, never with published scores. classifier.safetensors in the run's folder is \
                    what --weights takes. Accuracy is measured on images that are not trained on.

                    Ctrl-C ends with a checkpoint; --resume goes on from it, also after a crash. The \
                    weights become those of a training that was never stopped, if the number of \
                    threads is the same.
                    """)

            /// What is done to images each time they are seen.
            enum Augmentation: String, ExpressibleByArgument, CaseIterable {
                case none, shift
                case shiftMirror = "shift-mirror"
            }

            @OptionGroup var training: TrainingArguments

            @Option(
                help: ArgumentHelp(
                    "Measure accuracy on this set. If omitted, on a tenth of the images, which is "
                        + "not trained on.", valueName: "set"))
            var test: String?

            @Option(
                help: ArgumentHelp(
                    "See each image this often, where --images does not say how many to see. If "
                        + "omitted, 10 times.", valueName: "count"))
            var epochs: Double?

            @Option(
                help: ArgumentHelp(
                    "Change images when they are seen. If omitted, shift-mirror for colors and "
                        + "shift for grey images.", valueName: "kind"))
            var augmentation: Augmentation?

            @OptionGroup var json: JSONArgument

            func validate() throws {
                if let epochs, !(epochs > 0 && epochs <= 10_000) {
                    throw ValidationError(
                        "--epochs must be above 0 and at most 10000, not \(epochs)")
                }
                if epochs != nil, training.images != nil {
                    throw ValidationError("--epochs and --images exclude each other")
                }
                let settings: [Any?] = [test, epochs, augmentation, training.images]
                if training.resume != nil, settings.contains(where: { $0 != nil }) {
                    throw ValidationError(
                        "--resume goes on with a run as it was started; leave out --test, --epochs, "
                            + "--images and --augmentation")
                }
            }

            func run() throws { try ClassifierRun(self).run() }
        }
    }
#else
    extension InceptionScoreCommand {
        struct TrainClassifier: ParsableCommand {
            static let configuration = CommandConfiguration(
                abstract: "Train a small classifier (in builds with LibTorch, which this is not).")

            @Argument(parsing: .captureForPassthrough, help: ArgumentHelp(visibility: .private))
            var arguments: [String] = []

            func run() throws { throw ToolFailure.withoutLibTorch("train-classifier needs") }
        }
    }
#endif
