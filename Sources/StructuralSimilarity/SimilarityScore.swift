// SPDX-License-Identifier: Apache-2.0

public import Raster

/// How alike two images are, and the terms that the number is made of.
public struct SimilarityScore: Sendable, Hashable, Codable {
    /// What one scale adds.
    public struct Scale: Sendable, Hashable, Codable {
        /// The size of the images at this scale.
        public let size: ImageSize
        /// The side of the window.
        public let window: Int
        /// The mean of the luminance term; nil where it was not needed.
        public let luminance: Double?
        /// The mean of contrast × structure, before any clamping.
        public let contrastStructure: Double
        /// The mean of luminance × contrast × structure, SSIM at this scale; nil where it was not
        /// needed.
        public let similarity: Double?
        /// The means of contrast and of structure alone, by the convention that keeps them apart.
        public let contrast: Double?
        /// As ``contrast``.
        public let structure: Double?
    }

    /// The score of one channel, or of all when the convention pools them.
    public struct Channel: Sendable, Hashable, Codable {
        /// The product of the scales' terms; NaN where the convention has no value.
        public let value: Double
        /// The terms, finest scale first.
        public let scales: [Scale]
    }

    /// The score, at most 1: 1 for equal images only.
    ///
    /// NaN where the convention has no value; the modulus when negative terms were kept.
    public let value: Double
    /// The angle of the complex score in radians when negative terms were kept; otherwise nil.
    public let phase: Double?
    /// The channels, or the one entry that stands for all.
    public let channels: [Channel]
    /// The scales, 0 = finest, at which a term of some channel was negative and counted as 0, which
    /// makes that channel's score 0.
    public let clampedScales: [Int]
    /// Whose rules were followed.
    public let convention: SimilarityConvention
    /// What was compared of colour images.
    public let colour: ColourTreatment
    /// The exponents of the scales.
    public let weights: ScaleWeights
}
