// SPDX-License-Identifier: Apache-2.0

public import Tensors

/// What a level learns from at a time: images of its size, taken from real images alone.
public struct LevelBatch {
    /// Iₖ (N, C, F, F).
    public let images: Tensor
    /// lₖ, also from the real images, and the classes.
    public let condition: LevelCondition

    /// Creates a batch.
    public init(images: Tensor, condition: LevelCondition) {
        self.images = images
        self.condition = condition
    }

    /// How many images there are.
    public var count: Int { images.shape[0] }

    /// The real bands hₖ = Iₖ − lₖ; at the coarsest level the images.
    public func bands() throws(TensorError) -> Tensor {
        guard let lowPass = condition.lowPass else { return images }
        return try images - lowPass
    }
}
