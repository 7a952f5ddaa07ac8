// SPDX-License-Identifier: Apache-2.0

public import Raster

/// Images that are looked at one by one: a folder, an archive, an array, or a formula.
///
/// ```swift
/// let images = try ImageSets.open(URL(filePath: "celeba"))
/// for index in 0..<images.count { print(images.name(at: index), try images.image(at: index).size) }
/// ```
///
/// The order is fixed, and the name of an image belongs to it whatever is asked for before it or on
/// whichever thread, so that random draws can be keyed by it. Images may differ in size; a
/// ``PreparedImageSet`` makes them alike.
public protocol ImageSet: Sendable {
    /// How many images there are; at least 1.
    var count: Int { get }

    /// What the set is, for a person: "CIFAR-10, 4 files".
    var summary: String { get }

    /// The name of an image, unique in the set, as in `cats/1.png`.
    func name(at index: Int) -> String

    /// Reads an image.
    ///
    /// - Throws: When its file cannot be read or is damaged; the error names it.
    func image(at index: Int) throws(DatasetError) -> Image

    /// The class of each image, or nil when the set has none.
    var labels: ImageLabels? { get }

    /// Numbers that describe each image, or nil when the set has none.
    var attributes: ImageAttributes? { get }
}

extension ImageSet {
    /// None.
    public var labels: ImageLabels? { nil }
    /// None.
    public var attributes: ImageAttributes? { nil }
}

/// The class of each image of a set.
public struct ImageLabels: Sendable, Equatable {
    /// One number an image, in the order of the set; a class is counted from 0.
    public let values: [Int]
    /// What the classes are called, or empty when that is not known.
    public let names: [String]

    /// Creates labels.
    public init(values: [Int], names: [String] = []) {
        self.values = values
        self.names = names
    }

    /// One more than the largest label, or the number of names if that is more.
    public var classCount: Int { max((values.max() ?? -1) + 1, names.count) }

    /// How many images each class has.
    public var counts: [Int] {
        var counts = [Int](repeating: 0, count: classCount)
        for value in values where value >= 0 { counts[value] += 1 }
        return counts
    }

    /// What a class is called; its number where it has no name.
    public func name(of label: Int) -> String {
        names.indices.contains(label) ? names[label] : "\(label)"
    }

    /// The labels of some images.
    func selecting(_ indices: [Int]) -> ImageLabels {
        ImageLabels(values: indices.map { values[$0] }, names: names)
    }
}

/// Numbers that describe each image of a set, such as CelebA's forty or the direction of a gaze.
public struct ImageAttributes: Sendable, Equatable {
    /// What each number is.
    public let names: [String]
    /// The numbers of all images, one image after the other.
    public let values: [Float]

    /// Creates attributes; there must be as many values as images times names.
    public init(names: [String], values: [Float]) {
        precondition(
            names.isEmpty ? values.isEmpty : values.count % names.count == 0,
            "\(values.count) values are no whole rows of \(names.count)")
        self.names = names
        self.values = values
    }

    /// The numbers of an image, in the order of the names.
    public subscript(image: Int) -> ArraySlice<Float> {
        values[image * names.count..<(image + 1) * names.count]
    }

    /// The attributes of some images.
    func selecting(_ indices: [Int]) -> ImageAttributes {
        ImageAttributes(names: names, values: indices.flatMap { self[$0] })
    }
}
