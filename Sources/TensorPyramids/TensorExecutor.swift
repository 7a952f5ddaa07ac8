// SPDX-License-Identifier: Apache-2.0

public import Pyramids
public import Raster
public import Tensors

/// Carries a filter out on tensors of images, with gradients: any convention, any size.
///
/// ```swift
/// let executor = TensorExecutor(.box)
/// let pyramid = try LaplacianPyramid(decomposing: reals, levels: 2, by: executor)
/// let faded = try pyramid.collapsed(by: executor, gains: [0.3])
/// ```
///
/// Every convention is separable, so a reduction or an expansion is a product with one small matrix
/// along each axis, taken from the same tables that the image executors read. Products are exact to
/// rounding, differentiable twice and fast at the sizes networks work at; they would be the wrong way
/// for photographs, since their cost an image grows with the third power of its side. Halving and
/// doubling of even sides by `.box`, which a growing network does in each step, are pooling and
/// repetition instead.
///
/// Images are the last two axes; all axes before them are a batch. Inside autocast the products would
/// be computed in 16 bits: decompose outside.
public struct TensorExecutor: PyramidExecutor {
    /// Images (…, H, W).
    public typealias Level = Tensor
    /// What LibTorch refuses.
    public typealias Failure = TensorError

    /// The convention.
    public let filter: PyramidFilter
    private let matrices: AxisMatrices

    /// An executor for one convention.
    public init(_ filter: PyramidFilter = .mirror101) {
        self.filter = filter
        matrices = AxisMatrices(filter)
    }

    /// REDUCE by the convention.
    public func reduce(_ fine: Tensor) throws(TensorError) -> Tensor {
        try reduce(fine, to: filter.reducedSize(of: Self.size(of: fine)))
    }

    /// REDUCE to an explicit size, which the convention must be able to reach in one step.
    public func reduce(_ fine: Tensor, to size: ImageSize) throws(TensorError) -> Tensor {
        let from = try Self.size(of: fine)
        try requireStep("reduction to \(size)", of: fine, fine: from, coarse: size)
        if filter == .box, fine.rank == 4, from.width % 2 == 0, from.height % 2 == 0 {
            return try fine.averagePooled(2)
        }
        return try product(
            fine, rows: matrices.reduction(of: from.height, to: size.height, like: fine),
            columns: matrices.reduction(of: from.width, to: size.width, like: fine))
    }

    /// EXPAND by the convention, to the size of `fine`.
    public func expand(_ coarse: Tensor, toSizeOf fine: Tensor) throws(TensorError) -> Tensor {
        try expand(coarse, to: Self.size(of: fine))
    }

    /// EXPAND to an explicit size: what an unconditioned sample of the next level has as its base.
    public func expand(_ coarse: Tensor, to size: ImageSize) throws(TensorError) -> Tensor {
        let from = try Self.size(of: coarse)
        try requireStep("expansion to \(size)", of: coarse, fine: size, coarse: from)
        if filter == .box, coarse.rank == 4, size.width == 2 * from.width,
            size.height == 2 * from.height
        {
            return try coarse.upsampled(by: 2)
        }
        return try product(
            coarse,
            rows: matrices.expansion(of: from.height, to: size.height, .vertical, like: coarse),
            columns: matrices.expansion(of: from.width, to: size.width, .horizontal, like: coarse))
    }

    /// One step down: the reduced level, and the band that expanding it misses.
    public func split(_ fine: Tensor) throws(TensorError) -> (band: Tensor, coarse: Tensor) {
        let coarse = try reduce(fine)
        return (try fine - expand(coarse, toSizeOf: fine), coarse)
    }

    /// One step up: `expand(coarse) + gain * band`.
    public func collapseStep(
        coarse: Tensor, band: consuming Tensor, gain: Float
    ) throws(TensorError) -> Tensor {
        let expanded = try expand(coarse, toSizeOf: band)
        return try expanded + (gain == 1 ? band : band * Double(gain))
    }

    private func requireStep(
        _ operation: String, of tensor: Tensor, fine: ImageSize, coarse: ImageSize
    ) throws(TensorError) {
        for (fine, coarse) in [(fine.width, coarse.width), (fine.height, coarse.height)]
        where !filter.reduces(fine, to: coarse) {
            throw TensorError(
                operation: operation, shapes: [tensor.shape],
                problem: "a side of \(fine) is not reduced to \(coarse)")
        }
    }

    private func product(_ x: Tensor, rows: Tensor, columns: Tensor) throws(TensorError) -> Tensor {
        try rows.matrixProduct(x.matrixProduct(columns.transposed()))
    }

    private static func size(of tensor: Tensor) throws(TensorError) -> ImageSize {
        let sides = tensor.shape.suffix(2)
        guard sides.count == 2, let height = sides.first, let width = sides.last,
            height > 0, width > 0
        else {
            throw TensorError(
                operation: "pyramid", shapes: [tensor.shape],
                problem: "the last two axes are the rows and columns of images")
        }
        return ImageSize(width: width, height: height)
    }
}
