// SPDX-License-Identifier: Apache-2.0

public import Datasets
internal import Raster
internal import Tensors

/// Where a cascade's coarse images come from.
public enum CascadeStart {
    /// From its own coarsest network.
    case ownNetwork
    /// From real images, of which the coarsest level is taken.
    case images(any ImageSet)
    /// From another generator, such as a ``ProGAN/Sampler``, whose images are a level of the cascade: so
    /// its finest levels are this cascade's bands.
    case generator(any ImageGenerator)

    /// Some coarse images in the networks' values.
    struct Images {
        /// (N, C, s, s).
        let coarse: Tensor
        /// Which level they are.
        let level: Int
        /// Their classes; empty in a cascade without.
        let labels: [Int]
    }

    /// Coarse images of a seed.
    ///
    /// - Parameters:
    ///   - indices: Which of the seed's coarse images, in ascending order; an index may repeat.
    ///   - cascade: The networks.
    ///   - seed: The seed.
    ///   - label: The class of all; nil draws each.
    /// - Returns: The images, their level and classes.
    /// - Throws: ``CascadeError`` when they are no level of the cascade, and what reading throws.
    func images(
        _ indices: [Int], for cascade: LaplacianCascade, seed: UInt64, label: Int?
    ) throws -> Images {
        let coarsest = cascade.pyramid.coarsest
        switch self {
        case .ownNetwork:
            let draws = Draws(indices, seed: seed, classes: cascade.classes, label: label)
            return Images(
                coarse: try cascade.coarsest(draws), level: coarsest, labels: draws.labels)
        case .images(let set):
            let chosen = indices.map { $0 % set.count }
            let real = try chosen.map {
                try set.image(at: $0).withoutAlpha.converted(to: .signed)
            }
            let whole = try cascade.normaliser.normalised(Tensor(ImageBatch(real)))
            return Images(
                coarse: try cascade.pyramid.reduced(whole, to: coarsest), level: coarsest,
                labels: cascade.classes == 0 ? [] : chosen.map { set.labels?.values[$0] ?? 0 })
        case .generator(let generator):
            let level = try cascade.level(of: generator.size)
            let first = indices[0]
            let made = try Tensor(
                generator.images(first..<indices[indices.count - 1] + 1, seed: seed))
            let draws = Draws(indices, seed: seed, classes: cascade.classes, label: label)
            return Images(
                coarse: try .concatenated(
                    indices.map { index throws(TensorError) in
                        try made.slice(index - first..<index - first + 1)
                    }), level: level, labels: draws.labels)
        }
    }
}
