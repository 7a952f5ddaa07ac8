// SPDX-License-Identifier: Apache-2.0

public import Datasets
internal import Raster
internal import Tensors
public import Training

/// Turns batches of images into what a level learns from.
public struct LevelBatches: BatchSource {
    private var stream: BatchStream
    private let frame: LevelFrame

    /// Creates the batches of a level.
    ///
    /// - Parameters:
    ///   - stream: Images in the signed range.
    ///   - frame: Which level, and how images come to it.
    public init(_ stream: BatchStream, _ frame: LevelFrame) {
        self.stream = stream
        self.frame = frame
    }

    /// How many images have been drawn; setting it goes there.
    public var position: Int {
        get { stream.position }
        set { stream.position = newValue }
    }

    /// Gives the next `count` images.
    public mutating func next(count: Int) throws -> LevelBatch {
        let batch = try stream.next(count: count)
        return try frame.batch(of: batch.images, labels: batch.labels)
    }
}
