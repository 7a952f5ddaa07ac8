// SPDX-License-Identifier: Apache-2.0

/// An image as a stack of bands, each holding the detail that one halving of the size takes away,
/// and the small image that is left.
///
/// With `G₀` the image and `Gₖ₊₁ = reduce(Gₖ)`, band k is `Gₖ − expand(Gₖ₊₁)` and the residual is the
/// last `G` (P. J. Burt and E. H. Adelson, "The Laplacian Pyramid as a Compact Image Code", IEEE
/// Trans. Communications 31(4), 1983, section IV). Collapsing undoes this exactly for *any* pair of
/// operators, because each step adds what the same expansion had been subtracted for.
///
/// ```swift
/// let executor = ImageExecutor(.mirror101)
/// let pyramid = LaplacianPyramid(decomposing: image, levels: 5, by: executor)
/// let sharper = pyramid.collapsed(by: executor, gains: [1.5, 1.2])
/// ```
public struct LaplacianPyramid<Level> {
    /// The band-pass levels, finest first.
    public var bands: [Level]
    /// The low-pass image that is left at the top.
    public var residual: Level

    /// Creates a pyramid from parts, for example from bands that a model generated.
    public init(bands: [Level], residual: Level) {
        self.bands = bands
        self.residual = residual
    }

    /// Decomposes an image into `levels` bands and a residual.
    ///
    /// - Parameters:
    ///   - image: Level 0.
    ///   - levels: How many bands, 0 or more. A level of 1×1 stays 1×1, so any number is possible.
    ///   - executor: The operators to use; the same are needed to collapse.
    /// - Throws: What the executor throws; executors of images throw nothing.
    /// - Complexity: O(samples); the levels add up to 4/3 of the image.
    public init<Executor: PyramidExecutor>(
        decomposing image: consuming Level, levels: Int, by executor: Executor
    ) throws(Executor.Failure) where Executor.Level == Level {
        precondition(levels >= 0, "a pyramid has no \(levels) bands")
        var bands: [Level] = []
        bands.reserveCapacity(levels)
        var current = image
        for _ in 0..<levels {
            let (band, coarse) = try executor.split(current)
            bands.append(band)
            current = coarse
        }
        self.init(bands: bands, residual: current)
    }

    /// The image that the pyramid stands for.
    ///
    /// A pyramid that is given away, as in `(consume pyramid).collapsed(by: executor)`, is collapsed in
    /// its own memory: the finest band's becomes the image's. Otherwise the bands are copied.
    ///
    /// - Parameters:
    ///   - executor: The operators that the pyramid was decomposed with.
    ///   - gains: A factor for each band, finest first; bands without one have factor 1.
    /// - Returns: Level 0.
    /// - Throws: What the executor throws; executors of images throw nothing.
    public consuming func collapsed<Executor: PyramidExecutor>(
        by executor: Executor, gains: [Float] = []
    ) throws(Executor.Failure) -> Level where Executor.Level == Level {
        precondition(
            gains.count <= bands.count,
            "\(gains.count) gains were given for \(bands.count) bands")
        var image = residual
        while let band = bands.popLast() {
            let gain = bands.count < gains.count ? gains[bands.count] : 1
            image = try executor.collapseStep(coarse: image, band: consume band, gain: gain)
        }
        return image
    }

    /// The pyramid with each level put through `transform`, the residual as well.
    public func map<Other>(_ transform: (Level) throws -> Other) rethrows -> LaplacianPyramid<Other>
    {
        LaplacianPyramid<Other>(bands: try bands.map(transform), residual: try transform(residual))
    }
}

extension LaplacianPyramid: Sendable where Level: Sendable {}
extension LaplacianPyramid: Equatable where Level: Equatable {}
