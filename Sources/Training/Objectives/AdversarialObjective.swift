// SPDX-License-Identifier: Apache-2.0

public import Tensors

/// What discriminator and generator want of the discriminator's scores.
///
/// All work on logits. The discriminator gets two terms, `real` and `fake`, the generator one, `fool`.
public enum AdversarialObjective: Sendable, Hashable, Codable {
    /// D maximises E log D(x) + E log(1 − D(G(z))), and G minimises it. Goodfellow et al., "Generative
    /// adversarial nets", 2014, eq. 1. The gradient that G gets vanishes where D is sure.
    case minimax
    /// D as above, its target for reals `realTarget`: below 1 it is one-sided label smoothing
    /// (Salimans et al. 2016, section 3.4). G maximises E log D(G(z)) (Goodfellow et al., section 3).
    case nonSaturating(realTarget: Double = 1)
    /// Squared distances from targets: of reals and fakes for D, and of what G wants. Mao et al.,
    /// "Least squares generative adversarial networks", 2017, eq. 2, without its factors ½.
    case leastSquares(real: Double = 1, fake: Double = 0, wanted: Double = 1)
    /// D maximises E D(x) − E D(G(z)) and needs a ``GradientPenalty``; G maximises E D(G(z)).
    /// Arjovsky, Chintala and Bottou, "Wasserstein GAN", 2017.
    case wasserstein
    /// D wants reals above 1 and fakes below −1; G as with Wasserstein. Lim and Ye, "Geometric GAN",
    /// 2017.
    case hinge

    /// What the discriminator minimises.
    ///
    /// - Parameters:
    ///   - reals: Its logits of reals.
    ///   - fakes: Its logits of fakes.
    /// - Returns: The terms `real` and `fake`, means over the batches.
    /// - Throws: What LibTorch refuses.
    public func discriminatorTerms(reals: Tensor, fakes: Tensor) throws(TensorError) -> [LossTerm] {
        let (real, fake): (Tensor, Tensor)
        switch self {
        case .minimax:
            real = try (-reals).softplus()
            fake = try fakes.softplus()
        case .nonSaturating(let target):
            // −t ln σ(a) − (1 − t) ln(1 − σ(a)) = softplus(a) − t a
            real = target == 1 ? try (-reals).softplus() : try reals.softplus() - reals * target
            fake = try fakes.softplus()
        case .leastSquares(let realTarget, let fakeTarget, _):
            real = try (reals - realTarget).squared()
            fake = try (fakes - fakeTarget).squared()
        case .wasserstein:
            real = try -reals
            fake = fakes
        case .hinge:
            real = try (1 - reals).relu()
            fake = try (1 + fakes).relu()
        }
        return [LossTerm("real", try real.mean()), LossTerm("fake", try fake.mean())]
    }

    /// What the generator minimises: the term `fool`, a mean over the batch.
    public func generatorTerm(fakes: Tensor) throws(TensorError) -> LossTerm {
        let loss: Tensor
        switch self {
        case .minimax: loss = try -fakes.softplus()  // log(1 − D)
        case .nonSaturating: loss = try (-fakes).softplus()
        case .leastSquares(_, _, let wanted): loss = try (fakes - wanted).squared()
        case .wasserstein, .hinge: loss = try -fakes
        }
        return LossTerm("fool", try loss.mean())
    }
}
