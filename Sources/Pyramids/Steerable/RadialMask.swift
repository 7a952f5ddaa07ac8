// SPDX-License-Identifier: Apache-2.0

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

/// The radial masks of the steerable and the band-limited pyramid: an octave split into a high and a
/// low part whose squares add up to 1.
///
/// With ρ = log₂ r and r the frequency relative to the Nyquist frequency, the high mask rises as a
/// cosine from 0 at ρ = −s − 1 to 1 at ρ = −s, for the octave shift s.
enum RadialMask {
    static func high(_ radius: Double, octave: Int) -> Double {
        let phase = phase(radius, octave)
        return phase == -1 ? 0 : cos(.pi / 2 * phase)
    }

    static func low(_ radius: Double, octave: Int) -> Double {
        let phase = phase(radius, octave)
        return phase == 0 ? 0 : sin(-.pi / 2 * phase)
    }

    /// −1 below the transition, 0 above it.
    private static func phase(_ radius: Double, _ octave: Int) -> Double {
        guard radius > 0 else { return -1 }
        return min(0, max(-1, log2(radius) + Double(octave)))
    }
}
