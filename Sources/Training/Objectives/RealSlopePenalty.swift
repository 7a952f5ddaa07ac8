// SPDX-License-Identifier: Apache-2.0

public import Tensors

/// Keeps a discriminator flat where the reals are, so that it may be right without being sure.
///
/// γ/2 · E‖∇D(x)‖₂² over reals x: R₁ of L. Mescheder, A. Geiger and S. Nowozin, "Which training methods
/// for GANs do actually converge?", ICML 2018, section 4.1. Other than a ``GradientPenalty`` it wants no
/// slope at all, of logits rather than a critic's scores, and needs no fakes.
public struct RealSlopePenalty: Sendable, Hashable, Codable {
    /// γ.
    public var weight: Double

    /// Creates a penalty.
    public init(weight: Double) { self.weight = weight }

    /// The term `real_slope`, E‖∇D(x)‖₂²; its weight is γ/2.
    ///
    /// - Parameters:
    ///   - logits: The discriminator's of the reals, one an image, that each depend on no other image.
    ///   - reals: What they were made from, with a gradient required before.
    /// - Returns: The term, which is differentiable by the discriminator's parameters.
    /// - Throws: What LibTorch refuses.
    public func term(logits: Tensor, reals: Tensor) throws(TensorError) -> LossTerm {
        let slope = try gradients(
            of: [logits.sum()], withRespectTo: [reals], creatingGraph: true)[0]
        let squares = try slope.flattened().squared().sum(along: 1)
        return LossTerm("real_slope", try squares.mean(), weight: weight / 2)
    }
}
