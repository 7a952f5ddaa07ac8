// SPDX-License-Identifier: Apache-2.0

public import SeededRandom

// Random numbers come from the package's own streams and never from LibTorch, so that a seed gives
// the same numbers on every device, with any number of threads and after a resume.

extension Tensor {
    /// Normal numbers.
    ///
    /// - Parameters:
    ///   - shape: How many, in what order.
    ///   - mean: Their mean.
    ///   - deviation: Their standard deviation.
    ///   - generator: Where they come from; two outputs each.
    ///   - device: Where the tensor goes.
    /// - Returns: A `float32` tensor.
    /// - Throws: ``TensorError`` when shapes, types or devices do not fit.
    public static func normal(
        _ shape: [Int], mean: Double = 0, deviation: Double = 1,
        using generator: inout SplitMix64, on device: Device = .cpu
    ) throws(TensorError) -> Tensor {
        try drawn(shape, on: device) { mean + deviation * generator.normal() }
    }

    /// Numbers that are equally likely anywhere from `low` up to `high`; one output each.
    public static func uniform(
        _ shape: [Int], from low: Double = 0, to high: Double = 1,
        using generator: inout SplitMix64, on device: Device = .cpu
    ) throws(TensorError) -> Tensor {
        try drawn(shape, on: device) { generator.uniform(low, high) }
    }

    /// Ones with a probability and zeros elsewhere; one output each.
    public static func bernoulli(
        _ shape: [Int], probability: Double, using generator: inout SplitMix64,
        on device: Device = .cpu
    ) throws(TensorError) -> Tensor {
        try drawn(shape, on: device) { generator.uniform() < probability ? 1 : 0 }
    }

    /// Whole numbers from 0 up to, not including, `bound`, as `int64`; one output each.
    public static func indices(
        _ shape: [Int], below bound: Int, using generator: inout SplitMix64,
        on device: Device = .cpu
    ) throws(TensorError) -> Tensor {
        let values = (0..<shape.reduce(1, *)).map { _ in generator.index(below: bound) }
        return try Tensor(values, shape: shape, on: device)
    }

    private static func drawn(_ shape: [Int], on device: Device, _ draw: () -> Double)
        throws(TensorError) -> Tensor
    {
        try Tensor((0..<shape.reduce(1, *)).map { _ in Float(draw()) }, shape: shape, on: device)
    }
}
