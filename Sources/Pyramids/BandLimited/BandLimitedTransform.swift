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

/// A Laplacian pyramid made in the frequency domain: every band holds one octave and nothing else.
///
/// The radial masks are those of the steerable pyramid without its orientations: in octave k a raised
/// cosine in log frequency splits what is left into a high part, the band, and a low part, whose
/// spectrum is cropped to half the size. The squares of both masks add up to 1 and each is applied
/// once on the way down and once on the way up, so the bands are a tight frame: rebuilding is exact,
/// at any size, and the energies of the bands add up to that of the image. Nothing aliases, unlike
/// in a pyramid of short kernels; in return the filters are as long as the image, and its borders
/// wrap around.
public struct BandLimitedTransform: Sendable {
    /// The size of the images.
    public let size: ImageSize
    /// The number of bands.
    public let height: Int
    let threads: ThreadCount
    private let transforms: [RealFourierTransform]
    private let lowGrids: [FrequencyGrid]
    private let highMasks: [[Float]]
    private let lowMasks: [[Float]]

    /// Prepares the masks and plans for one size.
    ///
    /// - Parameters:
    ///   - size: The size of the images; any parity.
    ///   - height: The number of bands; nil for as many as the size has room for.
    ///   - planning: How FFTW chooses its algorithms.
    ///   - threads: How many threads one decomposition may use.
    /// - Throws: ``SpectralPyramidError/tooManyLevels(_:size:most:)``.
    public init(
        size: ImageSize, height: Int? = nil, planning: TransformPlanning = .estimated,
        threads: ThreadCount = .one
    ) throws(SpectralPyramidError) {
        let most = SteerableTransform.maximumHeight(for: size)
        let height = height ?? most
        guard 0...most ~= height else { throw .tooManyLevels(height, size: size, most: most) }
        self.size = size
        self.height = height
        self.threads = threads
        let grids = (0...height).map { FrequencyGrid(imageSize: size, level: $0) }
        transforms = grids.map {
            RealFourierTransform(size: $0.size, planning: planning, threads: threads)
        }
        lowGrids = Array(grids.dropFirst())
        highMasks = (0..<height).map { level in
            grids[level].radialTable { RadialMask.high($0, octave: level + 1) }
        }
        // The transforms of a level are divided by its own size, which makes its samples as much
        // larger as they are fewer; the low masks take that back, and keep the image's brightness.
        lowMasks = (0..<height).map { level in
            let share = Double(grids[level + 1].size.area) / Double(grids[level].size.area)
            return grids[level + 1].radialTable {
                RadialMask.low($0, octave: level + 1) * share
            }
        }
    }

    /// Splits an image of this transform's size into bands, finest first, and a low-pass residual of
    /// the same brightness.
    public func decompose(_ plane: Plane) -> LaplacianPyramid<Plane> {
        var spectrum = transforms[0].forward(plane)
        var bands: [Plane] = []
        for level in 0..<height {
            bands.append(transforms[level].inverse(spectrum, through: highMasks[level]))
            spectrum = lowGrids[level].centre(
                of: spectrum, times: lowMasks[level], threads: threads)
        }
        return LaplacianPyramid(bands: bands, residual: transforms[height].inverse(spectrum))
    }

    /// Rebuilds the image; from an unchanged pyramid it is the image that was decomposed, up to
    /// rounding.
    public func reconstruct(_ pyramid: LaplacianPyramid<Plane>) -> Plane {
        precondition(
            pyramid.bands.count == height,
            "a transform of \(height) bands got a pyramid of \(pyramid.bands.count)")
        var spectrum = transforms[height].forward(pyramid.residual)
        for level in (0..<height).reversed() {
            let band = transforms[level].forward(pyramid.bands[level])
            let grid = FrequencyGrid(imageSize: size, level: level)
            let sum = grid.centre(of: band, times: highMasks[level], threads: threads)
            lowGrids[level].add(
                spectrum, times: enlarged(level), toCentreOf: sum, threads: threads)
            spectrum = sum
        }
        return transforms[0].inverse(spectrum)
    }

    /// The low mask of a level for the way up: L over the share of samples instead of times it.
    private func enlarged(_ level: Int) -> [Float] {
        let share =
            Float(transforms[level + 1].size.area) / Float(transforms[level].size.area)
        return lowMasks[level].map { $0 / (share * share) }
    }
}
