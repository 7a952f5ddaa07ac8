// SPDX-License-Identifier: Apache-2.0

public import Raster

/// Why images given to one operation cannot be worked on together.
///
/// What the caller could not know before looking at the images is an error; settings that make no
/// sense, such as a negative exponent, are traps.
public enum PyramidInputError: Error, Equatable, Sendable, CustomStringConvertible {
    /// `task` needs at least `wanted` images.
    case tooFewImages(task: String, found: Int, wanted: Int)
    /// `item` does not have the size of the first image.
    case sizeMismatch(task: String, item: String, found: ImageSize, wanted: ImageSize)
    /// `item` does not have the channels that the operation needs; alpha is not compared.
    case channelMismatch(task: String, item: String, found: ChannelLayout, wanted: ChannelLayout)
    /// There is not one weight image for each image.
    case weightCountMismatch(task: String, found: Int, wanted: Int)

    /// One line that names the operation, the image, what was found and what would do.
    public var description: String {
        switch self {
        case .tooFewImages(let task, let found, let wanted):
            return "\(task): \(Self.given(found, "image")); "
                + "at least \(wanted) \(wanted == 1 ? "is" : "are") needed"
        case .sizeMismatch(let task, let item, let found, let wanted):
            return "\(task): \(item) is \(found); it must be the size of the first image, \(wanted)"
        case .channelMismatch(let task, let item, let found, let wanted):
            return "\(task): \(item) is \(found.rawValue); it must be \(wanted.rawValue)"
        case .weightCountMismatch(let task, let found, let wanted):
            return "\(task): \(Self.given(found, "weight")) for \(wanted) images; "
                + "each image needs one"
        }
    }

    private static func given(_ count: Int, _ noun: String) -> String {
        count == 1 ? "1 \(noun) was given" : "\(count) \(noun)s were given"
    }
}
