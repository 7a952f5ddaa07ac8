// SPDX-License-Identifier: Apache-2.0

public import Tensors

/// Repeats every pixel 2×2 and slides 3×3 kernels over the result, in one operation: (N, from, H, W)
/// becomes (N, to, 2H, 2W).
///
/// Beneath a kernel lie at most 2×2 different pixels, so its nine taps add up to four for each of the
/// four places that an output can have over its pixel. Together they are the 4×4 kernel of a
/// transposed convolution with a stride of 2, which has 4/9 of the multiplications and never holds the
/// repeated pixels. Karras et al.'s program joins the two as well.
///
/// Parameters: `weight` (to, from, 3, 3), `bias` (to), as of a ``Convolution`` after a repetition.
public struct EnlargingConvolution: ModelessLayer {
    private let weight: Weight
    private let bias: Tensor

    /// Creates a layer with first values by `weights`.
    public init(
        _ scope: Scope, from inputs: Int, to outputs: Int, weights: WeightRule = .torch
    ) throws(TensorError) {
        let fan = Fan(incoming: inputs * 9, outgoing: outputs * 9)
        weight = try Weight(weights, scope, [outputs, inputs, 3, 3], fan: fan)
        bias = try scope.parameter("bias", [outputs], weights.bias, fan: fan)
    }

    /// The output for (N, from, H, W); the weight is rounded to the type of features of 16 bits.
    public func callAsFunction(_ x: Tensor) throws(TensorError) -> Tensor {
        // Sums of 2×2 neighbouring taps, with zeros around: along an axis w₀, w₀ + w₁, w₁ + w₂, w₂.
        let sums = try weight.value().averagePooled(2, stride: 1, padding: 1) * 4
        // A transposed convolution runs through its kernel the other way.
        var kernel = try sums.flipped(along: 2, 3).permuted([1, 0, 2, 3])
        if x.isChannelsLast { kernel = try kernel.channelsLast() }
        return try x.transposeConvolved(
            with: kernel.converted(to: x.type), bias: bias.converted(to: x.type), stride: 2,
            padding: 1)
    }
}
