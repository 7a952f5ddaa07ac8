// SPDX-License-Identifier: Apache-2.0

/// Multiplies complex lines.
enum ComplexProduct {
    /// `line` ← `line` × `factor`, number by number.
    @inline(__always)
    static func multiply(
        _ line: UnsafeMutablePointer<Float>, by factor: UnsafePointer<Float>, count: Int
    ) {
        for index in 0..<count {
            let a = unsafe line[2 &* index]
            let b = unsafe line[2 &* index &+ 1]
            let c = unsafe factor[2 &* index]
            let d = unsafe factor[2 &* index &+ 1]
            unsafe line[2 &* index] = a * c - b * d
            unsafe line[2 &* index &+ 1] = a * d + b * c
        }
    }
}
