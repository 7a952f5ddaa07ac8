// SPDX-License-Identifier: Apache-2.0

public import Tensors

/// Batch normalisation by a reference batch that is chosen once, so that an output depends on its own
/// input and not on its neighbours in the batch.
///
/// Salimans et al., "Improved techniques for training GANs", 2016, section 3.4, with the arithmetic of
/// their program: the statistics for an example are 1/(n+1) its own and n/(n+1) those of the n
/// references. The references themselves are normalised by their own statistics alone.
///
/// ```swift
/// let (reference, statistics) = try norm.normaliseReference(reference)
/// let y = try norm(x, against: statistics)
/// ```
///
/// The reference pass must be repeated after each change of weights below; gradients flow through it.
///
/// Parameters: `weight`, `bias` (channels).
public struct VirtualBatchNormalisation {
    /// What an example needs of the reference batch.
    public struct Statistics {
        let mean: Tensor
        let meanSquare: Tensor
        let count: Int
    }

    private let weight: Tensor
    private let bias: Tensor
    private let epsilon: Double

    /// Creates a layer for (N, channels) or (N, channels, H, W).
    public init(
        _ scope: Scope, channels: Int, gain: Initialiser = .normal(mean: 1, deviation: 0.02),
        epsilon: Double = 1e-5
    ) throws(TensorError) {
        weight = try scope.parameter("weight", [channels], gain)
        bias = try scope.parameter("bias", [channels], .zeros)
        self.epsilon = epsilon
    }

    /// The reference batch normalised by itself, and what examples need of it.
    public func normaliseReference(_ reference: Tensor) throws(TensorError)
        -> (output: Tensor, statistics: Statistics)
    {
        let (mean, meanSquare) = try moments(reference)
        let statistics = Statistics(
            mean: try mean.mean(along: 0, keepingAxes: true),
            meanSquare: try meanSquare.mean(along: 0, keepingAxes: true),
            count: reference.shape[0])
        let output = try normalised(
            reference, mean: statistics.mean, meanSquare: statistics.meanSquare)
        return (output, statistics)
    }

    /// Examples normalised each by the references and itself.
    public func callAsFunction(_ x: Tensor, against reference: Statistics) throws(TensorError)
        -> Tensor
    {
        let own = 1 / Double(reference.count + 1)
        let (mean, meanSquare) = try moments(x)
        return try normalised(
            x, mean: mean * own + reference.mean * (1 - own),
            meanSquare: meanSquare * own + reference.meanSquare * (1 - own))
    }

    /// Mean and mean square of each example's channels.
    private func moments(_ x: Tensor) throws(TensorError) -> (Tensor, Tensor) {
        guard x.rank == 4 else { return (x, try x.squared()) }
        return (
            try x.mean(along: 2, 3, keepingAxes: true),
            try x.squared().mean(along: 2, 3, keepingAxes: true)
        )
    }

    private func normalised(_ x: Tensor, mean: Tensor, meanSquare: Tensor) throws(TensorError)
        -> Tensor
    {
        let shape = [1, -1] + Array(repeating: 1, count: x.rank - 2)
        let scale = try (meanSquare - mean.squared() + epsilon).reciprocalSquareRoot()
        return try (x - mean) * scale * weight.reshaped(shape) + bias.reshaped(shape)
    }
}
