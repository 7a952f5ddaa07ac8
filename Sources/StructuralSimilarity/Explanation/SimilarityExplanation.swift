// SPDX-License-Identifier: Apache-2.0

public import Raster

/// What every convention makes of a pair, and what each of its rules changes.
///
/// The question that users of these programs ask most is why two of them disagree. Each convention is
/// `wang` with some rules changed, so each rule is changed alone, and what that does to the score of this
/// very pair is its effect. Effects do not add up exactly where rules act together.
public struct SimilarityExplanation: Sendable {
    /// What one convention makes of the pair.
    public struct Entry: Sendable {
        /// The convention.
        public let convention: SimilarityConvention
        /// The score, or why there is none.
        public let outcome: Result<SimilarityScore, SimilarityError>
        /// What each rule that differs from `wang` changes when it is changed alone; a rule for
        /// which there is then no score is left out.
        public let effects: [Effect]
    }

    /// What a rule changes.
    public struct Effect: Sendable, Hashable {
        /// The rule.
        public let rule: RuleChange
        /// The score with this rule of the convention, minus the score of `wang`.
        public let change: Double
    }

    /// One entry a convention, `wang` first.
    public let entries: [Entry]

    /// Compares two images by every convention.
    ///
    /// - Parameters:
    ///   - first: An image.
    ///   - second: The other.
    ///   - weights: The exponents of the scales.
    ///   - threads: How many threads may work.
    /// - Throws: what does not depend on a convention: images that differ in size, channels or range,
    ///   have alpha, or samples that are not finite.
    public init(
        _ first: Image, _ second: Image, weights: ScaleWeights = .standard,
        threads: ThreadCount = .allProcessors
    ) throws(SimilarityError) {
        func score(
            _ convention: SimilarityConvention, _ rules: ConventionRules,
            _ colour: ColourTreatment
        ) -> Result<SimilarityScore, SimilarityError> {
            let measure = MultiscaleSimilarity(
                convention, rules: rules, weights: weights, colour: colour,
                negativeTerms: .clamped, threads: threads)
            do throws(SimilarityError) {
                return .success(try measure.score(first, second, detail: true))
            } catch {
                return .failure(error)
            }
        }
        let usual = score(.wang, ConventionRules(), .channels)
        if case .failure(let error) = usual, !error.dependsOnConvention { throw error }
        entries = SimilarityConvention.allCases.map { convention in
            let (rules, colour) = (convention.rules, convention.colour)
            let effects = RuleChange.allCases.compactMap { rule -> Effect? in
                guard rule.applies(rules, colour), case .success(let usual) = usual else {
                    return nil
                }
                var (changed, changedColour) = (ConventionRules(), ColourTreatment.channels)
                rule.apply(rules, colour, to: &changed, &changedColour)
                guard case .success(let score) = score(.wang, changed, changedColour) else {
                    return nil
                }
                return Effect(rule: rule, change: score.value - usual.value)
            }
            return Entry(
                convention: convention, outcome: score(convention, rules, colour),
                effects: effects)
        }
    }
}

extension SimilarityError {
    /// Whether another convention might take the images.
    fileprivate var dependsOnConvention: Bool {
        switch self {
        case .tooSmall, .oddSide, .noLuma, .noGradient: true
        case .sizesDiffer, .channelCountsDiffer, .rangesDiffer, .hasAlpha, .notFinite,
            .tooFewImages, .batchDiffers, .cannotMerge:
            false
        }
    }
}
