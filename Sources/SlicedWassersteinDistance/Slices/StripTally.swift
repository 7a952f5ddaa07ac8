// SPDX-License-Identifier: Apache-2.0

/// How many numbers a strip holds and what they add up to.
///
/// Sums are whole multiples of a grid: floats have 24 bits, so nearly all of them are such multiples,
/// and the rest is rounded by 10⁻¹³ of the range at most. Whole numbers add up to the same in any
/// order, so the order of images changes no bit of a score.
struct StripTally {
    /// The grid on which numbers are added up.
    struct Grid {
        /// The distance of its points, a power of two.
        let spacing: Double
        /// A power of two, and a half of it, that leave a number's multiple of the grid in the low bits.
        private let magic: Double

        /// A grid for numbers of at most `greatest` whose weights add up to at most `count`.
        init(greatest: Float, count: Int) {
            let exponent = greatest == 0 ? 0 : Int(greatest.exponent) + 1
            // A weighted number fits into the 51 bits that the trick leaves, all together into 62.
            let bits = min(46, 61 - (Int.bitWidth - count.leadingZeroBitCount))
            spacing = Double(sign: .plus, exponent: exponent - bits, significand: 1)
            magic = spacing * 0x1.8p52
        }

        /// How often the spacing fits into weighted numbers, to the nearest.
        @inline(__always)
        func multiples(_ values: SIMD4<Double>) -> SIMD4<UInt64> {
            unsafe unsafeBitCast(values + magic, to: SIMD4<UInt64>.self)
                &- SIMD4(repeating: magic.bitPattern)
        }
    }

    /// The sum of the weights.
    let count: Double
    /// The sum of the weighted numbers.
    let sum: Double

    /// Reads a strip of a table that ``RowScan/tally(_:_:_:_:)`` has filled.
    init(_ entry: SIMD2<UInt64>, _ grid: Grid) {
        count = Double(entry.x)
        sum = Double(Int64(bitPattern: entry.y)) * grid.spacing
    }
}
