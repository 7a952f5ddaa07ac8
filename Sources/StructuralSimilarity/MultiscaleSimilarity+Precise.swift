// SPDX-License-Identifier: Apache-2.0

public import Raster

extension MultiscaleSimilarity {
    /// Compares two images in double precision, straight from the definition.
    ///
    /// Many times slower than ``score(_:_:detail:)``; the score holds every term of every scale.
    ///
    /// - Throws: as ``score(_:_:detail:)``.
    public func preciseScore(
        _ first: Image, _ second: Image
    ) throws(SimilarityError) -> SimilarityScore {
        let (x, y, dynamicRange) = try planes(first, second)
        return try preciseScore(
            x.map(DoublePlane.init), y.map(DoublePlane.init), dynamicRange: dynamicRange)
    }

    /// Compares two images in double precision, given as planes whose samples run from 0 to
    /// `dynamicRange`.
    ///
    /// - Throws: as ``score(_:_:detail:)``.
    public func preciseScore(
        _ first: [DoublePlane], _ second: [DoublePlane], dynamicRange: Double
    ) throws(SimilarityError) -> SimilarityScore {
        try check(first.map(\.size), second.map(\.size))
        try FiniteSamples.check(first, second)
        let x = try colour.applied(to: first, dynamicRange: dynamicRange)
        let y = try colour.applied(to: second, dynamicRange: dynamicRange)
        let scales = referenceScales(dynamicRange)
        return assemble(zip(x, y).map { scales.means($0, $1) }, size: x[0].size)
    }

    func referenceScales(_ dynamicRange: Double) -> ReferenceScales {
        ReferenceScales(
            rules: rules, constants: StabilityConstants(dynamicRange: dynamicRange),
            count: weights.count)
    }
}
