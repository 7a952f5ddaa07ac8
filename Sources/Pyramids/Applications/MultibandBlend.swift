// SPDX-License-Identifier: Apache-2.0

public import Raster

/// Blends images so that no seam shows: each band with a transition as wide as the band's own
/// features.
///
/// P. J. Burt and E. H. Adelson, "A Multiresolution Spline With Application to Image Mosaics", ACM
/// Trans. Graphics 2(4), 1983, section 3.2: with M the Gaussian pyramid of the mask,
/// `L(out)ₖ = Mₖ · L(A)ₖ + (1 − Mₖ) · L(B)ₖ`, the residual likewise, then collapse. A sharp mask gives
/// fine detail a sharp transition and brightness a wide one.
///
/// Nothing is clamped: near a seam values can leave the range of the inputs. Where an image has
/// alpha, colours are blended multiplied by it, alpha is blended as a channel of its own, and colours
/// are divided by it again; an image without alpha counts as opaque.
///
/// ```swift
/// let mixed = try MultibandBlend(levels: 5).blend(apple, over: orange, mask: leftHalf)
/// ```
public struct MultibandBlend: Sendable {
    /// How many bands; nil for as many as leave a residual of at least 8 samples a side.
    public let levels: Int?
    /// The convention of the pyramids.
    public let filter: PyramidFilter
    /// How many threads one call may use.
    public let threads: ThreadCount

    /// Creates a blend.
    public init(
        levels: Int? = nil, filter: PyramidFilter = .mirror101,
        threads: ThreadCount = .allProcessors
    ) {
        precondition(levels ?? 0 >= 0, "a pyramid has no \(levels ?? 0) bands")
        self.levels = levels
        self.filter = filter
        self.threads = threads
    }

    /// Blends two images by a mask.
    ///
    /// - Parameters:
    ///   - image: Shown where the mask is white.
    ///   - background: Shown where the mask is black; converted to the range of `image`.
    ///   - mask: A grey image: the weight of `image`, from black to white of its own range.
    /// - Returns: An image in the range of `image`.
    /// - Throws: When sizes differ, one image is grey and the other is not, or the mask is not grey.
    public func blend(
        _ image: Image, over background: Image, mask: Image
    ) throws(PyramidInputError) -> Image {
        let stack = try ImageStack([image, background], task: Self.task, atLeast: 2)
        return blend(stack, weights: [try weight(of: mask, named: "the mask", stack)])
    }

    /// Blends any number of images by weights.
    ///
    /// The weights are divided by their sum, pixel by pixel, before they are reduced; negative ones
    /// count as 0. Where all weights are 0, each image has the same share.
    ///
    /// - Parameters:
    ///   - images: At least one; all are converted to the range of the first.
    ///   - weights: A grey image for each image, from black (0) to white (1) of its own range.
    /// - Returns: An image in the range of the first image.
    /// - Throws: When sizes or numbers differ, some images are grey and others not, or a weight is not
    ///   grey.
    public func blend(_ images: [Image], weights: [Image]) throws(PyramidInputError) -> Image {
        let stack = try ImageStack(images, task: Self.task, atLeast: 1)
        guard weights.count == images.count else {
            throw .weightCountMismatch(
                task: Self.task, found: weights.count, wanted: images.count)
        }
        var planes: [Plane] = []
        for (index, image) in weights.enumerated() {
            let plane = try weight(of: image, named: "weight \(index + 1)", stack)
            planes.append(plane.map { max($0, 0) })
        }
        return blend(stack, weights: planes.normalizedWithoutLast(threads: threads))
    }

    private static let task = "blend"

    private func weight(
        of image: Image, named item: String, _ stack: ImageStack
    ) throws(PyramidInputError) -> Plane {
        guard image.size == stack.size else {
            throw .sizeMismatch(
                task: Self.task, item: item, found: image.size, wanted: stack.size)
        }
        guard image.channels == .grey else {
            throw .channelMismatch(
                task: Self.task, item: item, found: image.channels, wanted: .grey)
        }
        return image.converted(to: .unit).planes[0]
    }

    private func blend(_ stack: ImageStack, weights: [Plane]) -> Image {
        let levels = levels ?? filter.defaultLevelCount(for: stack.size)
        let padded = stack.padded(for: filter, levels: levels)
        let blend = WeightedBlend(
            executor: PlaneExecutor(filter, threads: threads), levels: levels)
        return stack.image(
            of: blend.blend(
                padded, weights: weights.map { $0.mirrorPadded(to: padded[0][0].size) }))
    }
}
