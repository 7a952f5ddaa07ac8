// SPDX-License-Identifier: Apache-2.0

public import Raster
public import Spectral

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

/// Decomposes images of one size into steerable pyramids, and rebuilds them exactly.
///
/// E. P. Simoncelli and W. T. Freeman, "The Steerable Pyramid: A Flexible Architecture for
/// Multi-Scale Derivative Computation", ICIP 1995, with the masks of the authors' published code in
/// closed form instead of tables. Bands of real pyramids have Hermitian spectra, since (−i)^K makes
/// up for the parity of cos^K, so every band takes one real inverse transform of its own size; the
/// imaginary part of a complex band takes another.
///
/// ```swift
/// let transform = try SteerableTransform(size: plane.size, order: 3, height: 5)
/// let pyramid = transform.decompose(plane)
/// let edges = pyramid.steered(level: 1, to: .pi / 5)
/// let same = transform.reconstruct(pyramid)
/// ```
public struct SteerableTransform: Sendable {
    /// The size of the images.
    public let size: ImageSize
    /// The power of the cosine; there is one orientation more.
    public let order: Int
    /// The number of levels, residuals not counted.
    public let height: Int
    /// Whether bands have an imaginary part.
    public let isComplex: Bool
    let threads: ThreadCount
    let tables: SteerableTables
    let transforms: [RealFourierTransform]

    /// Prepares the masks and plans for one size; they are shared with other transforms.
    ///
    /// - Parameters:
    ///   - size: The size of the images; any parity.
    ///   - order: 0 to 15, for `order + 1` orientations; at least 1 for a complex pyramid.
    ///   - height: The number of levels; nil for as many as the size has room for.
    ///   - isComplex: Whether bands get an imaginary part, for local amplitude and phase.
    ///   - planning: How FFTW chooses its algorithms.
    ///   - threads: How many threads one decomposition may use.
    /// - Throws: ``SpectralPyramidError``.
    public init(
        size: ImageSize, order: Int = 3, height: Int? = nil, isComplex: Bool = false,
        planning: TransformPlanning = .estimated, threads: ThreadCount = .one
    ) throws(SpectralPyramidError) {
        guard (isComplex ? 1 : 0)...15 ~= order else {
            throw .unsupportedOrder(order, isComplex: isComplex)
        }
        let most = Self.maximumHeight(for: size)
        let height = height ?? most
        guard 0...most ~= height else { throw .tooManyLevels(height, size: size, most: most) }
        self.size = size
        self.order = order
        self.height = height
        self.isComplex = isComplex
        self.threads = threads
        tables = SteerableTables.shared(size: size, height: height)
        transforms = (0...height).map { level in
            RealFourierTransform(
                size: FrequencyGrid.size(of: size, level: level), planning: planning,
                threads: threads)
        }
    }

    /// The most levels an image has room for: ⌊log₂ of the shorter side⌋ − 2, at least 0.
    public static func maximumHeight(for size: ImageSize) -> Int {
        max(0, size.shorterSide.bitWidth - 1 - size.shorterSide.leadingZeroBitCount - 2)
    }

    /// The angles of the bands in radians, π·b / (order + 1).
    public var angles: [Double] { (0...order).map { .pi * Double($0) / Double(order + 1) } }

    /// √c_K, which makes the squared angular masks of all bands add up to 1:
    /// c_K = 2^(2K) (K!)² / ((K + 1) (2K)!).
    var angularGain: Double {
        var square = 1 / Double(order + 1)
        // 4^K (K!)² / (2K)! = ∏ 2k / (2k − 1).
        for k in stride(from: 1, through: order, by: 1) {
            square *= Double(2 * k) / Double(2 * k - 1)
        }
        return square.squareRoot()
    }

    /// How many bands pass together: enough to share the work on their spectrum, few enough to keep
    /// the memory of a pyramid of many orientations low.
    static let bandsAtOnce = 4

    func bandRuns() -> [Range<Int>] {
        stride(from: 0, through: order, by: Self.bandsAtOnce).map {
            $0..<min($0 + Self.bandsAtOnce, order + 1)
        }
    }
}
