// SPDX-License-Identifier: Apache-2.0

/// How fine an image is while levels are added to it one by one: a level, and how much of it shows.
///
/// Level 0 is the finest and each further one halves the sides. While a level fades in, `alpha` is the
/// share of its band that is there. As one number it is the *lod* of Karras et al., "Progressive
/// growing of GANs", 2018: level + (1 − alpha), so that 1.25 means three quarters of level 1.
public struct LevelOfDetail: Sendable, Hashable, Codable, CustomStringConvertible {
    /// The finest level that shows, counted from 0, the finest of all.
    public let level: Int
    /// The share of that level's band, above 0 and at most 1.
    public let alpha: Double

    /// A level of which `alpha` shows.
    public init(level: Int, alpha: Double = 1) {
        precondition(level >= 0, "levels count from 0, not \(level)")
        precondition(alpha > 0 && alpha <= 1, "a share of \(alpha); none is the next level")
        self.level = level
        self.alpha = alpha
    }

    /// The detail of a lod, which is not negative.
    public init(lod: Double) {
        precondition(lod >= 0 && lod.isFinite, "a lod of \(lod)")
        let whole = lod.rounded(.down)
        self.init(level: Int(whole), alpha: 1 - (lod - whole))
    }

    /// All of level 0.
    public static let full = LevelOfDetail(level: 0)

    /// Level and share as one number.
    public var lod: Double { Double(level) + (1 - alpha) }

    /// Whether a part of the level is still missing.
    public var isFading: Bool { alpha < 1 }

    /// The coarsest level that is looked at: the one below while this one fades in.
    public var coarsestLevel: Int { isFading ? level + 1 : level }

    /// The lod, as in `1.25`.
    public var description: String { "\(lod)" }
}

extension PyramidExecutor {
    /// An image of the detail's level with the share of its band that the detail has.
    ///
    /// It is lerp(x, up(down(x)), 1 − alpha), the cross-fade of Karras et al. 2018, appendix C, as one
    /// step of a pyramid: down and up again with the band scaled.
    public func showing(_ detail: LevelOfDetail, of image: Level) throws(Failure) -> Level {
        guard detail.isFading else { return image }
        let (band, coarse) = try split(image)
        return try collapseStep(coarse: coarse, band: band, gain: Float(detail.alpha))
    }
}
