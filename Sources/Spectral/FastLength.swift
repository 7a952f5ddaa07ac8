// SPDX-License-Identifier: Apache-2.0

/// Lengths that FFTW transforms quickly: 2ᵃ·3ᵇ·5ᶜ·7ᵈ, times at most one 11 or 13.
///
/// A prime length near 1000 takes about ten times as long as its smooth neighbour.
public enum FastLength {
    /// The least fast and even length that is not below `length`.
    public static func atLeast(_ length: Int) -> Int {
        var candidate = max(2, length + length % 2)
        while !isFast(candidate) { candidate += 2 }
        return candidate
    }

    /// Whether FFTW has special code for every factor of `length`.
    public static func isFast(_ length: Int) -> Bool {
        guard length > 0 else { return false }
        var rest = length
        for factor in [2, 3, 5, 7] {
            while rest.isMultiple(of: factor) { rest /= factor }
        }
        return rest == 1 || rest == 11 || rest == 13
    }
}
