// SPDX-License-Identifier: Apache-2.0

internal import CTorchShim

extension Tensor {
    /// Each channel (axis 1) less its mean, over √(variance + epsilon), times `weight`, plus `bias`.
    ///
    /// Ioffe and Szegedy, "Batch normalization", 2015, algorithm 1.
    ///
    /// - Parameters:
    ///   - weight: One number a channel, or nil for 1.
    ///   - bias: One number a channel, or nil for 0.
    ///   - runningMean: The mean used outside training. In training it moves towards the batch's.
    ///   - runningVariance: Likewise for the variance; it moves towards the unbiased estimate.
    ///   - isTraining: Whether the statistics are the batch's.
    ///   - momentum: How far the running statistics move in a step, from 0 to 1.
    ///   - epsilon: Keeps flat channels finite.
    /// - Returns: A tensor of the same shape.
    /// - Throws: ``TensorError`` when shapes, types or devices do not fit.
    public func batchNormalised(
        weight: Tensor? = nil, bias: Tensor? = nil, runningMean: Tensor? = nil,
        runningVariance: Tensor? = nil, isTraining: Bool, momentum: Double = 0.1,
        epsilon: Double = 1e-5
    ) throws(TensorError) -> Tensor {
        try made(
            "batch normalisation", self, perhaps: weight, bias, runningMean, runningVariance
        ) { x, others, out in
            unsafe ctorch_batch_norm(
                x, others[0], others[1], others[2], others[3], isTraining, momentum, epsilon, out)
        }
    }

    /// Each image and group of channels less its mean, over its standard deviation.
    ///
    /// One group is a layer norm over whole images, and a group a channel is an instance norm. Wu and
    /// He, "Group normalization", 2018.
    public func groupNormalised(
        groups: Int, weight: Tensor? = nil, bias: Tensor? = nil, epsilon: Double = 1e-5
    ) throws(TensorError) -> Tensor {
        try made("group normalisation", self, perhaps: weight, bias) { x, others, out in
            unsafe ctorch_group_norm(x, groups, others[0], others[1], epsilon, out)
        }
    }

    /// The last `axes` axes less their mean, over their standard deviation.
    ///
    /// Ba, Kiros and Hinton, "Layer normalization", 2016.
    public func layerNormalised(
        axes: Int = 1, weight: Tensor? = nil, bias: Tensor? = nil, epsilon: Double = 1e-5
    ) throws(TensorError) -> Tensor {
        try made("layer normalisation", self, perhaps: weight, bias) { x, others, out in
            unsafe ctorch_layer_norm(x, axes, others[0], others[1], epsilon, out)
        }
    }

    /// Each pixel's channels (axis 1) over their root mean square: a / √(mean(a²) + epsilon).
    ///
    /// Squares of 16-bit numbers are added in single precision.
    public func pixelNormalised(epsilon: Double = 1e-8) throws(TensorError) -> Tensor {
        try made("pixel normalisation", self) { unsafe ctorch_pixel_norm($0, epsilon, $1) }
    }
}
