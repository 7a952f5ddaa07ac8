// SPDX-License-Identifier: Apache-2.0

public import Raster

/// Removes noise by coring: coefficients of the bands that are no larger than noise would make them
/// are set to 0.
///
/// E. H. Adelson, C. H. Anderson, J. R. Bergen, P. J. Burt and J. M. Ogden, "Pyramid Methods in Image
/// Processing", RCA Engineer 29(6), 1984; the soft threshold is that of D. L. Donoho, "De-noising by
/// Soft-Thresholding", IEEE Trans. Information Theory 41(3), 1995. Band k has the threshold
/// `Tₖ = t · σ · cₖ`, where cₖ is what the band makes of noise of standard deviation 1
/// (``PyramidFilter/bandNoiseGains(levels:)``). Each channel is cored alone; alpha is kept.
public struct Coring: Sendable {
    /// What becomes of a coefficient d under a threshold T.
    public enum Threshold: Sendable, Hashable {
        /// 0 where |d| ≤ T, else drawn towards 0 by T: continuous, at the price of some contrast.
        case soft
        /// 0 where |d| ≤ T, else kept.
        case hard
    }

    /// t, the threshold in standard deviations of the noise in a band; 0 changes nothing.
    public let strength: Float
    /// What becomes of coefficients.
    public let threshold: Threshold
    /// The standard deviation of the noise, as a share of white − black; nil to estimate it.
    public let noise: Float?
    /// How many bands; nil for as many as leave a residual of at least 8 samples a side.
    public let levels: Int?
    /// The convention of the pyramid.
    public let filter: PyramidFilter
    /// How many threads one call may use.
    public let threads: ThreadCount

    /// Creates a coring with a threshold of `strength` standard deviations.
    public init(
        strength: Float, threshold: Threshold = .soft, noise: Float? = nil, levels: Int? = nil,
        filter: PyramidFilter = .mirror101, threads: ThreadCount = .allProcessors
    ) {
        precondition(strength >= 0, "a threshold is at least 0, not \(strength)")
        precondition(noise ?? 0 >= 0, "a standard deviation is at least 0, not \(noise ?? 0)")
        precondition(levels ?? 0 >= 0, "a pyramid has no \(levels ?? 0) bands")
        self.strength = strength
        self.threshold = threshold
        self.noise = noise
        self.levels = levels
        self.filter = filter
        self.threads = threads
    }

    /// The image without what looks like noise, in its own range.
    public func apply(to image: Image) -> Image {
        let levels = levels ?? filter.defaultLevelCount(for: image.size)
        let gains = filter.bandNoiseGains(levels: levels).map { Float($0) }
        let executor = PlaneExecutor(filter, threads: threads)
        return image.mapColours(paddedFor: filter, levels: levels) { plane in
            var pyramid = LaplacianPyramid(decomposing: plane, levels: levels, by: executor)
            guard let finest = pyramid.bands.first else { return plane }
            let deviation =
                noise.map { $0 * image.range.extent }
                ?? Self.estimatedNoise(inFinestBand: finest, gain: gains[0])
            for level in 0..<levels {
                core(&pyramid.bands[level], strength * deviation * gains[level])
            }
            return (consume pyramid).collapsed(by: executor)
        }
    }

    /// The standard deviation of the noise in each channel of an image but alpha, as a share of
    /// white − black.
    ///
    /// Most samples of the finest band are noise alone, whose median is 0.6745 standard deviations:
    /// σ = median(|L₀|) / 0.6745 / c₀. Fine texture counts as noise.
    public func estimatedNoise(in image: Image) -> [Float] {
        let gain = Float(filter.bandNoiseGains(levels: 1)[0])
        let executor = PlaneExecutor(filter, threads: threads)
        let target = filter.paddedSize(of: image.size, levels: 1)
        return image.withoutAlpha.planes.map { plane in
            let band = executor.split(plane.mirrorPadded(to: target)).band
            return Self.estimatedNoise(inFinestBand: band, gain: gain) / image.range.extent
        }
    }

    private static func estimatedNoise(inFinestBand band: Plane, gain: Float) -> Float {
        band.medianMagnitude / 0.6745 / gain
    }

    private func core(_ band: inout Plane, _ limit: Float) {
        unsafe band.updateRows(reading: [], threads: threads) { rows in
            let output = unsafe rows.output
            switch threshold {
            case .soft:
                for index in unsafe rows.samples {
                    let value = unsafe output[index]
                    unsafe output[index] = value - min(max(value, -limit), limit)
                }
            case .hard:
                for index in unsafe rows.samples {
                    let value = unsafe output[index]
                    unsafe output[index] = abs(value) <= limit ? 0 : value
                }
            }
        }
    }
}
