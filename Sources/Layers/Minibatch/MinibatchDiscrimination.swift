// SPDX-License-Identifier: Apache-2.0

public import Tensors

/// Features that say how near the other examples of the batch are, so that a discriminator notices a
/// generator that makes always the same.
///
/// Salimans et al., "Improved techniques for training GANs", 2016, section 3.2. Features (N, A) times
/// a tensor T give a matrix of B rows and C columns an example; o_b(x) = Σ exp(−‖M_b(x) − M_b(x′)‖₁)
/// over the examples x′. (N, A) becomes (N, A + B). Reals and fakes must be separate batches.
///
/// Parameters: `weight` (A, B, C).
public struct MinibatchDiscrimination: ModelessLayer {
    private let weight: Tensor
    private let kernels: Int
    private let dimensions: Int
    private let includesSelf: Bool

    /// Differences that are held at once: 16 MB in single precision.
    private static let greatestBlock = 1 << 22

    /// Creates a layer.
    ///
    /// - Parameters:
    ///   - scope: Names the parameter.
    ///   - features: A, what comes in.
    ///   - kernels: B, the numbers that are added.
    ///   - dimensions: C, the columns over which distances are taken.
    ///   - includesSelf: Whether an example counts itself, which adds 1 to every number (the
    ///     paper's sum), or not (the authors' program).
    ///   - weights: What T starts with.
    /// - Throws: What LibTorch refuses, such as a size of 0.
    public init(
        _ scope: Scope, features: Int, kernels: Int, dimensions: Int, includesSelf: Bool = true,
        weights: Initialiser = .normal(deviation: 0.02)
    ) throws(TensorError) {
        weight = try scope.parameter(
            "weight", [features, kernels, dimensions], weights,
            fan: Fan(incoming: features, outgoing: kernels * dimensions))
        self.kernels = kernels
        self.dimensions = dimensions
        self.includesSelf = includesSelf
    }

    /// The features with the nearness to the others behind them.
    ///
    /// - Complexity: O(N² · B · C) time; memory for a block of kernels at a time and what gradients
    ///   need of all.
    public func callAsFunction(_ x: Tensor) throws(TensorError) -> Tensor {
        let count = x.shape[0]
        let matrices = try x.matrixProduct(weight.reshaped([x.shape[1], kernels * dimensions]))
            .reshaped([count, kernels, dimensions])
        let step = max(1, Self.greatestBlock / max(1, count * count * dimensions))
        var parts = [x]
        for start in stride(from: 0, to: kernels, by: step) {
            let block = try matrices.slice(start..<min(start + step, kernels), along: 1)
            let distances = try (block.insertingAxis(1) - block.insertingAxis(0))  // N, N, b, C
                .magnitude().sum(along: 3)
            let nearness = try (-distances).exponential().sum(along: 1)  // N, b
            parts.append(includesSelf ? nearness : try nearness - 1)
        }
        return try Tensor.concatenated(parts, along: 1)
    }
}
