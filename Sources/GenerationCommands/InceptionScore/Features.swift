// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import CommandSupport
internal import Raster

extension InceptionScoreCommand {
    struct Features: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Save what a classifier sees in a set of images, for the other commands.",
            discussion: """
                A .npy file holds the features, a row for each image in the order of the images' names; a \
                .npz file holds the arrays features and logits.
                """)

        /// Where features are taken from Inception-v3.
        enum Layer: String, ExpressibleByArgument, CaseIterable {
            case first = "64"
            case second = "192"
            case third = "768"
            case last = "2048"
        }

        @Argument(help: "Images: a folder, a .zip, a .npy, CIFAR's or MNIST's files, a store.")
        var set: String

        @Option(
            name: [.short, .customLong("output")],
            help: ArgumentHelp("Write the rows to this .npy or .npz file.", valueName: "file"))
        var output: String

        @Option(help: ArgumentHelp("The classifier's file of weights.", valueName: "file"))
        var weights: String

        @Option(
            help: ArgumentHelp(
                "Bring images to the classifier's size by the rule of this program. If omitted, by "
                    + "the one that the classifier's published scores follow.", valueName: "name"))
        var resizeRule: NamedChoice<ResizeConvention>?

        @Option(
            help: ArgumentHelp(
                "Take Inception-v3's features where they are so many. If omitted, 2048.",
                valueName: "count"))
        var layer: Layer?

        @Flag(help: "Run the classifier in double precision, several times slower.")
        var double = false

        @OptionGroup(title: "How images are read") var reading: SetReadingArguments
        @OptionGroup var threads: ThreadsArgument
        @OptionGroup var quiet: QuietArgument

        func validate() throws {
            guard output.hasSuffix(".npy") || output.hasSuffix(".npz") else {
                throw ValidationError("--output must end in .npy or .npz, not \(output)")
            }
        }

        func run() throws {
            #if NETWORKS
                try FeatureExtraction(self).run()
            #else
                throw ToolFailure.withoutLibTorch("features needs")
            #endif
        }
    }
}
