// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import CommandSupport
internal import InceptionScoring
internal import Scoring

#if canImport(FoundationEssentials)
    internal import FoundationEssentials
#else
    internal import Foundation
#endif

extension InceptionScoreCommand {
    struct All: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Compute every score that two sets allow, each by its published protocol.",
            discussion: """
                Distances and precision come from features. A .npz file that also holds logits or \
                probabilities of the generated images gives the inception score too, and so do images \
                with --weights.
                """)

        @Argument(help: "The generated set: features, best with logits in a .npz file, or images.")
        var generated: String

        @Argument(help: "The real set: rows of features, or images.")
        var real: String

        @OptionGroup var neighbours: NeighboursArgument
        @OptionGroup var classifier: ClassifierArguments
        @OptionGroup var seed: SeedArgument
        @OptionGroup var threads: ThreadsArgument
        @OptionGroup var json: JSONArgument
        @OptionGroup var quiet: QuietArgument

        func run() throws {
            let sets = try ClassifiedSets(
                generated, real, seenBy: classifier, threads: threads.count,
                isQuiet: quiet.isRequested)
            let first = try sets.rows(generated, as: .features)
            let second = try sets.rows(real, as: .features)
            var reports: [ScoreReport] = []
            if let kind = try sets.classKind(generated) {
                reports.append(
                    try InceptionScore(seed: seed.value, threads: threads.count).report(
                        of: try sets.rows(generated, as: kind), as: kind))
            }
            reports.append(
                try FrechetReport(seed: seed.value, threads: threads.count).report(
                    of: .rows(first), and: .rows(second)))
            reports.append(
                try KernelDistance(seed: seed.value, threads: threads.count).report(
                    of: first, and: second))
            let manifolds = try Manifolds(
                generated: first, real: second, neighbours: neighbours.number,
                threads: threads.count)
            reports.append(
                manifolds.precisionRecall().report(of: manifolds, convention: .kynkaanniemi))
            reports = reports.map(sets.described)
            if json.isRequested { return print(try JSONOutput.line(for: reports)) }
            print(reports.map(ScoreTable.text).joined(separator: "\n"), terminator: "")
        }
    }
}
