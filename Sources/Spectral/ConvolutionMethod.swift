// SPDX-License-Identifier: Apache-2.0

internal import Raster

/// The engine of a convolution.
public enum ConvolutionMethod: String, Sendable, Hashable, Codable, CaseIterable {
    /// Adds up taps; the time grows with their number.
    case direct
    /// Multiplies spectra; the time hardly depends on the number of taps.
    case spectral
    /// Whichever is faster by the measured crossover, for each axis of a separable kernel.
    case automatic

    // Where the curves of docs/images/convolution-crossover.svg meet; the script
    // Tools/benchmarks/convolution_crossover.py draws them anew.
    private static let separableCrossover = 48
    private static let denseCrossover = 10 * 10

    /// `.direct` or `.spectral` for one axis of a separable kernel.
    func resolved(taps: Int) -> ConvolutionMethod {
        switch self {
        case .direct, .spectral: self
        case .automatic: taps > Self.separableCrossover ? .spectral : .direct
        }
    }

    /// `.direct` or `.spectral` for a dense kernel.
    func resolved(dense size: ImageSize) -> ConvolutionMethod {
        switch self {
        case .direct, .spectral: self
        case .automatic: size.area > Self.denseCrossover ? .spectral : .direct
        }
    }
}
