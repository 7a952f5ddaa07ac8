// SPDX-License-Identifier: Apache-2.0

public import Tensors

/// What a network is being run for.
///
/// Some layers do another thing in training.
public enum Mode: Sendable, Hashable {
    /// Statistics are the batch's, dropout is on.
    case training
    /// Statistics are the stored ones, dropout is off: an output depends on its own input alone.
    case evaluation
}

/// A function of one tensor with parameters of its own.
///
/// The mode is given with each call, so a network has no switch that somebody forgot.
public protocol Layer {
    /// The output for an input.
    func callAsFunction(_ x: Tensor, _ mode: Mode) throws(TensorError) -> Tensor
}

/// A layer that does the same in training and in evaluation.
public protocol ModelessLayer: Layer {
    /// The output for an input.
    func callAsFunction(_ x: Tensor) throws(TensorError) -> Tensor
}

extension ModelessLayer {
    /// The output for an input; the mode makes no difference.
    public func callAsFunction(_ x: Tensor, _ mode: Mode) throws(TensorError) -> Tensor {
        try self(x)
    }
}

/// Layers one after another.
public struct LayerChain: Layer {
    /// The layers, first to last.
    public let layers: [any Layer]

    /// Creates a chain.
    public init(_ layers: [any Layer]) { self.layers = layers }

    /// Creates a chain.
    public init(_ layers: any Layer...) { self.layers = layers }

    /// The output of the last layer.
    public func callAsFunction(_ x: Tensor, _ mode: Mode) throws(TensorError) -> Tensor {
        var x = x
        for layer in layers { x = try layer(x, mode) }
        return x
    }
}

/// A function of each number alone.
public enum Activation: ModelessLayer, Sendable, Hashable, Codable {
    /// max(x, 0)
    case relu
    /// x where it is positive, slope · x elsewhere.
    case leakyReLU(slope: Double)
    /// x · σ(x)
    case silu
    /// ln(1 + eˣ)
    case softplus
    /// 1 / (1 + e⁻ˣ)
    case sigmoid
    /// Between −1 and 1.
    case hyperbolicTangent
    /// x itself.
    case identity

    /// The function of each element.
    public func callAsFunction(_ x: Tensor) throws(TensorError) -> Tensor {
        switch self {
        case .relu: try x.relu()
        case .leakyReLU(let slope): try x.leakyReLU(slope)
        case .silu: try x.silu()
        case .softplus: try x.softplus()
        case .sigmoid: try x.sigmoid()
        case .hyperbolicTangent: try x.hyperbolicTangent()
        case .identity: x
        }
    }
}
