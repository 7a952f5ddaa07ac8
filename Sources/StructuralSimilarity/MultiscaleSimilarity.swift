// SPDX-License-Identifier: Apache-2.0

public import Raster

/// MS-SSIM and SSIM: how alike two images are to the eye, by the structure that they share.
///
/// ```swift
/// let score = try MultiscaleSimilarity().score(original, compressed)
/// print(score.value)  // 0.9669
/// ```
///
/// At each of five scales a Gaussian window of 11×11 compares local contrast and structure, at the last
/// also luminance; the means to the powers of their weights are multiplied. Wang, Simoncelli and
/// Bovik, "Multi-scale structural similarity for image quality assessment", Asilomar Conference on
/// Signals, Systems and Computers (2003), equation 7; the constants and the window are those of Wang et
/// al. (2004). With ``ScaleWeights/singleScale`` it is plain SSIM.
///
/// Programs differ in what the paper leaves open, and their scores with them: see
/// ``SimilarityConvention``.
public struct MultiscaleSimilarity: Sendable, Hashable {
    /// Whose rules are followed.
    public let convention: SimilarityConvention
    /// The exponents of the scales.
    public let weights: ScaleWeights
    /// What is compared of colour images.
    public let colour: ColourTreatment
    let rules: ConventionRules
    /// What becomes of negative means.
    public let negativeTerms: NegativeTerms
    /// How many threads may work.
    public let threads: ThreadCount

    /// Creates a measure.
    ///
    /// - Parameters:
    ///   - convention: Whose rules to follow.
    ///   - weights: The exponents of the scales; their number is the number of scales.
    ///   - colour: What to compare of colour images; if nil, what the convention compares.
    ///   - shrinksWindow: Whether to cut the window to scales smaller than itself instead of refusing
    ///     the images, as the convention `progan` always does.
    ///   - negativeTerms: What becomes of negative means.
    ///   - threads: How many threads may work; the result does not depend on it.
    public init(
        _ convention: SimilarityConvention = .wang, weights: ScaleWeights = .standard,
        colour: ColourTreatment? = nil, shrinksWindow: Bool = false,
        negativeTerms: NegativeTerms = .clamped, threads: ThreadCount = .allProcessors
    ) {
        var rules = convention.rules
        rules.shrinksWindow = rules.shrinksWindow || shrinksWindow
        self.init(
            convention, rules: rules, weights: weights, colour: colour ?? convention.colour,
            negativeTerms: negativeTerms, threads: threads)
    }

    /// Creates a measure of rules that need not be those of its convention.
    init(
        _ convention: SimilarityConvention, rules: ConventionRules, weights: ScaleWeights,
        colour: ColourTreatment, negativeTerms: NegativeTerms, threads: ThreadCount
    ) {
        self.convention = convention
        self.rules = rules
        self.weights = weights
        self.colour = colour
        self.negativeTerms = negativeTerms
        self.threads = threads
    }

    /// Compares two images in single precision; within 10⁻⁶ of ``preciseScore(_:_:)``.
    ///
    /// - Parameters:
    ///   - first: An image.
    ///   - second: The other; the score is the same with the two exchanged.
    ///   - detail: Whether the score holds luminance and similarity of every scale, which takes a
    ///     tenth longer.
    /// - Returns: The score with the terms that it is made of.
    /// - Throws: when the images differ in size, channels or range, have alpha, are too small for the
    ///   scales, or have samples that are not finite.
    public func score(
        _ first: Image, _ second: Image, detail: Bool = false
    ) throws(SimilarityError) -> SimilarityScore {
        let (x, y, dynamicRange) = try planes(first, second)
        return try score(x, y, dynamicRange: dynamicRange, detail: detail)
    }

    /// Compares two images given as planes whose samples run from 0 to `dynamicRange`.
    ///
    /// - Throws: as ``score(_:_:detail:)``.
    public func score(
        _ first: [Plane], _ second: [Plane], dynamicRange: Double, detail: Bool = false
    ) throws(SimilarityError) -> SimilarityScore {
        guard rules.combination != .separateTerms, rules.halving != .wavelet else {
            return try preciseScore(
                first.map(DoublePlane.init), second.map(DoublePlane.init),
                dynamicRange: dynamicRange)
        }
        try check(first.map(\.size), second.map(\.size))
        let scales = FastScales(
            rules: rules, constants: StabilityConstants(dynamicRange: dynamicRange),
            count: weights.count, threads: threads)
        let x = try colour.applied(to: first, dynamicRange: dynamicRange)
        let y = try colour.applied(to: second, dynamicRange: dynamicRange)
        return assemble(try scales.means(x, y, detail: detail), size: x[0].size)
    }
}
