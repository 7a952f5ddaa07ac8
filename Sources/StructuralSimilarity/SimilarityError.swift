// SPDX-License-Identifier: Apache-2.0

public import Raster

/// Why two images have no similarity.
public enum SimilarityError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The images differ in size.
    case sizesDiffer(ImageSize, ImageSize)
    /// The images differ in the number of channels.
    case channelCountsDiffer(Int, Int)
    /// Black and white lie elsewhere in the second image.
    case rangesDiffer(ValueRange, ValueRange)
    /// An image has alpha, which has no place in the score.
    case hasAlpha
    /// A luma was asked for of planes that are neither grey nor RGB.
    case noLuma(channelCount: Int)
    /// No window fits into the coarsest scale.
    case tooSmall(ImageSize, least: Int, scales: Int, SimilarityConvention)
    /// The convention takes no odd sides, and this scale has one.
    case oddSide(ImageSize, scale: Int, SimilarityConvention)
    /// A sample is infinite or not a number.
    case notFinite(image: Int, channel: Int, x: Int, y: Int)
    /// The convention has no gradient here.
    case noGradient(MissingGradient)
    /// There are too few images for a pair.
    case tooFewImages(Int, group: String?)
    /// A batch does not go with the images before it.
    case batchDiffers(expected: String, found: String)
    /// Evidence of different set-ups, or with half a pair in its middle.
    case cannotMerge(String)

    /// What is wrong, what was found and what would do.
    public var description: String {
        switch self {
        case .sizesDiffer(let first, let second):
            "the images must have one size, but the first is \(first) and the second \(second)"
        case .channelCountsDiffer(let first, let second):
            "the images must have the same channels, but the first has \(first) and the second "
                + "\(second)"
        case .rangesDiffer(let first, let second):
            "the first image has samples of range \(first.rawValue), the second of range "
                + "\(second.rawValue); convert one of them"
        case .hasAlpha:
            "the image has alpha, which similarity cannot judge; remove it or lay both images over "
                + "one background"
        case .noLuma(let count):
            "luma is made of 1 or 3 channels, not of \(count); compare channel by channel"
        case .tooSmall(let size, let least, let scales, let convention):
            "\(size) is too small for \(scales) scales by the rules of \(convention.rawValue): the "
                + "shorter side must be at least \(least); use fewer scales or a window that shrinks"
        case .oddSide(let size, let scale, let convention):
            "scale \(scale) is \(size), and \(convention.rawValue) refuses odd sides; crop the "
                + "images to sides that can be halved, or use fewer scales"
        case .notFinite(let image, let channel, let x, let y):
            "the \(image == 0 ? "first" : "second") image has a sample that is not finite in channel "
                + "\(channel) at (\(x), \(y))"
        case .noGradient(let reason):
            reason.description
        case .tooFewImages(let count, let group):
            "a pair needs two images, but \(group.map { "class \($0)" } ?? "the set") has \(count)"
        case .batchDiffers(let expected, let found):
            "every image must be \(expected) like the first, but a batch has \(found)"
        case .cannotMerge(let reason):
            "evidence cannot be joined: \(reason)"
        }
    }
}

/// Why a score has no gradient.
public enum MissingGradient: Sendable, Hashable, CustomStringConvertible {
    /// Contrast and structure apart take the root of a variance.
    case infiniteSlopes
    /// The grey of colours is rounded.
    case roundedGrey
    /// The score is the modulus of a complex power.
    case complexScore

    /// The reason and what would do.
    public var description: String {
        switch self {
        case .infiniteSlopes:
            "libvmaf has no gradient: it averages contrast and structure apart, and the root in each "
                + "has an infinite slope where a window is flat; every other convention has one"
        case .roundedGrey:
            "rounded grey has no gradient: the score is a staircase over the colours; give grey "
                + "images, or a luma that is not rounded"
        case .complexScore:
            "complex scores have no gradient; let negative terms count as 0"
        }
    }
}
