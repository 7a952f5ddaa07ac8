// SPDX-License-Identifier: Apache-2.0

/// One rule in which a convention differs from `wang`.
public enum RuleChange: String, Sendable, Hashable, Codable, CaseIterable {
    /// What is compared of colour.
    case colour
    /// How the next scale is made.
    case halving
    /// Whether channels are averaged before or after the powers.
    case pooling
    /// Whether mirrored borders count.
    case border
    /// Whether negative pixels are clamped.
    case pixelClamping = "pixel-clamping"
    /// How the terms are multiplied.
    case combination

    /// Whether rules differ from the default here.
    func applies(_ rules: ConventionRules, _ colour: ColourTreatment) -> Bool {
        let usual = ConventionRules()
        return switch self {
        case .colour: colour != .channels
        case .halving: rules.halving != usual.halving
        case .pooling: rules.pooling != usual.pooling
        case .border: rules.border != usual.border
        case .pixelClamping: rules.clampsPixels != usual.clampsPixels
        case .combination: rules.combination != usual.combination
        }
    }

    /// Takes over this rule alone.
    func apply(
        _ rules: ConventionRules, _ colour: ColourTreatment, to ours: inout ConventionRules,
        _ ourColour: inout ColourTreatment
    ) {
        switch self {
        case .colour: ourColour = colour
        case .halving: ours.halving = rules.halving
        case .pooling: ours.pooling = rules.pooling
        case .border: ours.border = rules.border
        case .pixelClamping: ours.clampsPixels = rules.clampsPixels
        case .combination: ours.combination = rules.combination
        }
    }
}
