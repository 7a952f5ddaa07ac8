// SPDX-License-Identifier: Apache-2.0

internal import Raster

/// The choices in which the conventions differ; what is written here is the author's.
struct ConventionRules: Sendable, Hashable {
    enum Pooling: Sendable {
        /// Each channel has a score; the image's is their mean.
        case scores
        /// The terms of all channels are averaged before they are multiplied.
        case means
    }

    enum Border: Sendable {
        /// Only windows that lie within the image.
        case valid
        /// The similarity of a scale is averaged over the image's size, its border mirrored about
        /// the edge samples; contrast and structure over the windows within.
        case mirroredSimilarity
    }

    enum Combination: Sendable {
        /// Each term to the power of its weight.
        case product
        /// The last scale's term as it is.
        case lastUnweighted
        /// Luminance, contrast and structure are averaged apart; luminance enters at the last scale.
        case separateTerms
    }

    var halving = HalvingRule.repeatLast
    var pooling = Pooling.scores
    var border = Border.valid
    var combination = Combination.product
    /// Whether the window is cut to a scale that is smaller than 11 pixels.
    var shrinksWindow = false
    /// Whether negative pixels of the contrast-structure map count as 0.
    var clampsPixels = false

    /// The window for a scale.
    func window(for size: ImageSize) -> SimilarityWindow {
        if shrinksWindow { return SimilarityWindow(fitting: size) }
        return combination == .separateTerms ? .sixDecimals : .standard
    }

    /// The least that the shorter side may be, so that a window fits into every scale.
    func leastSide(scales: Int) -> Int {
        guard !shrinksWindow else { return 1 << (scales - 1) }
        let size = SimilarityWindow.standardSize
        switch halving {
        case .repeatLast, .repeatFirst, .zeroBothEnds: return (size - 1) << (scales - 1) + 1
        case .dropLast, .wavelet, .evenOnly: return size << (scales - 1)
        }
    }
}
