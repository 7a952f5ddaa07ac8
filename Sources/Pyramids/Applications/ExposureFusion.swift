// SPDX-License-Identifier: Apache-2.0

public import Raster

/// Fuses photographs of one scene, taken with different exposures, into one that is well exposed
/// everywhere, without a detour through high dynamic range.
///
/// T. Mertens, J. Kautz and F. Van Reeth, "Exposure Fusion", Pacific Graphics 2007. Each image is
/// weighted pixel by pixel (eq. 1) by contrast C (absolute Laplacian of the luma), saturation S
/// (spread of the channels) and well-exposedness E (a Gaussian of the distance from mid-grey, σ 0.2,
/// multiplied over the channels): `W = C^ωc · S^ωs · E^ωe + 10⁻¹²`, divided by the sum over the images.
/// The Laplacian pyramids are then averaged with the Gaussian pyramids of the weights (eq. 3).
///
/// The default exponents are OpenCV's (`createMergeMertens`): 1, 1, 0. The paper uses 1, 1, 1. As in
/// OpenCV, S is the root of the *sum* of squares: the factor cancels in the normalisation. Grey images
/// have no saturation; S is then 1. Nothing is clamped: results can leave the range slightly.
///
/// Samples may be in any range, of 8 or of 16 bits alike: weights are computed from black = 0 and
/// white = 1. Where an image has alpha, its weight is multiplied by it and colours are fused
/// premultiplied.
public struct ExposureFusion: Sendable {
    /// ωc, the exponent of the contrast, at least 0.
    public let contrast: Float
    /// ωs, the exponent of the saturation, at least 0.
    public let saturation: Float
    /// ωe, the exponent of the well-exposedness, at least 0.
    public let exposedness: Float
    /// How many bands; nil for the paper's and OpenCV's ⌊log₂(shorter side)⌋.
    public let levels: Int?
    /// The convention of the pyramids.
    public let filter: PyramidFilter
    /// How many threads one call may use.
    public let threads: ThreadCount

    /// Creates a fusion; exponents are at least 0, and 0 leaves a measure out.
    public init(
        contrast: Float = 1, saturation: Float = 1, exposedness: Float = 0, levels: Int? = nil,
        filter: PyramidFilter = .mirror101, threads: ThreadCount = .allProcessors
    ) {
        for exponent in [contrast, saturation, exposedness] {
            precondition(exponent >= 0, "an exponent of exposure fusion is at least 0")
        }
        precondition(levels ?? 0 >= 0, "a pyramid has no \(levels ?? 0) bands")
        self.contrast = contrast
        self.saturation = saturation
        self.exposedness = exposedness
        self.levels = levels
        self.filter = filter
        self.threads = threads
    }

    /// Fuses exposures of one scene.
    ///
    /// - Parameter images: At least one; all are converted to the range of the first.
    /// - Returns: An image in the range of the first.
    /// - Throws: When sizes differ, or some images are grey and others not.
    public func fuse(_ images: [Image]) throws(PyramidInputError) -> Image {
        let stack = try ImageStack(images, task: "fuse", atLeast: 1)
        let size = stack.size
        let levels = levels ?? (Int.bitWidth - 1 - size.shorterSide.leadingZeroBitCount)
        let weights = images.map { weight(of: $0) }.normalizedWithoutLast(threads: threads)
        let padded = stack.padded(for: filter, levels: levels)
        let blend = WeightedBlend(
            executor: PlaneExecutor(filter, threads: threads), levels: levels)
        return stack.image(
            of: blend.blend(
                padded, weights: weights.map { $0.mirrorPadded(to: padded[0][0].size) }))
    }

    /// The weight of each pixel before the weights of all images are made to add up to 1.
    public func weight(of image: Image) -> Plane {
        let unit = image.converted(to: .unit)
        let colours = unit.withoutAlpha.planes
        var weight =
            contrast > 0
            ? unit.luma.laplacianMagnitude(threads: threads)
            : Plane(width: image.width, height: image.height, filledWith: 1)
        let measures = PixelMeasures(
            contrast: contrast, saturation: colours.count > 1 ? saturation : 0,
            exposedness: exposedness)
        unsafe weight.updateRows(reading: colours, threads: threads) { band in
            unsafe measures.raise(band)
        }
        guard let alpha = unit.alpha else { return weight }
        return weight * alpha.map { max($0, 0) }
    }
}

/// The part of the weight that looks at one pixel alone.
private struct PixelMeasures: Sendable {
    let contrast: Float
    let saturation: Float
    let exposedness: Float

    /// Turns contrasts into weights.
    func raise(_ band: RowBand) {
        let (output, colours) = unsafe (band.output, band.inputs)
        if contrast != 1 && contrast != 0 {
            for index in unsafe band.samples {
                unsafe output[index] = Float.power(output[index], contrast)
            }
        }
        if saturation != 0 {
            let (red, green, blue) = unsafe (colours[0], colours[1], colours[2])
            for index in unsafe band.samples {
                let spread = unsafe spread(red[index], green[index], blue[index])
                unsafe output[index] *= saturation == 1 ? spread : Float.power(spread, saturation)
            }
        }
        if exposedness != 0 {
            let scale = -exposedness / (2 * 0.2 * 0.2)
            for index in unsafe band.samples {
                var distance: Float = 0
                for channel in unsafe colours.indices {
                    let centred = unsafe colours[channel][index] - 0.5
                    distance += centred * centred
                }
                unsafe output[index] *= Float.exponential(scale * distance)
            }
        }
        for index in unsafe band.samples { unsafe output[index] += 1e-12 }
    }

    /// The root of Σ(x − mean)², written with differences of channels.
    ///
    /// They are exactly 0 where the channels are equal; the rounding of a mean would outweigh the
    /// 10⁻¹².
    private func spread(_ red: Float, _ green: Float, _ blue: Float) -> Float {
        let (a, b, c) = (red - green, green - blue, blue - red)
        return ((a * a + b * b + c * c) / 3).squareRoot()
    }
}
