// SPDX-License-Identifier: Apache-2.0

public import Raster

/// Strengthens or smooths detail, and compresses contrast, without halos at edges.
///
/// S. Paris, S. W. Hasinoff and J. Kautz, "Local Laplacian Filters: Edge-aware Image Processing with a
/// Laplacian Pyramid", ACM Trans. Graphics 30(4), 2011. For each coefficient of the result's pyramid,
/// with g the value of the Gaussian pyramid there, the whole image is put through a function that
/// treats differences from g below σ as detail and larger ones as edges; the coefficient is that of the
/// remapped image. The residual is kept.
///
/// The sampled method is M. Aubry, S. Paris, S. W. Hasinoff, J. Kautz and F. Durand, "Fast Local
/// Laplacian Filters: Theory and Applications", ACM Trans. Graphics 33(5), 2014: the image is remapped
/// around K values only and coefficients are interpolated between the two nearest. Its pyramids are
/// made one after the other, so memory does not grow with K.
///
/// Alpha is kept. Nothing is clamped.
public struct LocalLaplacianFilter: Sendable {
    /// How coefficients are found.
    public enum Method: Sendable, Hashable {
        /// Interpolated between this many samples of brightness from black to white, at least 2, in
        /// single precision. Values beyond black and white take the nearest sample.
        case sampled(Int)
        /// Each coefficient by its definition, in double precision: seconds for a megapixel.
        case exact
    }

    /// What is filtered in an image with colours.
    public enum ColourHandling: Sendable, Hashable {
        /// The luma Y; colours are multiplied by (Y′ + 0.01) / (Y + 0.01), in units of white, which
        /// keeps hues.
        case lumaRatio
        /// Each channel on its own, which can shift hues.
        case perChannel
    }

    /// σ, the difference that divides detail from edges, as a share of white − black; above 0.
    public let sigma: Float
    /// α, the exponent of detail: below 1 strengthens it, above 1 smooths it, 1 keeps it; above 0.
    public let alpha: Float
    /// β, the slope of edges: below 1 compresses the range of brightness, 1 keeps it; at least 0.
    public let beta: Float
    /// Differences up to this share of white − black are noise, which α < 1 does not strengthen.
    ///
    /// The effect rises to its full size at twice this. 0 (the default) protects nothing; the paper
    /// uses 0.01.
    public let noiseLevel: Float
    /// How coefficients are found.
    public let method: Method
    /// What is filtered in an image with colours.
    public let colours: ColourHandling
    /// How many bands; nil for as many as leave a residual of at least 8 samples a side.
    public let levels: Int?
    /// The convention of the pyramids.
    public let filter: PyramidFilter
    /// How many threads one call may use.
    public let threads: ThreadCount

    /// Creates a filter.
    public init(
        sigma: Float, alpha: Float, beta: Float = 1, noiseLevel: Float = 0,
        method: Method = .sampled(16), colours: ColourHandling = .lumaRatio, levels: Int? = nil,
        filter: PyramidFilter = .mirror101, threads: ThreadCount = .allProcessors
    ) {
        precondition(sigma > 0, "sigma is above 0, not \(sigma)")
        precondition(alpha > 0, "alpha is above 0, not \(alpha)")
        precondition(beta >= 0, "beta is at least 0, not \(beta)")
        precondition(noiseLevel >= 0, "the level of noise is at least 0, not \(noiseLevel)")
        precondition(levels ?? 0 >= 0, "a pyramid has no \(levels ?? 0) bands")
        if case .sampled(let count) = method {
            precondition(count >= 2, "interpolating takes at least 2 samples, not \(count)")
        }
        self.sigma = sigma
        self.alpha = alpha
        self.beta = beta
        self.noiseLevel = noiseLevel
        self.method = method
        self.colours = colours
        self.levels = levels
        self.filter = filter
        self.threads = threads
    }

    /// The filtered image, in its own range.
    public func apply(to image: Image) -> Image {
        let unit = image.withoutAlpha.converted(to: .unit)
        let levels = levels ?? filter.defaultLevelCount(for: image.size)
        let result: Image
        if unit.channels == .rgb && colours == .lumaRatio {
            let luma = Image(unit.luma, range: .unit)
            let changed = luma.mapColours(paddedFor: filter, levels: levels) {
                filtered($0, levels)
            }
            let ratio = changed.planes[0].combined(with: luma.planes[0]) {
                ($0 + 0.01) / ($1 + 0.01)
            }
            result = unit.mapPlanes { $0 * ratio }
        } else {
            result = unit.mapColours(paddedFor: filter, levels: levels) { filtered($0, levels) }
        }
        let converted = result.converted(to: image.range)
        return image.alpha.map(converted.withAlpha) ?? converted
    }

    private func filtered(_ plane: Plane, _ levels: Int) -> Plane {
        switch method {
        case .exact:
            return Plane(exactlyFiltered(DoublePlane(plane), levels: levels))
        case .sampled(let count):
            let remap = DetailRemap(sigma: sigma, alpha: alpha, beta: beta, noise: noiseLevel)
            return SampledLocalLaplacian(
                remap: remap, samples: count, levels: levels,
                executor: PlaneExecutor(filter, threads: threads)
            ).apply(to: plane)
        }
    }

    /// The filter by its definition on one plane from black = 0 to white = 1, in double precision.
    ///
    /// Settings given in single precision are taken as the decimal numbers they print as: 0.2 is 0.2.
    func exactlyFiltered(_ plane: DoublePlane, levels: Int) -> DoublePlane {
        let remap = DetailRemap(
            sigma: sigma.asWritten, alpha: alpha.asWritten, beta: beta.asWritten,
            noise: noiseLevel.asWritten)
        return ExactLocalLaplacian(
            remap: remap, levels: levels, filter: filter, threads: threads
        ).apply(to: plane)
    }
}

extension Float {
    /// The double nearest to the shortest decimal number that stands for this value.
    fileprivate var asWritten: Double { Double(description) ?? Double(self) }
}
