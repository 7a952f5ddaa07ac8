// SPDX-License-Identifier: Apache-2.0

/// Eight numbers of eight rows, turned into eight columns.
struct EightByEight {
    /// The bits of eight floats, two in each element.
    private typealias Pairs = SIMD4<UInt64>

    private let columns:
        (
            SIMD4<UInt64>, SIMD4<UInt64>, SIMD4<UInt64>, SIMD4<UInt64>, SIMD4<UInt64>,
            SIMD4<UInt64>, SIMD4<UInt64>, SIMD4<UInt64>
        )

    /// Reads eight numbers of each row from `first` on and takes an offset from each.
    @inline(__always)
    init(_ rows: EightRows, at first: Int, less offset: SIMD8<Float>) {
        let a0 = unsafe Self.load(rows[0] + first) - offset
        let a1 = unsafe Self.load(rows[1] + first) - offset
        let a2 = unsafe Self.load(rows[2] + first) - offset
        let a3 = unsafe Self.load(rows[3] + first) - offset
        let a4 = unsafe Self.load(rows[4] + first) - offset
        let a5 = unsafe Self.load(rows[5] + first) - offset
        let a6 = unsafe Self.load(rows[6] + first) - offset
        let a7 = unsafe Self.load(rows[7] + first) - offset
        // Numbers of two rows in turn, then pairs of four rows, then halves of eight.
        let (b0, b1) = Self.interleaved(a0, a1)
        let (b2, b3) = Self.interleaved(a2, a3)
        let (b4, b5) = Self.interleaved(a4, a5)
        let (b6, b7) = Self.interleaved(a6, a7)
        let (c0, c2) = Self.sorted(b0, b2)
        let (c1, c3) = Self.sorted(b1, b3)
        let (c4, c6) = Self.sorted(b4, b6)
        let (c5, c7) = Self.sorted(b5, b7)
        columns = (
            Pairs(lowHalf: c0.lowHalf, highHalf: c4.lowHalf),
            Pairs(lowHalf: c1.lowHalf, highHalf: c5.lowHalf),
            Pairs(lowHalf: c2.lowHalf, highHalf: c6.lowHalf),
            Pairs(lowHalf: c3.lowHalf, highHalf: c7.lowHalf),
            Pairs(lowHalf: c0.highHalf, highHalf: c4.highHalf),
            Pairs(lowHalf: c1.highHalf, highHalf: c5.highHalf),
            Pairs(lowHalf: c2.highHalf, highHalf: c6.highHalf),
            Pairs(lowHalf: c3.highHalf, highHalf: c7.highHalf)
        )
    }

    /// Writes the first `count` columns, `stride` floats apart.
    @inline(__always)
    func store(at target: UnsafeMutablePointer<Float>, stride: Int, count: Int) {
        unsafe Self.store(columns.0, at: target)
        if count == 1 { return }
        unsafe Self.store(columns.1, at: target + stride)
        if count == 2 { return }
        unsafe Self.store(columns.2, at: target + 2 &* stride)
        if count == 3 { return }
        unsafe Self.store(columns.3, at: target + 3 &* stride)
        if count == 4 { return }
        unsafe Self.store(columns.4, at: target + 4 &* stride)
        if count == 5 { return }
        unsafe Self.store(columns.5, at: target + 5 &* stride)
        if count == 6 { return }
        unsafe Self.store(columns.6, at: target + 6 &* stride)
        if count == 7 { return }
        unsafe Self.store(columns.7, at: target + 7 &* stride)
    }

    @inline(__always)
    static func load(_ source: UnsafePointer<Float>) -> SIMD8<Float> {
        unsafe UnsafeRawPointer(source).loadUnaligned(as: SIMD8<Float>.self)
    }

    @inline(__always)
    private static func store(_ column: Pairs, at target: UnsafeMutablePointer<Float>) {
        unsafe UnsafeMutableRawPointer(target).storeBytes(of: column, as: Pairs.self)
    }

    /// The even numbers of two rows in turn, and the odd ones.
    ///
    /// By shifts, not by single elements, which the compiler would load one by one.
    @inline(__always)
    private static func interleaved(
        _ a: SIMD8<Float>, _ b: SIMD8<Float>
    ) -> (even: Pairs, odd: Pairs) {
        let x = unsafe unsafeBitCast(a, to: Pairs.self)
        let y = unsafe unsafeBitCast(b, to: Pairs.self)
        return (
            x & 0x0000_0000_FFFF_FFFF | y &<< 32, x &>> 32 | y & 0xFFFF_FFFF_0000_0000
        )
    }

    /// The first and the second pairs of each half.
    @inline(__always)
    private static func sorted(_ a: Pairs, _ b: Pairs) -> (Pairs, Pairs) {
        (Pairs(a[0], b[0], a[2], b[2]), Pairs(a[1], b[1], a[3], b[3]))
    }
}
