// SPDX-License-Identifier: Apache-2.0

internal import Pyramids
internal import Raster
internal import TensorPyramids
public import Tensors

/// The pyramid of a cascade: the sides of its square levels, and the operators between them.
///
/// With I₀ the image, Iₖ₊₁ = d(Iₖ) and the low-pass condition lₖ = u(Iₖ₊₁), the band of level k is
/// hₖ = Iₖ − lₖ (Denton et al. 2015, section 2.2). Level 0 is the finest.
public struct CascadePyramid: Sendable {
    /// The side of each level in pixels, finest first.
    public let sides: [Int]
    /// The operators.
    public let operators: PyramidOperators

    private let executor: TensorExecutor

    /// Creates a pyramid.
    ///
    /// - Throws: ``CascadeError`` when a side cannot be reduced to the next by these operators.
    public init(sides: [Int], operators: PyramidOperators) throws(CascadeError) {
        guard let coarsest = sides.last, coarsest >= 1 else {
            throw CascadeError("a cascade has at least one level of one pixel")
        }
        for (fine, coarse) in zip(sides, sides.dropFirst())
        where coarse >= fine || !operators.filter.reduces(fine, to: coarse) {
            throw CascadeError(
                "levels of \(fine) and \(coarse) pixels do not follow each other by "
                    + "\(operators.rawValue); halve the side, or use torch7, which takes any ratio")
        }
        self.sides = sides
        self.operators = operators
        executor = TensorExecutor(operators.filter)
    }

    /// The number of the coarsest level, K.
    public var coarsest: Int { sides.count - 1 }

    /// d: level k + 1 of images that are level k.
    public func reduced(_ images: Tensor, from level: Int) throws(TensorError) -> Tensor {
        try executor.reduce(images, to: size(of: level + 1))
    }

    /// dᵏ: level `target` of images that are level `level`.
    public func reduced(
        _ images: Tensor, from level: Int = 0, to target: Int
    ) throws(TensorError) -> Tensor {
        var images = images
        for step in level..<target { images = try reduced(images, from: step) }
        return images
    }

    /// u: images of level k + 1 enlarged to level k.
    public func enlarged(_ coarse: Tensor, to level: Int) throws(TensorError) -> Tensor {
        try executor.expand(coarse, to: size(of: level))
    }

    /// lₖ = u(d(Iₖ)) of images that are level k, which is not the coarsest.
    public func lowPass(_ images: Tensor, at level: Int) throws(TensorError) -> Tensor {
        try enlarged(reduced(images, from: level), to: level)
    }

    /// Images doubled by u until their side is at least so many pixels.
    func doubled(_ images: Tensor, untilSide least: Int) throws(TensorError) -> Tensor {
        var images = images
        while let side = images.shape.last, side < least {
            images = try executor.expand(
                images, to: ImageSize(width: 2 * side, height: 2 * side))
        }
        return images
    }

    /// The next finer image: u(coarse) plus the band of level k.
    ///
    /// It is one step of the recursion of section 2.2, and the same function that collapses every pyramid
    /// of the package.
    public func collapsed(coarse: Tensor, band: Tensor) throws(TensorError) -> Tensor {
        try executor.collapseStep(coarse: coarse, band: band, gain: 1)
    }

    private func size(of level: Int) -> ImageSize {
        ImageSize(width: sides[level], height: sides[level])
    }
}

/// Why a cascade cannot be put together: what was found and what would do, in one line.
public struct CascadeError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The line.
    public let description: String

    /// Creates an error of one line.
    public init(_ description: String) { self.description = description }
}
