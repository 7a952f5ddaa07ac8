// SPDX-License-Identifier: Apache-2.0

internal import SeededRandom
public import Tensors

/// A place in a network where layers put their parameters.
///
/// ```swift
/// let scope = Scope(seed: 1)
/// let conv = try Convolution(scope / "block3" / "conv1", from: 64, to: 128, kernel: 3)
/// scope.parameters["block3.conv1.weight"]  // 128, 64, 3, 3
/// ```
///
/// The first values of a tensor come from a stream named for its path, so they depend on the seed and
/// on nothing that other layers do.
public struct Scope {
    /// The set that tensors go to.
    public let parameters: ParameterSet
    /// The path so far; empty at the root.
    public let path: String
    /// The type of the tensors.
    public let type: ElementType
    /// Where the tensors are.
    public let device: Device

    private let stream: RandomStream

    /// Creates the root of a network's tree.
    ///
    /// - Parameters:
    ///   - seed: What the first values come from.
    ///   - type: `float32`, or `float64` for checks of gradients.
    ///   - device: Where the tensors go.
    public init(seed: UInt64, type: ElementType = .float32, on device: Device = .cpu) {
        self.init(
            parameters: ParameterSet(), path: "", type: type, device: device,
            stream: RandomStream(seed: seed) / "parameters")
    }

    private init(
        parameters: ParameterSet, path: String, type: ElementType, device: Device,
        stream: RandomStream
    ) {
        self.parameters = parameters
        self.path = path
        self.type = type
        self.device = device
        self.stream = stream
    }

    /// The place below this one.
    public static func / (scope: Scope, name: String) -> Scope {
        precondition(
            !name.isEmpty && !name.contains("."), "'\(name)' is no name for a part of a path")
        return Scope(
            parameters: scope.parameters, path: scope.child(name), type: scope.type,
            device: scope.device, stream: scope.stream / name)
    }

    /// The place below this one with a number, for layers in a row.
    public static func / (scope: Scope, number: Int) -> Scope { scope / "\(number)" }

    /// Registers a tensor that gradients train.
    ///
    /// - Parameters:
    ///   - name: The last part of its path.
    ///   - shape: Its shape.
    ///   - initialiser: What it holds at first.
    ///   - fan: How many numbers meet in one output, and how many outputs one input reaches; nil
    ///     where the initialiser does not ask.
    /// - Returns: The tensor, which requires a gradient.
    /// - Throws: What LibTorch refuses, such as a negative side.
    public func parameter(
        _ name: String, _ shape: [Int], _ initialiser: Initialiser, fan: Fan? = nil
    ) throws(TensorError) -> Tensor {
        var generator = (stream / name).generator()
        let tensor = try initialiser.tensor(shape, fan: fan, using: &generator)
            .converted(to: type, on: device)
        try tensor.requireGradient()
        parameters.register(.init(name: child(name), tensor: tensor, isTrained: true))
        return tensor
    }

    /// Registers a tensor that is stored with the network but not trained, such as a running mean.
    public func buffer(_ name: String, _ tensor: Tensor) throws(TensorError) -> Tensor {
        let placed = try tensor.converted(to: tensor.type, on: device).copied()
        parameters.register(.init(name: child(name), tensor: placed, isTrained: false))
        return placed
    }

    /// Registers a source of random numbers for a layer that draws in training.
    public func drawCounter(_ name: String) -> DrawCounter {
        let counter = DrawCounter(stream / name)
        parameters.register(counter, as: child(name))
        return counter
    }

    private func child(_ name: String) -> String { path.isEmpty ? name : "\(path).\(name)" }
}
