// SPDX-License-Identifier: Apache-2.0

/// The five-tap generating kernel of Burt and Adelson (1983, section II): `[c, b, a, b, c]` with
/// `b = 1/4` and `c = 1/4 − a/2`.
///
/// These values follow from symmetry, unit sum and equal contribution of every fine sample to the
/// coarse grid, which leaves one free parameter.
public struct BurtAdelsonKernel: Sendable, Hashable, Codable {
    /// The centre tap: 0.375 is the binomial kernel, 0.4 the paper's usual choice, 0.5 a triangle.
    public let a: Double
    /// The inner taps.
    public var b: Double { 0.25 }
    /// The outer taps.
    public var c: Double { 0.25 - a / 2 }

    /// The kernel with a given centre tap.
    public init(a: Double) { self.a = a }

    /// `[1 4 6 4 1] / 16`: OpenCV, ProGAN, pyrtools' `binom5`, kornia.
    public static let binomial = BurtAdelsonKernel(a: 0.375)

    /// The five taps in order; they sum to 1.
    public var taps: [Double] { [c, b, a, b, c] }
}
