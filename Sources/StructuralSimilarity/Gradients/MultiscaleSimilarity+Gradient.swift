// SPDX-License-Identifier: Apache-2.0

public import Raster

/// The score of two images and how it changes with the first.
public struct SimilarityGradient: Sendable, Equatable {
    /// The score.
    public let value: Double
    /// The derivative of the score by each sample of the first image, channel by channel.
    public let planes: [DoublePlane]
    /// The scales at which a term was negative and counted as 0; such a channel's gradient is 0.
    public let clampedScales: [Int]
}

extension MultiscaleSimilarity {
    /// The score and its gradient with respect to the first image, in closed form and double precision.
    ///
    /// Where a negative term counts as 0, the channel's score is 0 all around, and so is its gradient;
    /// it is never NaN. Negative pixels that count as 0, in the convention `iqa-pytorch`, have none.
    ///
    /// - Parameters:
    ///   - first: The image to change, given as planes whose samples run from 0 to `dynamicRange`.
    ///   - second: The image to become like.
    ///   - dynamicRange: White minus black.
    /// - Returns: The score and one plane of derivatives for each plane of `first`.
    /// - Throws: as ``score(_:_:detail:)``, and where there is no gradient: for the convention
    ///   `libvmaf`, whose terms have infinite slopes where a window is flat; for colours that are
    ///   made a rounded grey, which is a staircase; and for complex scores.
    public func gradient(
        _ first: [DoublePlane], _ second: [DoublePlane], dynamicRange: Double
    ) throws(SimilarityError) -> SimilarityGradient {
        if rules.combination == .separateTerms { throw .noGradient(.infiniteSlopes) }
        if colour == .roundedGrey && first.count > 1 { throw .noGradient(.roundedGrey) }
        guard negativeTerms == .clamped else { throw .noGradient(.complexScore) }
        try check(first.map(\.size), second.map(\.size))
        try FiniteSamples.check(first, second)
        let x = try colour.applied(to: first, dynamicRange: dynamicRange)
        let y = try colour.applied(to: second, dynamicRange: dynamicRange)
        let scales = referenceScales(dynamicRange)
        let images = zip(x, y).map { scales.images($0, $1) }
        let means = zip(x, y).map { scales.means($0, $1) }
        let score = assemble(means, size: x[0].size)
        let slopes = slopes(of: means)
        let gradients = images.indices.map { channel in
            gradient(images[channel], slopes: slopes[channel], scales.constants)
        }
        return SimilarityGradient(
            value: score.value, planes: handBack(gradients, to: first.count),
            clampedScales: score.clampedScales)
    }

    /// The derivative of the score by each channel's term at each scale.
    private func slopes(of means: [[ScaleMeans]]) -> [[Double]] {
        let combination = ScaleCombination(
            rules: rules, weights: weights, negativeTerms: negativeTerms)
        func slopes(_ scales: [ScaleMeans]) -> [Double] {
            let value = combination.combine(scales)
            return combination.factors(scales).map { _, term, exponent in
                if weights.isSingleScale { return 1 }
                return value.modulus == 0 ? 0 : value.modulus * exponent / term
            }
        }
        let share = 1 / Double(means.count)
        if rules.pooling == .means {
            let pooled = weights.values.indices.map { scale in
                ScaleMeans.pooled(means.map { $0[scale] })
            }
            let slopes = slopes(pooled).map { $0 * share }
            return means.map { _ in slopes }
        }
        return means.map { slopes($0).map { $0 * share } }
    }

    /// The gradient of one channel: from the coarsest scale up, each adds its own term's.
    private func gradient(
        _ images: [(DoublePlane, DoublePlane)], slopes: [Double], _ constants: StabilityConstants
    ) -> DoublePlane {
        var total = DoublePlane(size: images[images.count - 1].0.size)
        for scale in images.indices.reversed() {
            let (x, y) = images[scale]
            let isLast = scale == images.count - 1
            if !isLast { total = total.unhalved(by: rules.halving, to: x.size) }
            guard slopes[scale] != 0 else { continue }
            let gradient =
                isLast
                ? ofSimilarity(x, y, constants)
                : term(x, y, constants).ofContrastStructure
            let slope = slopes[scale]
            total = total.combined(with: gradient) { $0 + slope * $1 }
        }
        return total
    }

    /// The gradient of the last scale's mean, whose border may be mirrored.
    private func ofSimilarity(
        _ x: DoublePlane, _ y: DoublePlane, _ constants: StabilityConstants
    ) -> DoublePlane {
        guard rules.border == .mirroredSimilarity else {
            return term(x, y, constants).ofSimilarity
        }
        let margin = rules.window(for: x.size).size / 2
        return term(x.mirrored(margin: margin), y.mirrored(margin: margin), constants)
            .ofSimilarity.unmirrored(margin: margin)
    }

    private func term(
        _ x: DoublePlane, _ y: DoublePlane, _ constants: StabilityConstants
    ) -> TermGradient {
        TermGradient(
            x, y, window: rules.window(for: x.size), constants: constants,
            clampsPixels: rules.clampsPixels)
    }

    /// Gives the gradient of a luma to the channels that it was made of.
    private func handBack(_ gradients: [DoublePlane], to channelCount: Int) -> [DoublePlane] {
        guard let weights = colour.weights, channelCount == 3 else { return gradients }
        return [weights.red, weights.green, weights.blue].map { weight in
            var plane = gradients[0]
            for index in plane.samples.indices { plane.samples[index] *= weight }
            return plane
        }
    }
}
