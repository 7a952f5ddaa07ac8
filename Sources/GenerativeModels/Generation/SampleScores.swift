// SPDX-License-Identifier: Apache-2.0

public import Datasets
public import Raster
public import Scoring
public import SlicedWassersteinDistance

/// Scores a generator against a set of reals while it learns: the sliced Wasserstein distance of each
/// level, how varied the images are and, where there is a classifier, how clear their classes are.
///
/// What is known of the reals is gathered once. Each score stands beside what reals reach against
/// other reals, below which nothing can be told apart. Generated images are rounded to bytes first, so
/// that the numbers are those of the files.
///
/// The protocol is the published one (Karras et al., "Progressive Growing of GANs", ICLR 2018,
/// section 5) with 64 patches an image and 4 × 64 directions instead of 128 and 4 × 128, so that a
/// score costs seconds. The classifier's score is the inception score of that classifier over all
/// images as one split; it compares only with those of the same classifier.
public struct SampleScores {
    /// The name of one number and the number.
    public typealias Score = (name: String, value: Double)

    /// The protocol of the scores, unless another is given.
    public static let shortened = SlicingProtocol(patchesPerImage: 64, directionsPerRepeat: 64)

    /// How many images of either side are compared.
    public let count: Int
    /// The size of the reals.
    public let size: ImageSize

    private let measured: SlicingProtocol
    private let seed: UInt64
    private let threads: ThreadCount
    private let classifier: (any ImageClassifier)?
    private let reals: SlicedWassersteinEvidence
    private let ofReals: [Score]

    static let memory = 1 << 30

    /// Gathers what is to be known of the reals.
    ///
    /// - Parameters:
    ///   - set: The reals, of one size of at least 16×16.
    ///   - count: How many images of either side are compared, at least 2; with twice as many reals the
    ///     floor is taken from as many others, and otherwise between halves.
    ///   - measured: The protocol of the distance.
    ///   - seed: Where patches, directions and pairs come from, and the latents of the fakes.
    ///   - classifier: A network that looks at all images; nil for no score of classes.
    ///   - threads: How many threads may work.
    /// - Throws: When images cannot be read or have no level.
    public init(
        reals set: any ImageSet, count: Int = 1024,
        measured: SlicingProtocol = Self.shortened, seed: UInt64 = 1000,
        classifier: (any ImageClassifier)? = nil, threads: ThreadCount = .allProcessors
    ) throws {
        let order = set.shuffledIndices(seed: seed)
        let used = min(count, set.count)
        self.count = used
        self.measured = measured
        self.seed = seed
        self.threads = threads
        self.classifier = classifier
        let ofSet = try Self.evidence(
            of: set, Array(order.prefix(used)),
            SampleCollector(measured, seed: seed, classifier: classifier, threads: threads))
        reals = ofSet.sliced
        size = reals.size
        let others = Array(order.dropFirst(used).prefix(used))
        let otherReals =
            others.count == used
            ? try Self.evidence(
                of: set, others,
                SampleCollector(measured, seed: seed, classifier: nil, threads: threads)
            ).sliced : nil
        let comparison = SlicedWassersteinComparison(
            measuresFloor: true, memory: Self.memory, threads: threads)
        let floor = try comparison.measure(
            reals: reals, fakes: reals, otherReals: otherReals)
        var scores: [Score] = floor.levels.map {
            ("swd_floor.\($0.size.height)", 1000 * ($0.floor?.mean ?? 0))
        }
        scores.append(("swd_floor.mean", 1000 * (floor.averageFloor ?? 0)))
        scores.append(("ms_ssim_reals", ofSet.diversity))
        if let score = ofSet.classifierScore { scores.append(("classifier_score_reals", score)) }
        ofReals = scores
    }

    /// What reals score against other reals: `swd_floor.32`, …, `swd_floor.mean` (times 1000),
    /// `ms_ssim_reals` and, with a classifier, `classifier_score_reals`.
    public var floor: [Score] { ofReals }

    /// The scores of a generator, and the floor.
    ///
    /// - Parameter generator: What makes the images, of the size of the reals.
    /// - Returns: `swd.32`, `swd.16`, …, `swd.mean` (times 1000), `ms_ssim`, with a classifier
    ///   `classifier_score`, and ``floor``.
    /// - Throws: What the generator throws, and when its images do not fit.
    public func scores(of generator: some ImageGenerator) throws -> [Score] {
        var collector = SampleCollector(
            measured, seed: seed, classifier: classifier, threads: threads)
        try generator.forEachBatch(count: count, seed: seed) { batch, indices in
            try collector.add(batch, names: indices.map(SampleName.file))
        }
        let samples = try collector.finish()
        let comparison = SlicedWassersteinComparison(
            measuresFloor: false, memory: Self.memory, threads: threads)
        let measurement = try comparison.measure(reals: reals, fakes: samples.sliced)
        var scores: [Score] = measurement.levels.map {
            ("swd.\($0.size.height)", 1000 * $0.distance.mean)
        }
        scores.append(("swd.mean", 1000 * measurement.average))
        scores.append(("ms_ssim", samples.diversity))
        if let score = samples.classifierScore { scores.append(("classifier_score", score)) }
        return scores + ofReals
    }

    private static func evidence(
        of set: any ImageSet, _ indices: [Int], _ collector: SampleCollector
    ) throws -> SampleEvidence {
        var collector = collector
        for start in stride(from: 0, to: indices.count, by: 64) {
            let part = indices[start..<min(indices.count, start + 64)]
            let batch = ImageBatch(try part.map { try set.image(at: $0).withoutAlpha })
            try collector.add(batch, names: part.map { set.name(at: $0) })
        }
        return try collector.finish()
    }
}
