// SPDX-License-Identifier: Apache-2.0

public import Raster

/// What is done to each image of a set, in this order: channels, crop, resize.
public struct Preparation: Sendable, Hashable, Codable {
    /// Which channels images are brought to.
    public enum Channels: String, Sendable, Hashable, Codable, CaseIterable {
        /// Those that they have, which must be the same for all.
        case asStored = "as-stored"
        /// Brightness by the weights of ITU-R BT.601; alpha is dropped.
        case grey
        /// Three channels; grey is repeated, alpha is dropped.
        case rgb
    }

    /// Which channels images are brought to.
    public var channels: Channels
    /// Which part is taken.
    public var crop: CropRule
    /// The size that the part is brought to, or nil to leave it.
    public var size: ImageSize?
    /// By which kernel it is resized.
    public var filter: ResizeFilter

    /// Creates a preparation; without arguments, one that changes nothing.
    public init(
        channels: Channels = .asStored, crop: CropRule = .none, size: ImageSize? = nil,
        filter: ResizeFilter = .box
    ) {
        self.channels = channels
        self.crop = crop
        self.size = size
        self.filter = filter
    }

    /// The image, prepared.
    ///
    /// - Parameters:
    ///   - image: The image.
    ///   - name: What an error calls it.
    /// - Returns: The part of it that the rule takes, at the size asked for, in the same range.
    /// - Throws: When the image does not fit the rule for cropping.
    public func prepare(_ image: Image, name: String) throws(DatasetError) -> Image {
        var result = image
        switch channels {
        case .asStored: break
        case .grey: result = Image(image.luma, range: image.range)
        case .rgb:
            let colours = image.withoutAlpha
            result =
                colours.channels == .rgb
                ? colours
                : Image(
                    planes: Array(repeating: colours.planes[0], count: 3), channels: .rgb,
                    range: image.range)
        }
        guard let part = crop.cropped(result) else {
            throw DatasetError(
                place: name,
                problem: "the image is \(image.size), and the crop \(crop) takes "
                    + crop.requirement,
                remedy: "choose another crop or leave the image out")
        }
        guard let size, size != part.size else { return part }
        return part.mapPlanes { Resampling.resized($0, to: size, by: filter) }
    }
}

/// A set whose images are cropped, resized and brought to the same channels as they are read.
public struct PreparedImageSet: ImageSet {
    private let base: any ImageSet
    /// What is done to each image.
    public let preparation: Preparation

    /// Creates a set over another.
    public init(_ base: any ImageSet, _ preparation: Preparation) {
        self.base = base
        self.preparation = preparation
    }

    /// The number of images of the set below.
    public var count: Int { base.count }
    /// What the set below is.
    public var summary: String { base.summary }
    /// The name in the set below.
    public func name(at index: Int) -> String { base.name(at: index) }
    /// The labels of the set below.
    public var labels: ImageLabels? { base.labels }
    /// The attributes of the set below.
    public var attributes: ImageAttributes? { base.attributes }

    /// Reads an image and prepares it.
    public func image(at index: Int) throws(DatasetError) -> Image {
        try preparation.prepare(try base.image(at: index), name: base.name(at: index))
    }
}

/// Some images of a set, in an order of their own.
public struct SubsetImageSet: ImageSet {
    private let base: any ImageSet
    private let indices: [Int]
    /// The classes of these images.
    public let labels: ImageLabels?
    /// The attributes of these images.
    public let attributes: ImageAttributes?

    /// Creates a set of the images at `indices` of another.
    public init(_ base: any ImageSet, indices: [Int]) {
        self.base = base
        self.indices = indices
        labels = base.labels?.selecting(indices)
        attributes = base.attributes?.selecting(indices)
    }

    /// How many were chosen.
    public var count: Int { indices.count }
    /// What the images were chosen from.
    public var summary: String { "\(indices.count) images of \(base.summary)" }
    /// The name in the set that it was chosen from.
    public func name(at index: Int) -> String { base.name(at: indices[index]) }
    /// Reads an image.
    public func image(at index: Int) throws(DatasetError) -> Image {
        try base.image(at: indices[index])
    }
}
