// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import CommandSupport
internal import InceptionScoring

extension InceptionScoreCommand {
    struct Kernel: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "kid",
            abstract: "Measure the kernel distance of two sets of features.",
            discussion: """
                Lower is closer. It is unbiased, so it serves small sets too, and values below 0 occur \
                for sets that are alike. Random subsets give a mean and its standard error.
                """)

        @Argument(help: "The generated set: rows of features, or images.")
        var generated: String

        @Argument(help: "The real set: rows of features, or images.")
        var real: String

        @Option(help: ArgumentHelp("Draw this many subsets.", valueName: "count"))
        var subsets = 100

        @Option(
            help: ArgumentHelp("Take this many images of each set a subset.", valueName: "count"))
        var subsetSize = 1000

        @Option(
            help: ArgumentHelp(
                "Use the kernel exp(-|x-y|²/(2σ²)) with this σ instead of (x·y/d + 1)³.",
                valueName: "number"))
        var sigma: Double?

        @Option(help: ArgumentHelp("Follow the rules of this program.", valueName: "name"))
        var match = NamedChoice(KernelDistance.Convention.binkowski)

        @OptionGroup var input: FeatureInputArgument
        @OptionGroup var classifier: ClassifierArguments
        @OptionGroup var seed: SeedArgument
        @OptionGroup var threads: ThreadsArgument
        @OptionGroup var json: JSONArgument
        @OptionGroup var quiet: QuietArgument

        func validate() throws {
            guard subsets >= 1 else {
                throw ValidationError("--subsets must be at least 1, not \(subsets)")
            }
            guard subsetSize >= 2 else {
                throw ValidationError("--subset-size must be at least 2, not \(subsetSize)")
            }
            if let sigma, !(sigma > 0 && sigma.isFinite) {
                throw ValidationError("--sigma must be above 0, not \(sigma)")
            }
        }

        func run() throws {
            let sets = try ClassifiedSets(
                generated, real, seenBy: classifier, threads: threads.count,
                isQuiet: quiet.isRequested)
            let distance = KernelDistance(
                match.value, kernel: sigma.map { .gaussian(sigma: $0) } ?? .cubic,
                subsets: subsets, subsetSize: subsetSize, seed: seed.value,
                threads: threads.count)
            try json.show(
                sets.described(
                    try distance.report(
                        of: try sets.rows(generated, as: input.input.value),
                        and: try sets.rows(real, as: input.input.value),
                        as: input.input.value)))
        }
    }
}
