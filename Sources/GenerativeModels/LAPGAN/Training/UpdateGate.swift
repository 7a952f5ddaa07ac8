// SPDX-License-Identifier: Apache-2.0

/// Which of the two networks of a level takes a step: the rule of the authors' program for LSUN, which
/// keeps either from running away.
///
/// With e_F and e_R the cross-entropies of the generated and of the real half of the discriminator's
/// batch: where D is fooled, e_F > e_R + 0.3, only D steps; otherwise only G; and D steps too
/// whenever e_R > 0.7.
public struct UpdateGate: Sendable, Hashable {
    /// Whether the generator steps.
    public let generatorSteps: Bool
    /// Whether the discriminator steps.
    public let discriminatorSteps: Bool

    /// Decides by the two cross-entropies, in nats.
    public init(errorOfFakes: Double, errorOfReals: Double) {
        let isFooled = errorOfFakes > errorOfReals + 0.3
        generatorSteps = !isFooled
        discriminatorSteps = isFooled || errorOfReals > 0.7
    }
}
