// SPDX-License-Identifier: Apache-2.0

public import Raster
internal import Tensors

/// Free samples of a cascade: every level from noise, or those below another generator's images.
public struct CascadeSamples: ImageGenerator {
    private let cascade: LaplacianCascade
    private let label: Int?
    private let start: CascadeStart

    /// Draws from a cascade.
    ///
    /// - Parameters:
    ///   - cascade: The networks.
    ///   - label: The class of all images; nil draws each.
    ///   - start: Where coarse images come from.
    public init(
        _ cascade: LaplacianCascade, label: Int? = nil, start: CascadeStart = .ownNetwork
    ) {
        self.cascade = cascade
        self.label = label
        self.start = start
    }

    /// The size of the finest level.
    public var size: ImageSize {
        ImageSize(width: cascade.pyramid.sides[0], height: cascade.pyramid.sides[0])
    }

    /// Images of a seed, in the signed range and not clipped.
    public func images(_ indices: Range<Int>, seed: UInt64) throws -> ImageBatch {
        let coarse = try start.images(Array(indices), for: cascade, seed: seed, label: label)
        let chain = try cascade.refine(
            coarse.coarse, from: coarse.level, Draws(indices, seed: seed, labels: coarse.labels))
        return try cascade.normaliser.restored(chain[chain.count - 1], of: cascade.pyramid)
            .imageBatch(range: .signed)
    }
}
