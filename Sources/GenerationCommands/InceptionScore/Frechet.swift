// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import CommandSupport
internal import InceptionScoring

extension InceptionScoreCommand {
    struct Frechet: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "fid",
            abstract: "Measure the Fréchet distance of two sets of features.",
            discussion: """
                Lower is closer. Both sets are taken as normal distributions, so a few thousand images \
                are needed; the distance of fewer is too large. --infinity estimates what it would be \
                with endless generated images.
                """)

        @Argument(help: "The generated set: features, statistics with mu and sigma, or images.")
        var generated: String

        @Argument(help: "The real set: features, statistics with mu and sigma, or images.")
        var real: String

        @Flag(help: "Extrapolate to endless generated images, from 15 random parts of the set.")
        var infinity = false

        @Option(help: ArgumentHelp("Follow the rules of this program.", valueName: "name"))
        var match = NamedChoice(FrechetDistance.Convention.pytorchFID)

        @OptionGroup var input: FeatureInputArgument
        @OptionGroup var bootstrap: BootstrapArgument
        @OptionGroup var classifier: ClassifierArguments
        @OptionGroup var seed: SeedArgument
        @OptionGroup var threads: ThreadsArgument
        @OptionGroup var json: JSONArgument
        @OptionGroup var quiet: QuietArgument

        func run() throws {
            let sets = try ClassifiedSets(
                generated, real, seenBy: classifier, threads: threads.count,
                isQuiet: quiet.isRequested)
            let report = FrechetReport(
                match.value, extrapolates: infinity, bootstrap: bootstrap.replicates,
                seed: seed.value, threads: threads.count)
            try json.show(
                sets.described(
                    try report.report(
                        of: try sets.source(generated, as: input.input.value),
                        and: try sets.source(real, as: input.input.value),
                        as: input.input.value)))
        }
    }
}
