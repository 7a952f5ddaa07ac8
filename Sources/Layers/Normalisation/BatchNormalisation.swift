// SPDX-License-Identifier: Apache-2.0

public import Tensors

/// Each channel less its mean over its deviation, times a gain, plus a shift.
///
/// Ioffe and Szegedy, "Batch normalization", 2015. In training the statistics are the batch's, in
/// evaluation running averages of those. The variance that normalises is the batch's own, the one
/// that is averaged is the unbiased estimate.
///
/// Parameters: `weight`, `bias` (channels); not trained: `running_mean`, `running_var` (channels), so
/// files have PyTorch's keys.
public struct BatchNormalisation: Layer {
    private let weight: Tensor?
    private let bias: Tensor?
    private let runningMean: Tensor
    private let runningVariance: Tensor
    private let momentum: Double
    private let epsilon: Double

    /// Creates a layer for (N, channels) or (N, channels, H, W).
    ///
    /// - Parameters:
    ///   - scope: Names the parameters.
    ///   - channels: How many there are.
    ///   - gain: What the gains start with; nil for a layer without.
    ///   - shift: What the shifts start with; nil for a layer without.
    ///   - momentum: How far running statistics move in a step.
    ///   - epsilon: Keeps flat channels finite.
    /// - Throws: What LibTorch refuses, such as a negative number of channels.
    public init(
        _ scope: Scope, channels: Int, gain: Initialiser? = .ones, shift: Initialiser? = .zeros,
        momentum: Double = 0.1, epsilon: Double = 1e-5
    ) throws(TensorError) {
        weight = if let gain { try scope.parameter("weight", [channels], gain) } else { nil }
        bias = if let shift { try scope.parameter("bias", [channels], shift) } else { nil }
        runningMean = try scope.buffer("running_mean", .zeros([channels], type: scope.type))
        runningVariance = try scope.buffer("running_var", .ones([channels], type: scope.type))
        self.momentum = momentum
        self.epsilon = epsilon
    }

    /// The normalised input; in training, running statistics move.
    public func callAsFunction(_ x: Tensor, _ mode: Mode) throws(TensorError) -> Tensor {
        try x.batchNormalised(
            weight: weight, bias: bias, runningMean: runningMean,
            runningVariance: runningVariance, isTraining: mode == .training, momentum: momentum,
            epsilon: epsilon)
    }
}
