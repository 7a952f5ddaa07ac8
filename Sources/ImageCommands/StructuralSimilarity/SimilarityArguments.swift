// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import CommandSupport
internal import Raster
internal import StructuralSimilarity

/// What is measured: the same options in every command that compares two images.
struct SimilarityArguments: ParsableArguments {
    @Option(
        help: ArgumentHelp("Follow the rules of this program.", valueName: "name"))
    var match = NamedChoice(SimilarityConvention.wang)

    @Option(
        help: ArgumentHelp(
            "What to compare of colour images. If omitted, what the program of --match compares.",
            valueName: "treatment"))
    var color: NamedChoice<ColourTreatment>?

    @Option(
        help: ArgumentHelp(
            "Use this many scales, 1 to 5; the weights of fewer than 5 are scaled to sum to 1.",
            valueName: "count"))
    var levels: Int = 5

    @Flag(help: "Cut the window to scales smaller than itself instead of refusing small images.")
    var shrinkWindow = false

    @Option(
        help: ArgumentHelp(
            "Count negative means as 0 (clamped), or take their complex powers and print the modulus "
                + "(complex).", valueName: "rule"))
    var negative = NamedChoice(NegativeTerms.clamped)

    func validate() throws {
        guard (1...5).contains(levels) else {
            throw ValidationError("--levels must be between 1 and 5, not \(levels)")
        }
    }

    var weights: ScaleWeights { .first(levels) }

    func measure(threads: ThreadCount) -> MultiscaleSimilarity {
        MultiscaleSimilarity(
            match.value, weights: weights, colour: color?.value, shrinksWindow: shrinkWindow,
            negativeTerms: negative.value, threads: threads)
    }
}
