// SPDX-License-Identifier: Apache-2.0

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

/// The number stream of `numpy.random.RandomState(seed)`, which NumPy keeps frozen: with it a seeded
/// run of the published program gives the published digits.
///
/// MT19937 (M. Matsumoto and T. Nishimura, "Mersenne Twister", ACM TOMACS 8(1), 1998), with NumPy's
/// own ways from words to numbers. Logarithm and square root come from the C library; with glibc the
/// normal numbers equal NumPy's to the last bit.
public struct LegacyNumPyRandom: Sendable {
    /// Where the stream started.
    public let seed: UInt32
    private var words: [UInt32]
    private var next = 624
    private var keptNormal: Double?

    /// Creates the stream of a seed.
    public init(seed: UInt32) {
        self.seed = seed
        words = [seed]
        for index in 1..<624 {
            let last = words[index - 1]
            words.append(1_812_433_253 &* (last ^ (last >> 30)) &+ UInt32(index))
        }
    }

    /// The next 32 bits.
    public mutating func word() -> UInt32 {
        if next == 624 { twist() }
        var word = words[next]
        next += 1
        word ^= word >> 11
        word ^= (word << 7) & 0x9D2C_5680
        word ^= (word << 15) & 0xEFC6_0000
        return word ^ (word >> 18)
    }

    private mutating func twist() {
        for index in 0..<624 {
            let joined =
                (words[index] & 0x8000_0000) | (words[(index + 1) % 624] & 0x7FFF_FFFF)
            let magic: UInt32 = joined & 1 == 0 ? 0 : 0x9908_B0DF
            words[index] = words[(index + 397) % 624] ^ (joined >> 1) ^ magic
        }
        next = 0
    }

    /// A number in [0, 1) of 53 bits; two words (`random_sample`).
    public mutating func uniform() -> Double {
        let high = Double(word() >> 5)
        let low = Double(word() >> 6)
        return (high * 67_108_864 + low) / 9_007_199_254_740_992
    }

    /// A normal number (`randn`): Marsaglia's polar method, whose second number is kept for the
    /// next call, whatever else is drawn in between.
    public mutating func normal() -> Double {
        if let kept = keptNormal {
            keptNormal = nil
            return kept
        }
        var x = 0.0
        var y = 0.0
        var square = 0.0
        repeat {
            x = 2 * uniform() - 1
            y = 2 * uniform() - 1
            square = x * x + y * y
        } while square >= 1 || square == 0
        let factor = (-2 * log(square) / square).squareRoot()
        keptNormal = factor * x
        return factor * y
    }

    /// A whole number in the range, as `randint` gives it for NumPy's default integer type.
    ///
    /// Words are cut to the bits that are needed, until one is not too large. A range of one number
    /// draws nothing.
    public mutating func integer(in range: Range<Int>) -> Int {
        precondition(!range.isEmpty, "no number lies in \(range)")
        let greatest = UInt32(range.count - 1)
        guard greatest > 0 else { return range.lowerBound }
        let mask = UInt32.max >> UInt32(greatest.leadingZeroBitCount)
        while true {
            let candidate = word() & mask
            if candidate <= greatest { return range.lowerBound + Int(candidate) }
        }
    }

    /// The numbers below `count` in random order (`permutation`).
    public mutating func permutation(of count: Int) -> [Int] {
        var order = Array(0..<count)
        for last in stride(from: count - 1, to: 0, by: -1) {
            order.swapAt(last, integer(in: 0..<(last + 1)))
        }
        return order
    }
}
