// SPDX-License-Identifier: Apache-2.0

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

/// Floating-point numbers with the functions that the applications need, so that a formula can stand
/// once for both precisions.
protocol RealNumber: BinaryFloatingPoint, Sendable {
    /// `base` to the power `exponent`, for a base that is not negative.
    static func power(_ base: Self, _ exponent: Self) -> Self
    /// e to the power `exponent`.
    static func exponential(_ exponent: Self) -> Self
}

extension Float: RealNumber {
    static func power(_ base: Float, _ exponent: Float) -> Float { powf(base, exponent) }
    static func exponential(_ exponent: Float) -> Float { expf(exponent) }
}

extension Double: RealNumber {
    static func power(_ base: Double, _ exponent: Double) -> Double { pow(base, exponent) }
    static func exponential(_ exponent: Double) -> Double { exp(exponent) }
}
