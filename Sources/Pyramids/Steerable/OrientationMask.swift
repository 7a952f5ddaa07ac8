// SPDX-License-Identifier: Apache-2.0

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

/// The angular mask cos(θ − θ_b)^K of one orientation, evaluated from cos θ and sin θ.
///
/// A few multiplications on numbers in cache are faster than reading a stored mask for each band.
@safe struct OrientationMask {
    let cosine: Float
    let sine: Float
    let order: Int

    init(angle: Double, order: Int) {
        cosine = Float(cos(angle))
        sine = Float(sin(angle))
        self.order = order
    }

    /// `target` ← `source` × mask, for `count` complex numbers of one column.
    ///
    /// With `isQuadrature` the product is also turned by a quarter: × −i sgn cos(θ − θ_b), which
    /// gives the imaginary part of a band whose spectrum is cut to the half plane.
    @inline(__always)
    func apply(
        to source: UnsafePointer<Float>, cosines: UnsafePointer<Float>,
        sines: UnsafePointer<Float>, count: Int, isQuadrature: Bool,
        into target: UnsafeMutablePointer<Float>
    ) {
        if isQuadrature {
            for index in 0..<count {
                let base = unsafe cosines[index] * cosine + sines[index] * sine
                let weight = base < 0 ? -power(base) : power(base)
                unsafe target[2 &* index] = source[2 &* index &+ 1] * weight
                unsafe target[2 &* index &+ 1] = -source[2 &* index] * weight
            }
        } else {
            for index in 0..<count {
                let weight = unsafe power(cosines[index] * cosine + sines[index] * sine)
                unsafe target[2 &* index] = source[2 &* index] * weight
                unsafe target[2 &* index &+ 1] = source[2 &* index &+ 1] * weight
            }
        }
    }

    /// `target` ← `target` + `source` × mask.
    @inline(__always)
    func accumulate(
        _ source: UnsafePointer<Float>, cosines: UnsafePointer<Float>,
        sines: UnsafePointer<Float>, count: Int, into target: UnsafeMutablePointer<Float>
    ) {
        for index in 0..<count {
            let weight = unsafe power(cosines[index] * cosine + sines[index] * sine)
            unsafe target[2 &* index] += source[2 &* index] * weight
            unsafe target[2 &* index &+ 1] += source[2 &* index &+ 1] * weight
        }
    }

    @inline(__always)
    private func power(_ base: Float) -> Float {
        // Common orders without a loop, so that the loops around them become vector code.
        let square = base * base
        switch order {
        case 0: return 1
        case 1: return base
        case 2: return square
        case 3: return square * base
        default:
            var result = order & 1 == 1 ? square * base : square
            var done = order & 1 == 1 ? 3 : 2
            while done < order {
                result *= square
                done &+= 2
            }
            return result
        }
    }
}
