// SPDX-License-Identifier: Apache-2.0

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

/// Smooth noise over the plane: random values on the whole-number lattice, joined by t²(3 − 2t).
///
/// A pure function of seed and place: textures can be evaluated anywhere, in any order.
public struct ValueNoise: Sendable, Hashable {
    private let seed: UInt64

    /// Creates the noise of a seed.
    public init(seed: UInt64) { self.seed = seed }

    /// The random value in [0, 1) at a lattice point.
    public func latticeValue(x: Int, y: Int) -> Double {
        let place =
            seed &+ UInt64(truncatingIfNeeded: x) &* SplitMix64.step
            &+ UInt64(truncatingIfNeeded: y) &* 0xC2B2_AE3D_27D4_EB4F
        return SplitMix64.unit(SplitMix64.mix(place))
    }

    /// The value in [0, 1) at (`x`, `y`), which must be finite and well inside the range of `Int`.
    public func value(x: Double, y: Double) -> Double {
        let left = floor(x)
        let top = floor(y)
        let (column, row) = (Int(left), Int(top))
        let across = Self.eased(x - left)
        let down = Self.eased(y - top)
        func along(_ row: Int) -> Double {
            let start = latticeValue(x: column, y: row)
            return start + (latticeValue(x: column + 1, y: row) - start) * across
        }
        let upper = along(row)
        return upper + (along(row + 1) - upper) * down
    }

    private static func eased(_ t: Double) -> Double { t * t * (3 - 2 * t) }
}
