// SPDX-License-Identifier: Apache-2.0

public import Datasets
public import Raster
internal import Tensors

/// The real images that are nearest to samples: a network that has learned its set by heart shows them
/// to be the same.
public enum NearestNeighbours {
    /// A row for each sample: the sample, then its nearest images in the Euclidean distance of pixels.
    ///
    /// - Parameters:
    ///   - samples: The samples, in any range.
    ///   - set: The real images, of the size of the samples.
    ///   - count: How many neighbours are shown.
    /// - Returns: The rows one under the other.
    /// - Throws: When an image cannot be read.
    public static func sheet(
        of samples: ImageBatch, in set: any ImageSet, count: Int = 5
    ) throws -> Image {
        let own = samples.roundedToBytes
        let targets = try Tensor(own).flattened()
        var found = [[(distance: Double, index: Int)]](repeating: [], count: own.count)
        for start in stride(from: 0, to: set.count, by: 256) {
            let indices = start..<min(set.count, start + 256)
            let images = try indices.map { try set.image(at: $0).withoutAlpha.converted(to: .byte) }
            let reals = try Tensor(ImageBatch(images)).flattened()
            for sample in 0..<own.count {
                let squares = try (reals - targets.element(sample)).squared().sum(along: 1)
                    .values(as: Double.self)
                found[sample] = (found[sample] + zip(squares, indices))
                    .sorted { ($0.0, $0.1) < ($1.0, $1.1) }.prefix(count)
                    .map { (distance: $0.0, index: $0.1) }
            }
        }
        let rows = try (0..<own.count).flatMap { sample in
            [own.image(at: sample)]
                + (try found[sample].map {
                    try set.image(at: $0.index).withoutAlpha.converted(to: .byte)
                })
        }
        let columns = 1 + min(count, set.count)
        return SampleGrid.draw(ImageBatch(rows), columns: columns, magnification: 2)
    }
}
