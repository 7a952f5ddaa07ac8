// SPDX-License-Identifier: Apache-2.0

public import Tensors

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

/// Log-likelihoods of real images under a cascade by Parzen windows, in nats an image.
///
/// Over the pyramid (Denton et al. 2015, section 4) it is log q_K(I_K) + Σₖ log q_k(h_k | l_k), each a
/// window over samples G_k(z, l_k) that are drawn *for the image's own* l_k. Bands are those of the
/// orthonormal ``HaarSplit``; a level holds block means, which are the coefficients over 2ᵏ, so the
/// density of n numbers at level k is corrected by −n·k·log 2. Levels must halve the side.
///
/// Each width is chosen on the first half of the images, and the second half is reported.
public struct CascadeLikelihood: Sendable {
    /// A mean over images.
    public struct Value: Sendable, Hashable, Codable {
        /// The mean, in nats an image.
        public let mean: Double
        /// The standard error of the mean.
        public let standardError: Double
        /// σ, in the units of the level.
        public let width: Double
    }

    /// Of each level, finest first, the last the coarsest level itself.
    public let levels: [Value]
    /// Their sum: the likelihood over the pyramid.
    public let overPyramid: Value
    /// By one window over free samples at full size.
    public let atFullSize: Value

    /// Measures a cascade; nil where a level does not halve the side.
    ///
    /// - Parameters:
    ///   - cascade: The cascade.
    ///   - images: At least 4 real images (N, C, H, W) in the networks' values.
    ///   - labels: Their classes; empty in a cascade without.
    ///   - draws: How many bands are drawn for each image, and how many free samples.
    ///   - seed: Where noise comes from.
    /// - Throws: What LibTorch refuses.
    public init?(
        of cascade: LaplacianCascade, images: Tensor, labels: [Int], draws: Int, seed: UInt64
    ) throws(TensorError) {
        let pyramid = cascade.pyramid
        let sides = pyramid.sides
        guard zip(sides, sides.dropFirst()).allSatisfy({ $0 == 2 * $1 }) else { return nil }
        let count = images.shape[0]
        precondition(count >= 4, "a width needs images of its own")
        var terms: [[Double]] = []
        var widths: [Double] = []
        var level = images
        for k in 0..<pyramid.coarsest {
            let distances = try Self.bandDistances(
                cascade, k, level, labels: labels, draws: draws, seed: seed)
            let dimensions = images.shape[1] * sides[k] * sides[k] * 3 / 4
            let (values, width) = Self.likelihoods(
                distances, dimensions: dimensions, level: k)
            terms.append(values)
            widths.append(width)
            level = try pyramid.reduced(level, from: k)
        }
        let free = Draws(0..<draws, seed: seed, classes: cascade.classes)
        let coarse = try cascade.coarsest(free)
        let (values, width) = Self.likelihoods(
            try Self.distances(level, coarse), dimensions: level.count / count,
            level: pyramid.coarsest)
        terms.append(values)
        widths.append(width)
        let chain = try cascade.refine(coarse, from: pyramid.coarsest, free)
        let (whole, wholeWidth) = Self.likelihoods(
            try Self.distances(images, chain[chain.count - 1]), dimensions: images.count / count,
            level: 0)
        levels = zip(terms, widths).map { Value($0, width: $1) }
        let sums = terms[0].indices.map { image in terms.reduce(0) { $0 + $1[image] } }
        overPyramid = Value(sums, width: widths[0])
        atFullSize = Value(whole, width: wholeWidth)
    }

    /// Log-likelihoods of the second half of the images, corrected to orthonormal coefficients, and the
    /// width that the first half chose.
    private static func likelihoods(
        _ distances: [[Double]], dimensions: Int, level: Int
    ) -> ([Double], Double) {
        let half = distances.count / 2
        let width = ParzenWindow.bestWidth(
            squaredDistances: Array(distances.prefix(half)), dimensions: dimensions)
        let correction = Double(dimensions * level) * log(2)
        let values = distances.dropFirst(half).map {
            ParzenWindow.logLikelihood(
                squaredDistances: $0, dimensions: dimensions, width: width) - correction
        }
        return (values, width)
    }

    /// Squared distances of each image's bands to those drawn for it.
    private static func bandDistances(
        _ cascade: LaplacianCascade, _ level: Int, _ images: Tensor, labels: [Int], draws: Int,
        seed: UInt64
    ) throws(TensorError) -> [[Double]] {
        let count = images.shape[0]
        let coarse = try cascade.pyramid.reduced(images, from: level)
        let bands = try HaarSplit.split(images).bands.flattened()
        var distances = [[Double]](repeating: [], count: count)
        for draw in 0..<draws {
            let noise = Draws(
                (0..<count).map { $0 + draw * count }, seed: seed,
                labels: cascade.classes == 0 ? [] : labels)
            let drawn = try cascade.refined(coarse, to: level, noise)
            let squares = try (HaarSplit.split(drawn).bands.flattened() - bands).squared()
                .sum(along: 1).values(as: Double.self)
            for (index, square) in squares.enumerated() { distances[index].append(square) }
        }
        return distances
    }

    /// Squared distances of each image to each sample.
    private static func distances(
        _ images: Tensor, _ samples: Tensor
    ) throws(TensorError) -> [[Double]] {
        let samples = try samples.flattened()
        let images = try images.flattened()
        var distances: [[Double]] = []
        for index in 0..<images.shape[0] {
            distances.append(
                try (samples - images.element(index)).squared().sum(along: 1)
                    .values(as: Double.self))
        }
        return distances
    }
}

extension CascadeLikelihood.Value {
    init(_ values: [Double], width: Double) {
        let (mean, standardError) = ParzenWindow.mean(of: values)
        self.init(mean: mean, standardError: standardError, width: width)
    }
}
