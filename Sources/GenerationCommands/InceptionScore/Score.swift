// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import CommandSupport
internal import InceptionScoring

extension InceptionScoreCommand {
    struct Score: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Say how sure a classifier is of each image, and how many classes there are.",
            discussion: """
                Higher is better, up to the number of classes. The images are cut into splits; the \
                mean and standard deviation of the splits' scores are what papers print. Images are \
                shuffled first, always in the same way, since a set in the order of its classes would \
                score far too low.
                """)

        /// What rows a score can be computed from.
        enum Input: String, ExpressibleByArgument, CaseIterable {
            case probabilities, logits

            var kind: RowKind {
                switch self {
                case .probabilities: .probabilities
                case .logits: .logits
                }
            }
        }

        @Argument(help: "Rows, one for each image, or with --weights the images themselves.")
        var set: String

        @Option(
            help: ArgumentHelp(
                "What the rows are. If omitted, probabilities if each row sums to 1, else logits.",
                valueName: "kind"))
        var input: Input?

        @Option(
            help: ArgumentHelp(
                "Cut the images into this many splits. If omitted, 10.", valueName: "count"))
        var splits: Int?

        @Flag(help: "Take the images in the order of the file.")
        var noShuffle = false

        @Option(help: ArgumentHelp("Follow the rules of this program.", valueName: "name"))
        var match = NamedChoice(InceptionScoreConvention.salimans)

        @OptionGroup var bootstrap: BootstrapArgument
        @OptionGroup var classifier: ClassifierArguments
        @OptionGroup var seed: SeedArgument
        @OptionGroup var threads: ThreadsArgument
        @OptionGroup var json: JSONArgument
        @OptionGroup var quiet: QuietArgument

        func validate() throws {
            if let splits, splits < 1 {
                throw ValidationError("--splits must be at least 1, not \(splits)")
            }
            if splits != nil, !match.value.takesSplits {
                throw ValidationError(
                    "--match \(match.value.rawValue) has its own splits, so --splits cannot be given"
                )
            }
        }

        func run() throws {
            let sets = try ClassifiedSets(
                set, seenBy: classifier, threads: threads.count, isQuiet: quiet.isRequested)
            let kind = input?.kind ?? sets.kind(set)
            let rows = try sets.rows(set, as: kind)
            let score = InceptionScore(
                match.value, splits: splits, isShuffled: noShuffle ? false : nil,
                seed: seed.value, threads: threads.count)
            try json.show(
                sets.described(
                    try score.report(of: rows, as: kind, bootstrap: bootstrap.replicates)))
        }
    }
}
