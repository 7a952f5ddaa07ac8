// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import CommandSupport
internal import ImageFiles
internal import InceptionScoring

#if canImport(FoundationEssentials)
    internal import FoundationEssentials
#else
    internal import Foundation
#endif

/// `--neighbors`: how far the spheres of `pr` and `all` reach.
struct NeighboursArgument: ParsableArguments {
    @Option(
        name: .customLong("neighbors"),
        help: ArgumentHelp(
            "Let the sphere of each image reach to its neighbor of this number in its own set.",
            valueName: "number"))
    var number = 3

    func validate() throws {
        guard number >= 1 else {
            throw ValidationError("--neighbors must be at least 1, not \(number)")
        }
    }
}

extension InceptionScoreCommand {
    struct Neighbours: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "pr",
            abstract: "Measure precision, recall, density and coverage of a generated set.",
            discussion: """
                Precision is the share of generated images among the real ones, recall the share of real \
                images that the generated ones reach. Distances are exact, so ties and copies count as \
                they should.
                """)

        @Argument(help: "The generated set: rows of features, or images.")
        var generated: String

        @Argument(help: "The real set: rows of features, or images; best as many.")
        var real: String

        @Option(
            help: ArgumentHelp(
                "Write how real each generated image looks to this .npy file: 1 or more within the "
                    + "sphere of a real image.",
                valueName: "file"))
        var realism: String?

        @Option(help: ArgumentHelp("Follow the rules of this program.", valueName: "name"))
        var match = NamedChoice(PrecisionRecall.Convention.kynkaanniemi)

        @OptionGroup var neighbours: NeighboursArgument
        @OptionGroup var input: FeatureInputArgument
        @OptionGroup var classifier: ClassifierArguments
        @OptionGroup var threads: ThreadsArgument
        @OptionGroup var json: JSONArgument
        @OptionGroup var quiet: QuietArgument

        func run() throws {
            let sets = try ClassifiedSets(
                generated, real, seenBy: classifier, threads: threads.count,
                isQuiet: quiet.isRequested)
            let manifolds = try Manifolds(
                generated: try sets.rows(generated, as: input.input.value),
                real: try sets.rows(real, as: input.input.value),
                neighbours: neighbours.number, threads: threads.count)
            if let realism {
                let values = manifolds.realism()
                try NumPyArray(shape: [values.count], samples: .float64(values)).write(
                    to: URL(filePath: realism))
            }
            let shares = manifolds.precisionRecall(match.value)
            try json.show(
                sets.described(
                    shares.report(
                        of: manifolds, convention: match.value, as: input.input.value)))
        }
    }
}
