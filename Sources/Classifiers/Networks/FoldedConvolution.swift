// SPDX-License-Identifier: Apache-2.0

internal import Layers
internal import Tensors

/// A convolution, batch normalisation by stored statistics and an activation, as one convolution with
/// a bias: y = γ (w ∗ x − μ) / √(σ² + ε) + β is linear in x, so the factors go into the weight.
///
/// Folding is done in double precision.
struct FoldedConvolution {
    private let weight: Tensor
    private let bias: Tensor
    private let stride: Sides
    private let padding: Sides
    private let groups: Int

    /// The statistics that a batch normalisation stored; γ and β may be missing (1 and 0).
    struct Normalisation {
        let gain: Tensor?
        let shift: Tensor?
        let mean: Tensor
        let variance: Tensor
        let epsilon: Double
    }

    /// Folds a normalisation into the weight (outputs, inputs / groups, rows, columns) before it.
    init(
        _ weight: Tensor, _ normalisation: Normalisation, as type: ElementType,
        stride: Sides = 1, padding: Sides = 0, groups: Int = 1
    ) throws(TensorError) {
        var factor = try (normalisation.variance + normalisation.epsilon).reciprocalSquareRoot()
        if let gain = normalisation.gain { factor = try factor * gain }
        var bias = try -(normalisation.mean * factor)
        if let shift = normalisation.shift { bias = try bias + shift }
        self.weight = try (weight * factor.reshaped([-1, 1, 1, 1])).converted(to: type)
            .channelsLast()
        self.bias = try bias.converted(to: type)
        (self.stride, self.padding, self.groups) = (stride, padding, groups)
    }

    /// The convolution followed by max(x, 0).
    func rectified(_ x: Tensor) throws(TensorError) -> Tensor {
        try x.convolvedAndRectified(
            with: weight, bias: bias, stride: stride, padding: padding, groups: groups)
    }

    /// The linear part; the activation comes after.
    func callAsFunction(_ x: Tensor) throws(TensorError) -> Tensor {
        try x.convolved(
            with: weight, bias: bias, stride: stride, padding: padding, groups: groups)
    }
}
