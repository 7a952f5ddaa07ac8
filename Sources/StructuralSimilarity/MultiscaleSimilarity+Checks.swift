// SPDX-License-Identifier: Apache-2.0

internal import Raster

extension MultiscaleSimilarity {
    /// The planes of two images whose samples run from 0 to the dynamic range.
    func planes(
        _ first: Image, _ second: Image
    ) throws(SimilarityError) -> (x: [Plane], y: [Plane], dynamicRange: Double) {
        guard !first.channels.hasAlpha, !second.channels.hasAlpha else { throw .hasAlpha }
        guard first.range == second.range else { throw .rangesDiffer(first.range, second.range) }
        let range = first.range == .signed ? ValueRange.unit : first.range
        let (x, y) = (first.converted(to: range).planes, second.converted(to: range).planes)
        // libvmaf divides 16-bit samples by 256 and then takes them for 8-bit ones.
        let isWord = range == .word && rules.combination == .separateTerms
        return (x, y, isWord ? 255 * 256 : Double(range.extent))
    }

    /// Throws unless the planes can be compared.
    func check(_ first: [ImageSize], _ second: [ImageSize]) throws(SimilarityError) {
        precondition(!first.isEmpty && !second.isEmpty, "an image has at least one plane")
        let size = first[0]
        precondition(
            first.allSatisfy { $0 == size } && second.allSatisfy { $0 == second[0] },
            "the planes of one image agree in size")
        guard second[0] == size else { throw .sizesDiffer(size, second[0]) }
        guard first.count == second.count else {
            throw .channelCountsDiffer(first.count, second.count)
        }
        let least = rules.leastSide(scales: weights.count)
        guard size.shorterSide >= least else {
            throw .tooSmall(size, least: least, scales: weights.count, convention)
        }
        guard rules.halving == .evenOnly else { return }
        // The original halves once more after its last scale and so refuses odd sides there too,
        // except those of 1 and 3, where its arrays happen to fit.
        let sizes = rules.halving.sizes(from: size, count: weights.count)
        for (scale, size) in sizes.enumerated() {
            let isLast = scale == weights.count - 1
            let odd = [size.width, size.height].filter { $0 % 2 == 1 }
            guard odd.allSatisfy({ isLast && $0 <= 3 }) else {
                throw .oddSide(size, scale: scale, convention)
            }
        }
    }

    /// The score of the means of each channel's scales.
    func assemble(_ channels: [[ScaleMeans]], size: ImageSize) -> SimilarityScore {
        var channels = channels
        if rules.pooling == .means {
            channels = [weights.values.indices.map { scale in .pooled(channels.map { $0[scale] }) }]
        }
        let combination = ScaleCombination(
            rules: rules, weights: weights, negativeTerms: negativeTerms)
        let values = channels.map(combination.combine)
        let mean = combination.mean(values)
        let sizes = rules.halving.sizes(from: size, count: weights.count)
        return SimilarityScore(
            value: mean.modulus, phase: negativeTerms == .complex ? mean.phase : nil,
            channels: zip(values, channels).map { value, scales in
                SimilarityScore.Channel(
                    value: value.modulus,
                    scales: zip(scales, sizes).map { means, size in
                        SimilarityScore.Scale(
                            size: size, window: rules.window(for: size).size,
                            luminance: means.luminance,
                            contrastStructure: means.contrastStructure,
                            similarity: means.similarity, contrast: means.contrast,
                            structure: means.structure)
                    })
            },
            clampedScales: mean.clampedScales, convention: convention, colour: colour,
            weights: weights)
    }
}
