// SPDX-License-Identifier: Apache-2.0

public import Raster

/// What is measured: the numbers that two measurements must share to be comparable.
///
/// The defaults are those of T. Karras, T. Aila, S. Laine and J. Lehtinen, "Progressive Growing of
/// GANs for Improved Quality, Stability, and Variation", ICLR 2018, section 5: on every level of a
/// Laplacian pyramid down to 16 pixels, 128 neighbourhoods of 7×7 pixels an image, compared along
/// 4 × 128 random directions.
public struct SlicingProtocol: Sendable, Hashable, Codable {
    /// The least height of a level, in pixels.
    public var leastHeight: Int
    /// The side of a neighbourhood, in pixels; odd.
    public var patchSize: Int
    /// How many neighbourhoods are taken from an image at each level.
    public var patchesPerImage: Int
    /// How many times directions are drawn at each level.
    public var repeats: Int
    /// How many directions are drawn each time.
    public var directionsPerRepeat: Int
    /// Whether a size may be odd on the way down.
    ///
    /// The published program refuses that; here the
    /// expanded level is then cut to the finer one's size, and the numbers are no longer official.
    public var allowsOddSizes: Bool

    /// Creates a protocol; what is left out is as published.
    public init(
        leastHeight: Int = 16, patchSize: Int = 7, patchesPerImage: Int = 128, repeats: Int = 4,
        directionsPerRepeat: Int = 128, allowsOddSizes: Bool = false
    ) {
        precondition(patchSize > 0 && patchSize % 2 == 1, "a patch has an odd side")
        precondition(
            leastHeight > 0 && patchesPerImage > 0 && repeats > 0 && directionsPerRepeat > 0,
            "a protocol counts from 1")
        self.leastHeight = leastHeight
        self.patchSize = patchSize
        self.patchesPerImage = patchesPerImage
        self.repeats = repeats
        self.directionsPerRepeat = directionsPerRepeat
        self.allowsOddSizes = allowsOddSizes
    }

    /// The published protocol.
    public static let published = SlicingProtocol()

    /// The number of directions at each level.
    public var directionCount: Int { repeats * directionsPerRepeat }

    /// The number of samples in a descriptor of three channels.
    var descriptorLength: Int { 3 * patchSize * patchSize }

    /// The sizes of the levels of an image, finest first: halved while the height stays at
    /// ``leastHeight`` or above.
    ///
    /// - Throws: when there is no level, a level is too narrow for a patch, or a size is odd and
    ///   that is not allowed.
    public func levelSizes(of size: ImageSize) throws(SlicedWassersteinError) -> [ImageSize] {
        guard size.height >= leastHeight else {
            throw SlicedWassersteinError(
                "images of \(size) have no level of at least \(leastHeight) rows; "
                    + "enlarge them to \(leastHeight) rows or lower the least height")
        }
        var sizes: [ImageSize] = []
        var height = size.height
        var current = size
        while height >= leastHeight {
            guard current.shorterSide >= patchSize else {
                throw SlicedWassersteinError(
                    "level \(sizes.count) of images of \(size) is \(current), "
                        + "too small for patches of \(patchSize)×\(patchSize); "
                        + "a greater least height ends the pyramid before")
            }
            sizes.append(current)
            height /= 2
            let isLast = height < leastHeight
            if !isLast && !allowsOddSizes && (current.width % 2 != 0 || current.height % 2 != 0) {
                throw SlicedWassersteinError(
                    "level \(sizes.count - 1) of images of \(size) is \(current), and only even "
                        + "sizes can be halved; crop or resize the images to "
                        + "\(evenSize(near: size)), or allow odd sizes, which the published "
                        + "program does not")
            }
            current = current.halved
        }
        return sizes
    }

    /// The largest size within `size` that halves evenly on all levels.
    private func evenSize(near size: ImageSize) -> ImageSize {
        var step = 1
        var height = size.height / 2
        while height >= leastHeight {
            step *= 2
            height /= 2
        }
        return ImageSize(
            width: max(step, size.width / step * step),
            height: max(step, size.height / step * step))
    }
}
