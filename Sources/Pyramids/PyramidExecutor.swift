// SPDX-License-Identifier: Apache-2.0

/// What a level must be able to do for a pyramid of it to exist: images in the tools, tensors in the
/// networks.
public protocol PyramidLevel {
    /// This level plus another of the same size.
    func adding(_ other: Self) -> Self
    /// This level minus another of the same size.
    func subtracting(_ other: Self) -> Self
    /// This level times a factor.
    func scaled(by gain: Float) -> Self
}

/// The pair of operators that a pyramid is made of, carried out on one kind of level.
///
/// The mathematics stands in a ``PyramidFilter``; an executor applies it to planes, images, batches
/// (or, elsewhere, tensors). Decomposing and collapsing are written once, on ``LaplacianPyramid``,
/// over ``split(_:)`` and ``collapseStep(coarse:band:gain:)``. Both have plain definitions here, in
/// terms of ``reduce(_:)`` and ``expand(_:toSizeOf:)``; an executor replaces them where one pass over
/// memory can do the work of three.
public protocol PyramidExecutor<Level>: Sendable {
    /// The kind of image this executor works on.
    associatedtype Level
    /// What can go wrong: `Never` for images in memory.
    associatedtype Failure: Error = Never

    /// REDUCE: the level filtered and decimated to half its size, rounded up (Burt and Adelson 1983,
    /// eq. 1).
    func reduce(_ fine: Level) throws(Failure) -> Level

    /// EXPAND: the level interpolated to the size of `fine` (Burt and Adelson 1983, eq. 2).
    func expand(_ coarse: Level, toSizeOf fine: Level) throws(Failure) -> Level

    /// One step down: the reduced level, and the band that expanding it misses.
    func split(_ fine: Level) throws(Failure) -> (band: Level, coarse: Level)

    /// One step up: `expand(coarse) + gain * band`. The heart of every system in this package.
    func collapseStep(coarse: Level, band: consuming Level, gain: Float) throws(Failure) -> Level
}

extension PyramidExecutor where Level: PyramidLevel {
    /// One step down by the definition: `band = fine - expand(reduce(fine))`.
    public func split(_ fine: Level) throws(Failure) -> (band: Level, coarse: Level) {
        let coarse = try reduce(fine)
        return (fine.subtracting(try expand(coarse, toSizeOf: fine)), coarse)
    }

    /// One step up by the definition.
    public func collapseStep(
        coarse: Level, band: consuming Level, gain: Float
    ) throws(Failure) -> Level {
        let expanded = try expand(coarse, toSizeOf: band)
        return expanded.adding(gain == 1 ? band : band.scaled(by: gain))
    }
}
