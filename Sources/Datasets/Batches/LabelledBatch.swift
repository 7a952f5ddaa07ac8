// SPDX-License-Identifier: Apache-2.0

public import Raster

/// Images of a set that training sees together.
public struct LabelledBatch: Sendable, Equatable {
    /// The images.
    public let images: ImageBatch
    /// Which images of the set they are.
    public let indices: [Int]
    /// The class of each image; empty for a set without classes.
    public let labels: [Int]

    /// Creates a batch.
    public init(images: ImageBatch, indices: [Int], labels: [Int] = []) {
        precondition(
            indices.count == images.count && (labels.isEmpty || labels.count == images.count),
            "\(images.count) images with \(indices.count) indices and \(labels.count) labels")
        self.images = images
        self.indices = indices
        self.labels = labels
    }
}

/// What is done to an image each time it is drawn.
///
/// The draws are keyed by the position at which the image is seen, so they depend on neither threads
/// nor the size of batches.
public enum Augmentation: String, Sendable, Hashable, Codable, CaseIterable {
    /// Left and right exchanged, with a probability of one half.
    case mirror
}
