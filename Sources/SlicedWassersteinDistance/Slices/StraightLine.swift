// SPDX-License-Identifier: Apache-2.0

/// The line from the least value, at place 0, to the greatest, at the last place.
struct StraightLine {
    /// The number of places, a power of two.
    let places: Int
    private let least: Float
    private let scale: Float
    private let mask: UInt32

    /// Creates a line, or nil where the difference of the values is too small or too large for one.
    init?(least: Float, greatest: Float, places: Int) {
        precondition(places > 1 && places & (places - 1) == 0 && places <= 1 << 22)
        self.places = places
        self.least = least
        mask = UInt32(places - 1)
        scale = Float(places - 1) / (greatest - least)
        guard scale.isFinite && scale > 0 else { return nil }
    }

    /// The nearest place.
    ///
    /// Adding 2²³ leaves it in the low bits, without the checks that a conversion
    /// makes.
    @inline(__always)
    func place(of value: Float) -> Int {
        Int(((value - least) * scale + 0x1p23).bitPattern & mask)
    }

    /// The nearest places of eight values.
    @inline(__always)
    func places(of values: SIMD8<Float>) -> SIMD8<UInt32> {
        let shifted = (values - least) * scale + 0x1p23
        return unsafe unsafeBitCast(shifted, to: SIMD8<UInt32>.self) & mask
    }

    /// Where a place begins and ends: half way to its neighbours.
    func ends(of place: Int) -> (start: Double, end: Double) {
        let width = 1 / Double(scale)
        let middle = Double(least) + Double(place) * width
        return (middle - width / 2, middle + width / 2)
    }

    /// The greatest power of two that is at most `number`.
    static func powerOfTwo(upTo number: Int) -> Int {
        1 << (Int.bitWidth - 1 - max(1, number).leadingZeroBitCount)
    }
}
