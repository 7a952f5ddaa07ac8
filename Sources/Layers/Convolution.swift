// SPDX-License-Identifier: Apache-2.0

public import Tensors

/// A convolution: (N, from, H, W) becomes (N, to, H′, W′) with
/// H′ = ⌊(H + 2 · padding − dilation · (kernel − 1) − 1) / stride⌋ + 1.
///
/// Parameters: `weight` (to, from / groups, kernel rows, kernel columns), `bias` (to).
public struct Convolution: ModelessLayer {
    private let weight: Weight
    private let bias: Tensor?
    private let stride: Sides
    private let padding: Sides
    private let dilation: Sides
    private let groups: Int

    /// Creates a layer with first values by `weights`.
    public init(
        _ scope: Scope, from inputs: Int, to outputs: Int, kernel: Sides, stride: Sides = 1,
        padding: Sides = 0, dilation: Sides = 1, groups: Int = 1, bias hasBias: Bool = true,
        weights: WeightRule = .torch
    ) throws(TensorError) {
        let taps = kernel.height * kernel.width
        let fan = Fan(incoming: inputs / groups * taps, outgoing: outputs / groups * taps)
        weight = try Weight(
            weights, scope, [outputs, inputs / groups, kernel.height, kernel.width], fan: fan)
        bias = hasBias ? try scope.parameter("bias", [outputs], weights.bias, fan: fan) : nil
        (self.stride, self.padding) = (stride, padding)
        (self.dilation, self.groups) = (dilation, groups)
    }

    /// The output for (N, from, H, W).
    public func callAsFunction(_ x: Tensor) throws(TensorError) -> Tensor {
        try x.convolved(
            with: weight.value(), bias: bias, stride: stride, padding: padding,
            dilation: dilation, groups: groups)
    }

    /// The output, and slope · x of it where it is negative; a slope of 1 is no activation.
    ///
    /// One operation, whose gradients can be differentiated cheaply, and which rounds the weight to
    /// the type of features that have 16 bits. The layer has a stride of 1 and neither dilation nor
    /// groups.
    public func callAsFunction(
        _ x: Tensor, leakyReLU slope: Double
    ) throws(TensorError) -> Tensor {
        precondition(
            stride == 1 && dilation == 1 && groups == 1,
            "a convolution with an activation has a stride of 1, no dilation and no groups")
        return try x.convolved(
            with: weight.value(), bias: bias, padding: padding, leakyReLU: slope)
    }

    /// Sets gain and bias so that each output channel of a batch has mean 0 and a deviation: the start
    /// by data that weight normalisation asks for, layer by layer from the input on.
    ///
    /// The layer's rule must be ``WeightRule/normalised(_:trainsGain:)``.
    ///
    /// - Returns: The outputs for the batch, which the next layer is fitted to.
    public func fit(to x: Tensor, deviation: Double = 1) throws(TensorError) -> Tensor {
        try weight.fit(self(x), bias: bias, deviation: deviation)
        return try self(x)
    }
}

/// The transpose of a convolution, which enlarges: (N, from, H, W) becomes (N, to, H′, W′) with
/// H′ = (H − 1) · stride − 2 · padding + kernel + output padding.
///
/// Parameters: `weight` (from, to / groups, kernel rows, kernel columns), `bias` (to).
public struct TransposedConvolution: ModelessLayer {
    private let weight: Weight
    private let bias: Tensor?
    private let stride: Sides
    private let padding: Sides
    private let outputPadding: Sides
    private let groups: Int

    /// Creates a layer with first values by `weights`.
    ///
    /// Initialisers count all taps of `from` / groups channels as incoming, though with a stride of s
    /// an output meets about 1/s² of them: so do the published networks that use them here.
    public init(
        _ scope: Scope, from inputs: Int, to outputs: Int, kernel: Sides, stride: Sides = 1,
        padding: Sides = 0, outputPadding: Sides = 0, groups: Int = 1,
        bias hasBias: Bool = true, weights: WeightRule = .torch
    ) throws(TensorError) {
        let taps = kernel.height * kernel.width
        let fan = Fan(incoming: inputs / groups * taps, outgoing: outputs / groups * taps)
        weight = try Weight(
            weights, scope, [inputs, outputs / groups, kernel.height, kernel.width],
            outputAxis: 1, fan: fan)
        bias = hasBias ? try scope.parameter("bias", [outputs], weights.bias, fan: fan) : nil
        (self.stride, self.padding) = (stride, padding)
        (self.outputPadding, self.groups) = (outputPadding, groups)
    }

    /// The output for (N, from, H, W).
    public func callAsFunction(_ x: Tensor) throws(TensorError) -> Tensor {
        try x.transposeConvolved(
            with: weight.value(), bias: bias, stride: stride, padding: padding,
            outputPadding: outputPadding, groups: groups)
    }

    /// Sets gain and bias so that each output channel of a batch has mean 0 and a deviation: the start
    /// by data that weight normalisation asks for, layer by layer from the input on.
    ///
    /// The layer's rule must be ``WeightRule/normalised(_:trainsGain:)``.
    ///
    /// - Returns: The outputs for the batch, which the next layer is fitted to.
    public func fit(to x: Tensor, deviation: Double = 1) throws(TensorError) -> Tensor {
        try weight.fit(self(x), bias: bias, deviation: deviation)
        return try self(x)
    }
}
