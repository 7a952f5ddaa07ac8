// SPDX-License-Identifier: Apache-2.0

/// A place in a tree of random streams: a seed and the labels that lead there.
///
/// Work that is split over threads, batches or machines gives every piece a stream named for what
/// the piece *is*: an image's name, a level, a repeat. What it draws then depends on neither its
/// turn nor its thread.
///
/// ```swift
/// let stream = RandomStream(seed: 7) / "directions" / 3
/// var generator = stream.generator()
/// ```
///
/// Streams with different labels are unrelated; `/ "ab"` differs from `/ "a" / "b"`, and `/ 1` from
/// `/ "1"`.
public struct RandomStream: Sendable, Hashable {
    private let key: UInt64

    private init(key: UInt64) { self.key = key }

    /// The root of the tree of a seed.
    public init(seed: UInt64) { key = SplitMix64.mix(seed ^ 0x5EED_0F57_8EA3_5A11) }

    /// The stream below this one with a name.
    public static func / (stream: RandomStream, name: String) -> RandomStream {
        // FNV-1a over the name's bytes; `below` spreads it.
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in name.utf8 { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
        return stream.below(hash, kind: 1)
    }

    /// The stream below this one with a number.
    public static func / (stream: RandomStream, number: Int) -> RandomStream {
        stream.below(UInt64(truncatingIfNeeded: number), kind: 2)
    }

    /// The generator of this stream, from its start.
    public func generator() -> SplitMix64 { SplitMix64(seed: key) }

    private func below(_ label: UInt64, kind: UInt64) -> RandomStream {
        // Two rounds: the key is spread before the label meets it, so that (key, label) pairs that
        // differ by the same amount in both do not collide.
        let spread = SplitMix64.mix(key &+ kind &* SplitMix64.step)
        return RandomStream(key: SplitMix64.mix(spread ^ SplitMix64.mix(label &+ kind)))
    }
}
