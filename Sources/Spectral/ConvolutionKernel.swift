// SPDX-License-Identifier: Apache-2.0

public import Raster

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

/// The weights of a convolution.
///
/// With c = ⌊count / 2⌋ the centre of a kernel, `out(x) = Σₜ kernel(t) in(x − (t − c))` on each axis:
/// a kernel with its weight at t = c + 1 moves an image one sample to the right.
public enum ConvolutionKernel: Sendable, Equatable {
    /// One kernel along rows and one along columns, each of at least one tap.
    case separable(horizontal: [Float], vertical: [Float])
    /// A kernel of rows and columns that need not be a product; entry (x, y) is tap x of row y.
    case dense(Plane)

    /// The same kernel along rows and columns.
    public static func separable(_ taps: [Float]) -> ConvolutionKernel {
        .separable(horizontal: taps, vertical: taps)
    }

    /// A normalised Gaussian, cut off at four standard deviations as SciPy does.
    ///
    /// - Parameter sigma: The standard deviation in pixels, above 0.
    /// - Returns: A separable kernel, the same on both axes.
    public static func gaussian(sigma: Double) -> ConvolutionKernel {
        precondition(sigma > 0, "a Gaussian needs a positive sigma, not \(sigma)")
        let radius = Int(4 * sigma + 0.5)
        let weights = (-radius...radius).map { exp(-Double($0 * $0) / (2 * sigma * sigma)) }
        let sum = weights.reduce(0, +)
        return .separable(weights.map { Float($0 / sum) })
    }

    /// The number of taps along rows and columns.
    public var size: ImageSize {
        switch self {
        case .separable(let horizontal, let vertical):
            ImageSize(width: horizontal.count, height: vertical.count)
        case .dense(let taps): taps.size
        }
    }
}
