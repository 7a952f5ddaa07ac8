// SPDX-License-Identifier: Apache-2.0

/// A counter-based generator of 64-bit numbers: output *n* is a fixed mix of `seed + n × step`.
///
/// The same seed gives the same numbers on every machine and in every release. Because the state is
/// a counter, ``skip(_:)`` costs nothing, and a loop over threads can let each start at its own
/// place.
///
/// ```swift
/// var generator = SplitMix64(seed: 42)
/// generator.uniform()        // 0.7415648787718233
/// generator.index(below: 10) // 1
/// ```
///
/// It is a good source for sampling and rendering and no source of secrets. Steele, Lea and Flood,
/// "Fast splittable pseudorandom number generators", OOPSLA 2014.
public struct SplitMix64: RandomNumberGenerator, Sendable, Hashable, Codable {
    /// The odd number nearest to 2⁶⁴ divided by the golden ratio: how far the counter moves a draw.
    package static let step: UInt64 = 0x9E37_79B9_7F4A_7C15

    private var counter: UInt64

    /// Creates the generator whose first output is the mix of `seed + step`.
    public init(seed: UInt64) { counter = seed }

    /// Creates the generator of sample number `index` of a set, so that any sample can be made
    /// alone, in any order, on any thread.
    ///
    /// Its start is the first output of a generator started at `seed + step × index`.
    public init(seed: UInt64, sample index: Int) {
        var parent = SplitMix64(seed: seed &+ Self.step &* UInt64(truncatingIfNeeded: index))
        counter = parent.next()
    }

    /// The next 64 bits.
    public mutating func next() -> UInt64 {
        counter &+= Self.step
        return Self.mix(counter)
    }

    /// Passes over `draws` outputs; a negative number goes back.
    ///
    /// - Complexity: O(1)
    public mutating func skip(_ draws: Int) {
        counter &+= Self.step &* UInt64(truncatingIfNeeded: draws)
    }

    /// Spreads each bit of `word` over all bits of the result; a bijection.
    package static func mix(_ word: UInt64) -> UInt64 {
        var z = word
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
