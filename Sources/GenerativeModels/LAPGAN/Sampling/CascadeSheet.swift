// SPDX-License-Identifier: Apache-2.0

public import Raster
internal import Tensors

/// Samples with a choice of where they start, where each coarse image may become several images.
public struct CascadeSheet: ImageGenerator {
    private let cascade: LaplacianCascade
    private let seed: UInt64
    private let variants: Int
    private let label: Int?
    private let start: CascadeStart

    /// Creates a sheet.
    ///
    /// - Parameters:
    ///   - cascade: The networks.
    ///   - seed: What coarse images come from; finer noise comes from the seed that is sampled with.
    ///   - variants: How many images each coarse image becomes.
    ///   - label: The class of all; nil draws each.
    ///   - start: Where coarse images come from.
    public init(
        _ cascade: LaplacianCascade, seed: UInt64, variants: Int = 1, label: Int? = nil,
        start: CascadeStart = .ownNetwork
    ) {
        precondition(variants >= 1, "at least one image of each coarse image")
        self.cascade = cascade
        self.seed = seed
        self.variants = variants
        self.label = label
        self.start = start
    }

    /// The size of the finest level.
    public var size: ImageSize {
        ImageSize(width: cascade.pyramid.sides[0], height: cascade.pyramid.sides[0])
    }

    /// Images, in the signed range and not clipped; `variants` neighbours share a coarse image.
    public func images(_ indices: Range<Int>, seed: UInt64) throws -> ImageBatch {
        let levels = try levels(indices, seed: seed)
        return try cascade.normaliser.restored(levels[levels.count - 1], of: cascade.pyramid)
            .imageBatch(range: .signed)
    }

    /// Each level of some images side by side, a row an image, the coarsest first; all are enlarged to
    /// the same side by repeating pixels.
    public func chain(_ indices: Range<Int>) throws -> Image {
        let pyramid = cascade.pyramid
        let side = pyramid.sides[0] * max(1, 96 / pyramid.sides[0])
        var columns: [[Image]] = []
        let levels = try levels(indices, seed: seed)
        let coarsest = levels.count - 1
        for (place, images) in levels.enumerated() {
            let batch = try cascade.normaliser
                .restored(images, level: coarsest - place, of: pyramid)
                .imageBatch(range: .signed).roundedToBytes
            columns.append(
                (0..<batch.count).map { index in
                    batch.image(at: index).mapPlanes { $0.repeated(toSide: side) }
                })
        }
        let rows = indices.indices.map { $0 - indices.lowerBound }.flatMap { row in
            columns.map { $0[row] }
        }
        return SampleGrid.draw(ImageBatch(rows), columns: columns.count)
    }

    /// The levels of some images in the networks' values, coarsest first.
    private func levels(_ indices: Range<Int>, seed: UInt64) throws -> [Tensor] {
        let start = try start.images(
            indices.map { $0 / variants }, for: cascade, seed: self.seed, label: label)
        return try cascade.refine(
            start.coarse, from: start.level, Draws(indices, seed: seed, labels: start.labels))
    }
}

extension Plane {
    /// The plane enlarged to a side by taking the nearest sample.
    fileprivate func repeated(toSide side: Int) -> Plane {
        let (width, height) = (width, height)
        var result = Plane(width: side, height: side, filledWith: 0)
        result.withMutableSamples { target in
            withSamples { source in
                for row in 0..<side {
                    for column in 0..<side {
                        target[row * side + column] =
                            source[row * height / side * width + column * width / side]
                    }
                }
            }
        }
        return result
    }
}
