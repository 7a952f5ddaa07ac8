// SPDX-License-Identifier: Apache-2.0

public import Tensors

/// x Wᵀ + b over the last axis: (N, from) becomes (N, to).
///
/// Parameters: `weight` (to, from), `bias` (to).
public struct Dense: ModelessLayer {
    private let weight: Weight
    private let bias: Tensor?

    /// Creates a layer with first values by `weights`.
    public init(
        _ scope: Scope, from inputs: Int, to outputs: Int, bias hasBias: Bool = true,
        weights: WeightRule = .torch
    ) throws(TensorError) {
        let fan = Fan(incoming: inputs, outgoing: outputs)
        weight = try Weight(weights, scope, [outputs, inputs], fan: fan)
        bias = hasBias ? try scope.parameter("bias", [outputs], weights.bias, fan: fan) : nil
    }

    /// The output for (…, from).
    public func callAsFunction(_ x: Tensor) throws(TensorError) -> Tensor {
        try x.linear(weight: weight.value(), bias: bias)
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

/// Rows of a table by number: whole numbers (…) become (…, dimensions).
///
/// Parameters: `weight` (count, dimensions).
public struct Embedding: ModelessLayer {
    private let table: Tensor

    /// Creates a table whose rows are N(0, 1) unless said otherwise.
    public init(
        _ scope: Scope, count: Int, dimensions: Int, rows: Initialiser = .normal(deviation: 1)
    ) throws(TensorError) {
        table = try scope.parameter(
            "weight", [count, dimensions], rows, fan: Fan(incoming: count, outgoing: dimensions))
    }

    /// The rows of these numbers, which are from 0 up to the count.
    public func callAsFunction(_ numbers: Tensor) throws(TensorError) -> Tensor {
        try table.rows(numbers)
    }
}
