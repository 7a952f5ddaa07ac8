// SPDX-License-Identifier: Apache-2.0

internal import Datasets
public import Raster

/// How images are brought to what a classifier takes.
///
/// First to 8 bits, as the images are that published scores come from; then to the classifier's
/// channels, and to its size by a named rule. Each step leaves alone what it has nothing to do with,
/// so a prepared image stays as it is.
public struct ClassifierInput: Sendable, Hashable {
    /// Columns and rows.
    public let size: ImageSize
    /// Grey or colours.
    public let channels: ChannelLayout
    /// By which program's rule images are resized.
    public let resizing: ResizeConvention
    /// What the network sees of a sample x from 0 to 255 is (x − centre) / centre.
    let centre: Double

    /// The image in the classifier's channels and size, with samples from 0 to 255.
    ///
    /// Samples are whole numbers before the image is resized, and may have fractions after.
    public func prepared(_ image: Image) -> Image {
        let bytes = image.range == .byte ? image : image.quantised
        let coloured =
            bytes.channels == channels
            ? bytes : bytes.withChannels(channels == .grey ? .grey : .rgb)
        return coloured.size == size ? coloured : coloured.resized(to: size, by: resizing)
    }
}

extension Image {
    /// Whole numbers from 0 to 255.
    fileprivate var quantised: Image {
        converted(to: .byte).mapPlanes { plane in
            plane.map { min(max($0.rounded(), 0), 255) }
        }
    }

    fileprivate func withChannels(_ channels: Preparation.Channels) -> Image {
        do {
            return try Preparation(channels: channels).prepare(self, name: "")
        } catch {
            preconditionFailure("a change of channels needs no crop: \(error)")
        }
    }
}
