// SPDX-License-Identifier: Apache-2.0

internal import CTorchShim

// Reductions go over the axes that are named, or over all where none is. The axes disappear, or keep
// length 1 where `keepingAxes` is set, so that the result broadcasts against its source.

extension Tensor {
    /// The sum.
    public func sum(along axes: Int..., keepingAxes: Bool = false) throws(TensorError) -> Tensor {
        try made("sum", self) {
            unsafe ctorch_sum($0, axes, axes.count, keepingAxes, $1)
        }
    }

    /// The mean.
    public func mean(along axes: Int..., keepingAxes: Bool = false) throws(TensorError) -> Tensor {
        try made("mean", self) {
            unsafe ctorch_mean($0, axes, axes.count, keepingAxes, $1)
        }
    }

    /// The greatest element.
    ///
    /// Elements that tie share the gradient.
    public func greatest(along axes: Int..., keepingAxes: Bool = false) throws(TensorError)
        -> Tensor
    {
        try made("greatest", self) {
            unsafe ctorch_greatest($0, axes, axes.count, keepingAxes, $1)
        }
    }

    /// The least element.
    ///
    /// Elements that tie share the gradient.
    public func least(along axes: Int..., keepingAxes: Bool = false) throws(TensorError) -> Tensor {
        try made("least", self) {
            unsafe ctorch_least($0, axes, axes.count, keepingAxes, $1)
        }
    }

    /// The square root of the sum of squares.
    public func norm(along axes: Int..., keepingAxes: Bool = false) throws(TensorError) -> Tensor {
        try made("norm", self) {
            unsafe ctorch_norm($0, axes, axes.count, keepingAxes, $1)
        }
    }

    /// The logarithm of the sum of exponentials, without overflow.
    public func logSumExp(along axes: Int..., keepingAxes: Bool = false) throws(TensorError)
        -> Tensor
    {
        try made("log-sum-exp", self) {
            unsafe ctorch_log_sum_exponential($0, axes, axes.count, keepingAxes, $1)
        }
    }

    /// The sum of squared distances from the mean, over the number of elements less `correction`.
    ///
    /// - Parameters:
    ///   - axes: Those to go over; none for all.
    ///   - correction: 0 for the variance of what is there, as batch normalisation has it; 1 for an
    ///     unbiased estimate of what it was drawn from.
    ///   - keepingAxes: Whether the axes stay, with length 1.
    /// - Returns: The tensor without the axes.
    /// - Throws: ``TensorError`` when shapes, types or devices do not fit.
    public func variance(along axes: Int..., correction: Double = 0, keepingAxes: Bool = false)
        throws(TensorError) -> Tensor
    {
        try made("variance", self) {
            unsafe ctorch_variance($0, axes, axes.count, correction, keepingAxes, $1)
        }
    }

    /// The places of the greatest elements along an axis; the first of several.
    public func indexOfGreatest(along axis: Int = -1) throws(TensorError) -> Tensor {
        try made("index of the greatest", self) { unsafe ctorch_index_of_greatest($0, axis, $1) }
    }

    /// The places of the least elements along an axis; the first of several.
    public func indexOfLeast(along axis: Int = -1) throws(TensorError) -> Tensor {
        try made("index of the least", self) { unsafe ctorch_index_of_least($0, axis, $1) }
    }

    /// At each place the sum of all elements up to it along an axis.
    public func cumulativeSum(along axis: Int) throws(TensorError) -> Tensor {
        try made("cumulative sum", self) { unsafe ctorch_cumulative_sum($0, axis, $1) }
    }

    /// The `count` greatest elements along an axis, greatest first, and their places.
    public func top(_ count: Int, along axis: Int = -1) throws(TensorError)
        -> (values: Tensor, indices: Tensor)
    {
        var indices: ctorch_tensor?
        let values = try made("top", self) {
            unsafe ctorch_top($0, count, axis, $1, &indices)
        }
        guard let indices = unsafe indices else { throw lastError("top", [self]) }
        return (values, unsafe Tensor(indices))
    }
}
