// SPDX-License-Identifier: Apache-2.0

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

// The draws are written out here instead of using the standard library's: those may change between
// releases, and a seed in a report must stay good.

extension SplitMix64 {
    /// A number in [0, 1), a multiple of 2⁻⁵³; one output.
    public mutating func uniform() -> Double { Self.unit(next()) }

    /// A number in [`low`, `high`); one output.
    public mutating func uniform(_ low: Double, _ high: Double) -> Double {
        low + (high - low) * uniform()
    }

    /// A whole number from 0 up to, not including, `count`, which is at least 1; one output.
    ///
    /// It is ⌊u × count⌋, so numbers are equally likely to within `count` × 2⁻⁵³.
    public mutating func index(below count: Int) -> Int {
        precondition(count > 0, "an index is drawn below at least 1, not \(count)")
        return min(Int(uniform() * Double(count)), count - 1)
    }

    /// A number with mean 0 and variance 1, normally distributed; two outputs.
    ///
    /// √(−2 ln(1 − u₁)) · cos(2πu₂): Box and Muller, "A note on the generation of random normal
    /// deviates", Annals of Mathematical Statistics 29 (1958). The sine's number is not kept, so
    /// that a generator has no hidden state.
    public mutating func normal() -> Double {
        let radius = (-2 * log(1 - uniform())).squareRoot()
        return radius * cos(2 * .pi * uniform())
    }

    /// `count` normal numbers in single precision; two outputs each.
    public mutating func normals(count: Int) -> [Float] {
        (0..<count).map { _ in Float(normal()) }
    }

    /// The numbers from 0 to `count` − 1 in random order (Fisher and Yates, as Durstenfeld has it);
    /// `count − 1` outputs.
    public mutating func permutation(of count: Int) -> [Int] {
        var order = Array(0..<count)
        shuffle(&order)
        return order
    }

    /// Puts the elements in random order; one output fewer than there are elements.
    public mutating func shuffle<Element>(_ elements: inout [Element]) {
        for last in stride(from: elements.count - 1, to: 0, by: -1) {
            elements.swapAt(last, index(below: last + 1))
        }
    }

    /// The top 53 bits of `word` as a number in [0, 1).
    package static func unit(_ word: UInt64) -> Double { Double(word >> 11) * 0x1p-53 }
}
