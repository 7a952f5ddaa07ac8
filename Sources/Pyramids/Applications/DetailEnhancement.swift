// SPDX-License-Identifier: Apache-2.0

public import Raster

/// Strengthens or weakens detail by its scale: each band times a gain, then collapse.
///
/// P. J. Burt and E. H. Adelson, "The Laplacian Pyramid as a Compact Image Code", IEEE Trans.
/// Communications 31(4), 1983: the bands add up to the image, so a gain of 1 everywhere gives it
/// back. Strong gains leave halos along edges; ``LocalLaplacianFilter`` does not. Alpha is kept.
///
/// ```swift
/// let sharper = DetailEnhancement(.list([1.5, 1.2])).apply(to: image)
/// ```
public struct DetailEnhancement: Sendable {
    /// A gain for each band.
    public enum Gains: Sendable, Hashable {
        /// Gains of the finest bands, finest first; bands without one keep their strength.
        case list([Float])
        /// Gains that change by the same factor from band to band; both are above 0.
        case curve(finest: Float, coarsest: Float)

        /// The gains for a number of bands, finest first.
        ///
        /// A list must not be longer than that.
        public func values(levels: Int) -> [Float] {
            switch self {
            case .list(let gains):
                precondition(
                    gains.count <= levels, "\(gains.count) gains were given for \(levels) bands")
                return gains + Array(repeating: 1, count: levels - gains.count)
            case .curve(let finest, let coarsest):
                precondition(
                    finest > 0 && coarsest > 0,
                    "the gains of a curve are above 0, not "
                        + "\(finest) and \(coarsest)")
                let steps = Float(max(levels - 1, 1))
                return (0..<levels).map {
                    finest * Float.power(coarsest / finest, Float($0) / steps)
                }
            }
        }
    }

    /// A gain for each band.
    public let gains: Gains
    /// Whether colours are limited to black and white afterwards.
    public let isClamped: Bool
    /// How many bands; nil for as many as leave a residual of at least 8 samples a side, or as many
    /// as a list has gains, whichever is more.
    public let levels: Int?
    /// The convention of the pyramid.
    public let filter: PyramidFilter
    /// How many threads one call may use.
    public let threads: ThreadCount

    /// Creates an enhancement.
    public init(
        _ gains: Gains, isClamped: Bool = false, levels: Int? = nil,
        filter: PyramidFilter = .mirror101, threads: ThreadCount = .allProcessors
    ) {
        precondition(levels ?? 0 >= 0, "a pyramid has no \(levels ?? 0) bands")
        self.gains = gains
        self.isClamped = isClamped
        self.levels = levels
        self.filter = filter
        self.threads = threads
    }

    /// The image with its bands strengthened, in its own range.
    public func apply(to image: Image) -> Image {
        var levels = levels ?? filter.defaultLevelCount(for: image.size)
        if self.levels == nil, case .list(let gains) = gains { levels = max(levels, gains.count) }
        let values = gains.values(levels: levels)
        let executor = PlaneExecutor(filter, threads: threads)
        let (black, white) = (image.range.black, image.range.white)
        return image.mapColours(paddedFor: filter, levels: levels) { plane in
            let pyramid = LaplacianPyramid(decomposing: plane, levels: levels, by: executor)
            let result = (consume pyramid).collapsed(by: executor, gains: values)
            return isClamped ? result.map { min(max($0, black), white) } : result
        }
    }
}
