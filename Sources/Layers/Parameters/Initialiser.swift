// SPDX-License-Identifier: Apache-2.0

public import SeededRandom
public import Tensors

/// How many numbers meet in a layer's output and where an input goes.
public struct Fan: Sendable, Hashable {
    /// The inputs that are summed into one output.
    public let incoming: Int
    /// The outputs that one input reaches.
    public let outgoing: Int

    /// Creates a fan.
    public init(incoming: Int, outgoing: Int) {
        self.incoming = incoming
        self.outgoing = outgoing
    }
}

/// What a parameter holds before training.
///
/// Those that keep the size of signals need the ``Fan`` of the layer, which layers give. With n
/// incoming and m outgoing connections:
public enum Initialiser: Sendable, Hashable, Codable {
    /// One value everywhere.
    case constant(Double)
    /// Normal numbers.
    case normal(mean: Double = 0, deviation: Double)
    /// Equally likely numbers.
    case uniform(from: Double, to: Double)
    /// Normal with variance gain² / n. He et al., "Delving deep into rectifiers", 2015, eq. 10;
    /// the gain is √2 for ReLU and √(2 / (1 + slope²)) for its leaky kind.
    case he(gain: Double = 1.4142135623730951)
    /// Uniform with variance gain² / n.
    case heUniform(gain: Double = 1.4142135623730951)
    /// Normal with variance 2 / (n + m). Glorot and Bengio, "Understanding the difficulty of training
    /// deep feedforward neural networks", 2010.
    case xavier(gain: Double = 1)
    /// Uniform with variance 2 / (n + m): their eq. 16.
    case xavierUniform(gain: Double = 1)
    /// Uniform within ±1/√n, as PyTorch's layers start.
    case torch

    /// Zeros.
    public static let zeros = Initialiser.constant(0)
    /// Ones.
    public static let ones = Initialiser.constant(1)

    /// A tensor of first values in single precision.
    ///
    /// - Parameters:
    ///   - shape: Its shape.
    ///   - fan: Needed by the kinds from ``he(gain:)`` on.
    ///   - generator: Where random numbers come from.
    /// - Returns: A tensor on the processor, without a gradient.
    /// - Throws: What LibTorch refuses, such as a negative side.
    public func tensor(
        _ shape: [Int], fan: Fan?, using generator: inout SplitMix64
    ) throws(TensorError) -> Tensor {
        func incoming() -> Double { Double(required(fan).incoming) }
        func both() -> Double { Double(required(fan).incoming + required(fan).outgoing) / 2 }
        switch self {
        case .constant(let value):
            return try .full(shape, of: value)
        case .normal(let mean, let deviation):
            return try .normal(shape, mean: mean, deviation: deviation, using: &generator)
        case .uniform(let low, let high):
            return try .uniform(shape, from: low, to: high, using: &generator)
        case .he(let gain):
            return try .normal(
                shape, deviation: gain / incoming().squareRoot(), using: &generator)
        case .xavier(let gain):
            return try .normal(shape, deviation: gain / both().squareRoot(), using: &generator)
        case .heUniform(let gain):
            return try Self.within(gain * (3 / incoming()).squareRoot(), shape, &generator)
        case .xavierUniform(let gain):
            return try Self.within(gain * (3 / both()).squareRoot(), shape, &generator)
        case .torch:
            return try Self.within(1 / incoming().squareRoot(), shape, &generator)
        }
    }

    private func required(_ fan: Fan?) -> Fan {
        guard let fan else { preconditionFailure("\(self) needs to know the layer's fan") }
        return fan
    }

    private static func within(
        _ bound: Double, _ shape: [Int], _ generator: inout SplitMix64
    ) throws(TensorError) -> Tensor {
        try .uniform(shape, from: -bound, to: bound, using: &generator)
    }
}
