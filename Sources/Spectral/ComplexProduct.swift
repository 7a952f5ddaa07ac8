// SPDX-License-Identifier: Apache-2.0

/// Multiplies complex lines.
enum ComplexProduct {
    /// `line` ← `line` × `factor`, number by number.
    @inline(__always)
    static func multiply(
        _ line: UnsafeMutablePointer<Float>, by factor: UnsafePointer<Float>, count: Int
    ) {
        var index = 0
        while index &+ 4 <= count {
            let product = unsafe product(
                UnsafePointer(line).eight(2 &* index), factor.eight(2 &* index))
            unsafe line.store(product, 2 &* index)
            index &+= 4
        }
        while index < count {
            let a = unsafe line[2 &* index]
            let b = unsafe line[2 &* index &+ 1]
            let c = unsafe factor[2 &* index]
            let d = unsafe factor[2 &* index &+ 1]
            unsafe line[2 &* index] = a * c - b * d
            unsafe line[2 &* index &+ 1] = a * d + b * c
            index &+= 1
        }
    }

    /// The products of four pairs of complex numbers.
    ///
    /// Each vector keeps its pairs together, (a, b) × (c, d) = (a, b)·c + (b, a)·(−d, d): three
    /// permutations inside 128-bit halves, where taking real and imaginary parts apart and putting
    /// them together again takes a dozen across them.
    @inline(__always)
    private static func product(_ v: SIMD8<Float>, _ f: SIMD8<Float>) -> SIMD8<Float> {
        let real = SIMD8(f[0], f[0], f[2], f[2], f[4], f[4], f[6], f[6])
        let imaginary = SIMD8(-f[1], f[1], -f[3], f[3], -f[5], f[5], -f[7], f[7])
        let swapped = SIMD8(v[1], v[0], v[3], v[2], v[5], v[4], v[7], v[6])
        return v * real + swapped * imaginary
    }
}
