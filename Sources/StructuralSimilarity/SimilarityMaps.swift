// SPDX-License-Identifier: Apache-2.0

public import Raster

/// Where two images are alike at one scale: a value for each place where the window fits.
public struct SimilarityMaps: Sendable, Equatable {
    /// Likeness of the local means, for each channel.
    public let luminance: [Plane]
    /// Likeness of the local contrasts and structures, −1 to 1, for each channel.
    public let contrastStructure: [Plane]

    /// SSIM at each place: the product of the two, for each channel.
    public var similarity: [Plane] { zip(luminance, contrastStructure).map { $0 * $1 } }
}

extension MultiscaleSimilarity {
    /// The maps of every scale, finest first.
    ///
    /// They are computed in double precision: in single precision the terms' means are exact to 10⁻⁶, but
    /// their values at single places only to some 10⁻⁵.
    ///
    /// - Parameters:
    ///   - first: An image.
    ///   - second: The other.
    ///   - isFullSize: Whether the maps have the size of their scale, the image continued beyond its
    ///     border by reflection; otherwise they have a value for each place where the window fits,
    ///     10 fewer a side under the standard window.
    /// - Returns: One entry a scale.
    /// - Throws: as ``score(_:_:detail:)``.
    public func maps(
        _ first: Image, _ second: Image, isFullSize: Bool = false
    ) throws(SimilarityError) -> [SimilarityMaps] {
        let (x, y, dynamicRange) = try planes(first, second)
        return try maps(x, y, dynamicRange: dynamicRange, isFullSize: isFullSize)
    }

    /// The maps of every scale of two images given as planes whose samples run from 0 to
    /// `dynamicRange`.
    ///
    /// - Throws: as ``score(_:_:detail:)``.
    public func maps(
        _ first: [Plane], _ second: [Plane], dynamicRange: Double, isFullSize: Bool = false
    ) throws(SimilarityError) -> [SimilarityMaps] {
        try check(first.map(\.size), second.map(\.size))
        let x = try colour.applied(to: first, dynamicRange: dynamicRange)
        let y = try colour.applied(to: second, dynamicRange: dynamicRange)
        let scales = referenceScales(dynamicRange)
        try FiniteSamples.check(x, y)
        let channels = zip(x, y).map {
            scales.maps(DoublePlane($0), DoublePlane($1), isFullSize: isFullSize)
        }
        return weights.values.indices.map { scale in
            SimilarityMaps(
                luminance: channels.map { Plane($0[scale].luminance) },
                contrastStructure: channels.map { Plane($0[scale].contrastStructure) })
        }
    }
}
