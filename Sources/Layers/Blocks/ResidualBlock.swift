// SPDX-License-Identifier: Apache-2.0

public import Tensors

/// A body whose output is added to its input.
///
/// He et al., "Deep residual learning for image recognition", 2016.
public struct ResidualBlock: Layer {
    private let body: any Layer
    private let shortcut: (any Layer)?
    private let activation: Activation

    /// Creates a block: activation(shortcut(x) + body(x)).
    ///
    /// - Parameters:
    ///   - body: What is added.
    ///   - shortcut: What brings the input to the body's shape; nil where it has it.
    ///   - activation: What follows the sum.
    public init(
        _ body: any Layer, shortcut: (any Layer)? = nil, activation: Activation = .identity
    ) {
        self.body = body
        self.shortcut = shortcut
        self.activation = activation
    }

    /// The sum for an input.
    public func callAsFunction(_ x: Tensor, _ mode: Mode) throws(TensorError) -> Tensor {
        let direct = if let shortcut { try shortcut(x, mode) } else { x }
        return try activation(direct + body(x, mode))
    }
}
