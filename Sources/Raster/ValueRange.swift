// SPDX-License-Identifier: Apache-2.0

/// What the sample values of an image mean: where black and white lie.
///
/// Samples are never converted in passing; ``Image/converted(to:)`` is an explicit call. Values
/// outside the range are legal (a sharpened image overshoots) until an image is written to integers.
public enum ValueRange: String, Sendable, Hashable, Codable, CaseIterable {
    /// Black is 0 and white is 1.
    case unit
    /// Black is −1 and white is 1, as networks take images.
    case signed
    /// Black is 0 and white is 255: the samples of an 8-bit file.
    case byte
    /// Black is 0 and white is 65535: the samples of a 16-bit file.
    case word

    /// The value of black.
    public var black: Float { self == .signed ? -1 : 0 }

    /// The value of white.
    public var white: Float {
        switch self {
        case .unit, .signed: 1
        case .byte: 255
        case .word: 65535
        }
    }

    /// White − black.
    public var extent: Float { white - black }
}
