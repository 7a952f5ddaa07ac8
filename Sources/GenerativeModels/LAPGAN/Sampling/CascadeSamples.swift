// SPDX-License-Identifier: Apache-2.0

public import Raster
internal import Tensors

/// Free samples of a cascade: every level from noise.
public struct CascadeSamples: ImageGenerator {
    private let cascade: LaplacianCascade
    private let label: Int?

    /// Draws from a cascade, all of one class if that is given.
    public init(_ cascade: LaplacianCascade, label: Int? = nil) {
        self.cascade = cascade
        self.label = label
    }

    /// The size of the finest level.
    public var size: ImageSize {
        ImageSize(width: cascade.pyramid.sides[0], height: cascade.pyramid.sides[0])
    }

    /// Images of a seed, in the signed range and not clipped.
    public func images(_ indices: Range<Int>, seed: UInt64) throws -> ImageBatch {
        let draws = Draws(indices, seed: seed, classes: cascade.classes, label: label)
        let coarse = try cascade.coarsest(draws)
        let chain = try cascade.refine(coarse, from: cascade.pyramid.coarsest, draws)
        return try cascade.normaliser.restored(chain[chain.count - 1], of: cascade.pyramid)
            .imageBatch(range: .signed)
    }
}
