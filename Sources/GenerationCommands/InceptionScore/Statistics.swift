// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import CommandSupport
internal import InceptionScoring

#if canImport(FoundationEssentials)
    internal import FoundationEssentials
#else
    internal import Foundation
#endif

extension InceptionScoreCommand {
    struct Statistics: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Save the mean and covariance of a set of features, for fid.",
            discussion: """
                The file is a .npz with mu and sigma, which pytorch-fid and TTUR read as well. Fréchet \
                distances need no more of a set.
                """)

        @Argument(help: "Rows of features, or with --weights images.")
        var set: String

        @Option(
            name: [.short, .customLong("output")],
            help: ArgumentHelp("Write the statistics to this .npz file.", valueName: "file"))
        var output: String

        @OptionGroup var input: FeatureInputArgument
        @OptionGroup var classifier: ClassifierArguments
        @OptionGroup var threads: ThreadsArgument
        @OptionGroup var quiet: QuietArgument

        func run() throws {
            let sets = try ClassifiedSets(
                set, seenBy: classifier, threads: threads.count, isQuiet: quiet.isRequested)
            let rows = try sets.rows(set, as: input.input.value)
            let statistics = try FeatureStatistics(rows, threads: threads.count)
            try statistics.write(to: URL(filePath: output))
            if !quiet.isRequested {
                print("\(output): \(rows.count) images, \(rows.columns) features")
            }
        }
    }
}
