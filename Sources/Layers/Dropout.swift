// SPDX-License-Identifier: Apache-2.0

public import Tensors

/// In training each number is 0 with probability `rate` and else 1 / (1 − rate) times itself.
///
/// Srivastava et al., "Dropout", 2014. The layer draws from a stream of its own: which numbers fall
/// depends on the seed, the layer's path and how often it was called, which a checkpoint stores.
public struct Dropout: Layer {
    /// What falls together.
    public enum Unit: String, Sendable, Hashable, Codable {
        /// Each number for itself.
        case element
        /// All of an image's channel.
        case channel
    }

    private let rate: Double
    private let unit: Unit
    private let draws: DrawCounter

    /// Creates a layer.
    ///
    /// - Parameters:
    ///   - scope: Names its stream.
    ///   - rate: The share that falls, from 0 up to, not including, 1.
    ///   - unit: What falls together.
    public init(_ scope: Scope, rate: Double, unit: Unit = .element) {
        precondition(rate >= 0 && rate < 1, "a dropout rate is from 0 up to 1, not \(rate)")
        self.rate = rate
        self.unit = unit
        draws = scope.drawCounter("draws")
    }

    /// The input with some of it 0 in training; the input itself in evaluation.
    public func callAsFunction(_ x: Tensor, _ mode: Mode) throws(TensorError) -> Tensor {
        guard mode == .training, rate > 0 else { return x }
        var shape = x.shape
        if unit == .channel {
            for axis in shape.indices.dropFirst(2) { shape[axis] = 1 }
        }
        var generator = draws.next()
        let kept = try Tensor.bernoulli(
            shape, probability: 1 - rate, using: &generator, on: x.device)
        return try x * (kept / (1 - rate)).converted(to: x.type)
    }
}
