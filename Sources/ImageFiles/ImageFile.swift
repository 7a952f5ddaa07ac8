// SPDX-License-Identifier: Apache-2.0

public import Raster

/// An image as it was read, with what the file said about it.
///
/// The samples are in the file's own units: 8-bit files give a ``/Raster/ValueRange/byte`` image
/// (0…255), 16-bit files a ``/Raster/ValueRange/word`` image (0…65535), float files a
/// ``/Raster/ValueRange/unit`` image with their values untouched. PNG samples of 1, 2 and 4 bits are
/// scaled to 0…255, which is exact.
public struct ImageFile: Sendable, Equatable {
    /// The samples; alpha, where there is one, is straight (not premultiplied).
    public let image: Image
    /// How the file stores a sample.
    public let sampleFormat: SampleFormat
    /// The same samples in double precision, when the file has them so (``SampleFormat/float64``)
    /// or has whole numbers beyond single precision (``SampleFormat/int32``); otherwise nil.
    public let doublePlanes: [DoublePlane]?
    /// What the file says about its colours; never applied to the samples.
    public let colour: ColourDescription
    /// What a reader of the file may want to know, in sentences: "palette expanded to rgb".
    public let notes: [String]

    /// Creates the record of a file.
    public init(
        image: Image, sampleFormat: SampleFormat, doublePlanes: [DoublePlane]? = nil,
        colour: ColourDescription = .unspecified, notes: [String] = []
    ) {
        self.image = image
        self.sampleFormat = sampleFormat
        self.doublePlanes = doublePlanes
        self.colour = colour
        self.notes = notes
    }

    func adding(notes more: [String]) -> ImageFile {
        ImageFile(
            image: image, sampleFormat: sampleFormat, doublePlanes: doublePlanes, colour: colour,
            notes: more + notes)
    }
}

/// What a file's header says, read without decoding the samples.
public struct ImageFileHeader: Sendable, Hashable {
    /// What kind of file it is, by its content.
    public let format: ImageFileFormat
    /// Columns and rows, after the EXIF orientation.
    public let size: ImageSize
    /// The channels that reading will give.
    public let channels: ChannelLayout
    /// How the file stores a sample.
    public let sampleFormat: SampleFormat
    /// The bits of a sample in the file: 1, 2, 4, 8, 16, 32 or 64.
    public let bitDepth: Int
}
