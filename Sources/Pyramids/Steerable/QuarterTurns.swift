// SPDX-License-Identifier: Apache-2.0

/// Multiplication by a power of the imaginary unit.
struct QuarterTurns {
    /// Turns of 90°, 0 to 3.
    let count: Int

    /// i to the power of `exponent`.
    init(_ exponent: Int) { count = exponent & 3 }

    /// `target` ← iⁿ · `gain` · `weights` · `source`, for `count` complex numbers.
    @inline(__always)
    func apply(
        to source: UnsafePointer<Float>, weights: UnsafePointer<Float>, gain: Float,
        count entries: Int, into target: UnsafeMutablePointer<Float>
    ) {
        let isSwapped = count & 1 == 1
        let realGain = count == 1 || count == 2 ? -gain : gain
        let imaginaryGain = count == 2 || count == 3 ? -gain : gain
        if isSwapped {
            for index in 0..<entries {
                let real = unsafe source[2 &* index]
                unsafe target[2 &* index] =
                    source[2 &* index &+ 1] * weights[index] * realGain
                unsafe target[2 &* index &+ 1] = real * weights[index] * imaginaryGain
            }
        } else {
            for index in 0..<entries {
                unsafe target[2 &* index] = source[2 &* index] * weights[index] * realGain
                unsafe target[2 &* index &+ 1] =
                    source[2 &* index &+ 1] * weights[index] * imaginaryGain
            }
        }
    }
}
