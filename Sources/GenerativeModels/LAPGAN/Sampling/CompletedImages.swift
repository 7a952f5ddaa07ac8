// SPDX-License-Identifier: Apache-2.0

public import Datasets
public import Raster
internal import Tensors

/// Real images whose bands below some level are generated anew, or left out: what tells whether a
/// cascade's finer networks or its coarsest one is to blame.
public struct CompletedImages: ImageGenerator {
    /// What stands in the place of the real bands.
    public enum Bands: String, Sendable, CaseIterable {
        /// What the networks make for the real coarse image.
        case generated
        /// Nothing: the coarse image enlarged, the blur that every network must beat.
        case zero
    }

    private let cascade: LaplacianCascade
    private let set: any ImageSet
    private let order: [Int]
    private let bands: Bands
    private let levels: Range<Int>

    /// Completes images of a set.
    ///
    /// - Parameters:
    ///   - cascade: The networks.
    ///   - set: The real images, of the size of the cascade.
    ///   - order: Which image of the set each index stands for.
    ///   - bands: What the new bands are.
    ///   - levels: Which levels get new bands, and the finest of them is what is shown; all but the
    ///     coarsest if nil.
    public init(
        _ cascade: LaplacianCascade, of set: any ImageSet, order: [Int], bands: Bands = .generated,
        levels: Range<Int>? = nil
    ) {
        self.cascade = cascade
        self.set = set
        self.order = order
        self.bands = bands
        self.levels = levels ?? 0..<cascade.pyramid.coarsest
    }

    /// The size of the finest level that gets new bands.
    public var size: ImageSize {
        let side = cascade.pyramid.sides[levels.lowerBound]
        return ImageSize(width: side, height: side)
    }

    /// Images with new bands, in the signed range and not clipped.
    public func images(_ indices: Range<Int>, seed: UInt64) throws -> ImageBatch {
        let pyramid = cascade.pyramid
        let real = try indices.map {
            try set.image(at: order[$0]).withoutAlpha.converted(to: .signed)
        }
        let draws = Draws(
            indices, seed: seed,
            labels: cascade.classes == 0
                ? [] : indices.map { set.labels?.values[order[$0]] ?? 0 })
        let whole = try cascade.normaliser.normalised(Tensor(ImageBatch(real)))
        var image = try pyramid.reduced(whole, to: levels.upperBound)
        for level in levels.reversed() {
            image =
                switch bands {
                case .generated: try cascade.refined(image, to: level, draws)
                case .zero: try pyramid.enlarged(image, to: level)
                }
        }
        return try cascade.normaliser.restored(image, level: levels.lowerBound, of: pyramid)
            .imageBatch(range: .signed)
    }
}
