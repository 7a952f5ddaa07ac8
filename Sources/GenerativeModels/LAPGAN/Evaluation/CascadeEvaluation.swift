// SPDX-License-Identifier: Apache-2.0

public import Datasets
public import Raster
public import Scoring
public import SlicedWassersteinDistance
internal import Tensors

/// What can be said of a trained cascade beside a set of real images.
///
/// Sliced Wasserstein distances say which network is bad: those of *free samples* contain every error,
/// those of *true coarse images with generated bands* only the finer networks', and those of *true
/// coarse images with zero bands* are the blur that these must beat.
public struct CascadeEvaluation: Sendable, Codable {
    /// How many images of either side distances compare.
    public let count: Int
    /// How many real images likelihoods and nearest draws are of; 0 for none.
    public let likelihoodImages: Int
    /// How many bands are drawn for each.
    public let draws: Int
    /// The seed.
    public let seed: UInt64
    /// Of free samples: `swd.32`, …, `swd.mean` (times 1000), `ms_ssim` and, with a
    /// classifier, `classifier_score`.
    public let free: [String: Double]
    /// Of another generator's images with generated bands; nil without another generator.
    public let started: [String: Double]?
    /// Of true coarsest levels with generated bands.
    public let completed: [String: Double]
    /// Of true coarsest levels with zero bands.
    public let blurred: [String: Double]
    /// Of real images against others, and the reals' `ms_ssim_reals`.
    public let floor: [String: Double]
    /// The mean over images of min_z ‖G_k(z, l_k) − h_k‖ for each level but the coarsest, finest
    /// first.
    public let nearestDraws: [Double]
    /// Log-likelihoods; nil where they were not asked for or a level does not halve the side.
    public let likelihood: Likelihood?

    /// Log-likelihoods in nats an image.
    public struct Likelihood: Sendable, Codable {
        /// Of each level, finest first.
        public let levels: [CascadeLikelihood.Value]
        /// Their sum.
        public let overPyramid: CascadeLikelihood.Value
        /// By one window at full size.
        public let atFullSize: CascadeLikelihood.Value
    }

    /// Measures a cascade.
    ///
    /// - Parameters:
    ///   - cascade: The cascade.
    ///   - set: Real images of its size.
    ///   - count: How many images of either side distances compare.
    ///   - likelihoodImages: How many images likelihoods and nearest draws are of; 0 leaves both out.
    ///   - draws: How many bands are drawn for each.
    ///   - measured: The protocol of the sliced Wasserstein distance.
    ///   - seed: Where all choices and noise come from.
    ///   - start: Another generator, whose images are completed too.
    ///   - classifier: A network that looks at all images; nil for none.
    ///   - threads: How many threads may work.
    /// - Throws: When images cannot be read or do not fit.
    public init(
        of cascade: LaplacianCascade, beside set: any ImageSet, count: Int, likelihoodImages: Int,
        draws: Int, measured: SlicingProtocol = SampleScores.shortened, seed: UInt64,
        start: (any ImageGenerator)? = nil, classifier: (any ImageClassifier)? = nil,
        threads: ThreadCount
    ) throws {
        let scores = try SampleScores(
            reals: set, count: count, measured: measured, seed: seed, classifier: classifier,
            threads: threads)
        // The images that are completed are others than those that they are compared with, where
        // there are enough.
        let order = set.shuffledIndices(seed: seed &+ 1)
        func score(_ generator: some ImageGenerator) throws -> [String: Double] {
            let floor = Set(scores.floor.map(\.name))
            return Dictionary(
                try scores.scores(of: generator).filter { !floor.contains($0.name) }
                    .map { ($0.name, $0.value) }
            ) { first, _ in first }
        }
        self.count = scores.count
        self.draws = draws
        self.seed = seed
        floor = Dictionary(scores.floor.map { ($0.name, $0.value) }) { first, _ in first }
        free = try score(CascadeSamples(cascade))
        started = try start.map { try score(CascadeSamples(cascade, start: .generator($0))) }
        completed = try score(CompletedImages(cascade, of: set, order: order))
        blurred = try score(CompletedImages(cascade, of: set, order: order, bands: .zero))
        let used = min(likelihoodImages, set.count)
        self.likelihoodImages = used
        guard used >= 4 else {
            nearestDraws = []
            likelihood = nil
            return
        }
        let chosen = order.prefix(used)
        let images = try chosen.map {
            try set.image(at: $0).withoutAlpha.converted(to: .signed)
        }
        let labels = chosen.map { set.labels?.values[$0] ?? 0 }
        let nearest = NearestDraw(draws: draws, seed: seed)
        nearestDraws = try (0..<cascade.pyramid.coarsest).map { level in
            let batch = try cascade.frame(level).batch(of: ImageBatch(images), labels: labels)
            let distances = try nearest.distances(of: batch, level, cascade.generators[level])
            return distances.reduce(0, +) / Double(distances.count)
        }
        likelihood = try CascadeLikelihood(
            of: cascade,
            images: cascade.normaliser.normalised(Tensor(ImageBatch(images))), labels: labels,
            draws: draws, seed: seed
        ).map {
            Likelihood(
                levels: $0.levels, overPyramid: $0.overPyramid, atFullSize: $0.atFullSize)
        }
    }
}
