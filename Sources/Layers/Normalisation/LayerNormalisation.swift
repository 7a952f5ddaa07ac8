// SPDX-License-Identifier: Apache-2.0

public import Tensors

/// All of an image's features less their mean over their deviation, times a gain a channel, plus a
/// shift.
///
/// Ba, Kiros and Hinton, "Layer normalization", 2016; over (C, H, W) it is what a critic with a
/// gradient penalty may use in the place of batch normalisation (Gulrajani et al. 2017, section 4).
///
/// Parameters: `weight`, `bias` (channels).
public struct LayerNormalisation: ModelessLayer {
    private let weight: Tensor
    private let bias: Tensor
    private let epsilon: Double

    /// Creates a layer for (N, channels, H, W).
    public init(
        _ scope: Scope, channels: Int, epsilon: Double = 1e-5
    ) throws(TensorError) {
        weight = try scope.parameter("weight", [channels], .ones)
        bias = try scope.parameter("bias", [channels], .zeros)
        self.epsilon = epsilon
    }

    /// The normalised input.
    public func callAsFunction(_ x: Tensor) throws(TensorError) -> Tensor {
        let mean = try x.mean(along: 1, 2, 3, keepingAxes: true)
        let variance = try x.variance(along: 1, 2, 3, keepingAxes: true)
        let normal = try (x - mean) * (variance + epsilon).reciprocalSquareRoot()
        let shape = [1, x.shape[1], 1, 1]
        return try normal * weight.reshaped(shape) + bias.reshaped(shape)
    }
}
