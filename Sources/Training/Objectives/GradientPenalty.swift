// SPDX-License-Identifier: Apache-2.0

public import SeededRandom
public import Tensors

/// Keeps the slope of a critic near a target at random places between reals and fakes.
///
/// λ/γ² · E(‖∇D(x̂)‖₂ − γ)² with x̂ = x + u (G(z) − x) and one u, uniform in [0, 1), an image. Gulrajani
/// et al., "Improved training of Wasserstein GANs", 2017, eq. 3; the γ is of Karras et al. 2018,
/// appendix A.2.
public struct GradientPenalty: Sendable, Hashable, Codable {
    /// λ.
    public var weight: Double
    /// γ, the slope that costs nothing.
    public var target: Double

    /// Creates a penalty.
    public init(weight: Double = 10, target: Double = 1) {
        self.weight = weight
        self.target = target
    }

    /// The term `gradient_penalty`; its weight is λ/γ².
    ///
    /// - Parameters:
    ///   - reals: A batch of images.
    ///   - fakes: As many, cut off from the generator or of one that learns nothing now.
    ///   - gridFactor: How many times coarser these images are than those whose distances count, as
    ///     in a network that grows: the norm is divided by it.
    ///   - generator: Where the u come from; one output an image.
    ///   - critic: Scores of a batch, one an image.
    /// - Returns: The term, which is differentiable by the critic's parameters.
    /// - Throws: What LibTorch refuses.
    public func term(
        reals: Tensor, fakes: Tensor, gridFactor: Double = 1,
        using generator: inout SplitMix64, critic: (Tensor) throws(TensorError) -> Tensor
    ) throws(TensorError) -> LossTerm {
        let shape = [reals.shape[0]] + Array(repeating: 1, count: reals.rank - 1)
        let shares = try Tensor.uniform(shape, using: &generator, on: reals.device)
            .converted(to: reals.type)
        return try term(
            reals: reals, fakes: fakes, shares: shares, gridFactor: gridFactor, critic: critic)
    }

    package func term(
        reals: Tensor, fakes: Tensor, shares: Tensor, gridFactor: Double,
        critic: (Tensor) throws(TensorError) -> Tensor
    ) throws(TensorError) -> LossTerm {
        let real = try reals.detached()
        let between = try real + (fakes.detached() - real) * shares
        try between.requireGradient()
        let slope = try gradients(
            of: [critic(between).sum()], withRespectTo: [between], creatingGraph: true)[0]
        // The root has no slope at 0; so small an addition changes no other norm.
        let norm = try (slope.flattened().squared().sum(along: 1) + 1e-30).squareRoot()
        let excess = try (norm / gridFactor - target).squared().mean()
        return LossTerm("gradient_penalty", excess, weight: weight / (target * target))
    }
}
