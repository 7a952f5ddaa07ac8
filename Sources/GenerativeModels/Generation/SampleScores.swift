// SPDX-License-Identifier: Apache-2.0

public import Datasets
public import Raster
internal import Scoring
public import SlicedWassersteinDistance
internal import StructuralSimilarity

/// Scores a generator against a set of reals while it learns: the sliced Wasserstein distance of each
/// level and how varied the images are.
///
/// What is known of the reals is gathered once. Each score stands beside what reals reach against
/// other reals, below which nothing can be told apart. Generated images are rounded to bytes first, so
/// that the numbers are those of the files.
///
/// The protocol is the published one (Karras et al., "Progressive Growing of GANs", ICLR 2018,
/// section 5) with 64 patches an image and 4 × 64 directions instead of 128 and 4 × 128, so that a
/// score costs seconds.
public struct SampleScores: Sendable {
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
    private let reals: SlicedWassersteinEvidence
    private let ofReals: [Score]

    private static let memory = 1 << 30

    /// Gathers what is to be known of the reals.
    ///
    /// - Parameters:
    ///   - set: The reals, of one size of at least 16×16.
    ///   - count: How many images of either side are compared, at least 2; with twice as many reals the
    ///     floor is taken from as many others, and otherwise between halves.
    ///   - measured: The protocol of the distance.
    ///   - seed: Where patches, directions and pairs come from, and the latents of the fakes.
    ///   - threads: How many threads may work.
    /// - Throws: When images cannot be read or have no level.
    public init(
        reals set: any ImageSet, count: Int = 1024,
        measured: SlicingProtocol = Self.shortened, seed: UInt64 = 1000,
        threads: ThreadCount = .allProcessors
    ) throws {
        let order = set.shuffledIndices(seed: seed)
        let used = min(count, set.count)
        self.count = used
        self.measured = measured
        self.seed = seed
        self.threads = threads
        let first = Array(order.prefix(used))
        let (evidence, diversity) = try Self.gathered(
            set, first, by: measured, seed: seed, threads: threads)
        reals = evidence
        size = evidence.size
        let others = Array(order.dropFirst(used).prefix(used))
        let otherReals =
            others.count == used
            ? try Self.gathered(set, others, by: measured, seed: seed, threads: threads).evidence
            : nil
        let comparison = SlicedWassersteinComparison(
            measuresFloor: true, memory: Self.memory, threads: threads)
        let floor = try comparison.measure(
            reals: evidence, fakes: evidence, otherReals: otherReals)
        var scores: [Score] = floor.levels.map {
            ("swd_floor.\($0.size.height)", 1000 * ($0.floor?.mean ?? 0))
        }
        scores.append(("swd_floor.mean", 1000 * (floor.averageFloor ?? 0)))
        scores.append(("ms_ssim_reals", diversity))
        ofReals = scores
    }

    /// What reals score against other reals: `swd_floor.32`, …, `swd_floor.mean` (times 1000), and
    /// `ms_ssim_reals`.
    public var floor: [Score] { ofReals }

    /// The scores of a generator, and the floor.
    ///
    /// - Parameter generator: What makes the images, of the size of the reals.
    /// - Returns: `swd.32`, `swd.16`, …, `swd.mean` (times 1000), `ms_ssim`, and ``floor``.
    /// - Throws: What the generator throws, and when its images do not fit.
    public func scores(of generator: some ImageGenerator) throws -> [Score] {
        var collector = SlicedWassersteinCollector(
            measured, seed: seed, memory: Self.memory)
        var diversity = DiversityCollector(threads: threads)
        try generator.forEachBatch(count: count, seed: seed) { batch, indices in
            try collector.add(batch, names: indices.map(SampleName.file))
            try diversity.add(batch)
        }
        let comparison = SlicedWassersteinComparison(
            measuresFloor: false, memory: Self.memory, threads: threads)
        let measurement = try comparison.measure(reals: reals, fakes: collector.finish())
        var scores: [Score] = measurement.levels.map {
            ("swd.\($0.size.height)", 1000 * $0.distance.mean)
        }
        scores.append(("swd.mean", 1000 * measurement.average))
        scores.append(("ms_ssim", Self.mean(of: try diversity.finish())))
        return scores + ofReals
    }

    private static func gathered(
        _ set: any ImageSet, _ indices: [Int], by measured: SlicingProtocol, seed: UInt64,
        threads: ThreadCount
    ) throws -> (evidence: SlicedWassersteinEvidence, diversity: Double) {
        var collector = SlicedWassersteinCollector(measured, seed: seed, memory: memory)
        var diversity = DiversityCollector(threads: threads)
        for start in stride(from: 0, to: indices.count, by: 64) {
            let part = indices[start..<min(indices.count, start + 64)]
            let batch = ImageBatch(try part.map { try set.image(at: $0).withoutAlpha })
            try collector.add(batch, names: part.map { set.name(at: $0) })
            try diversity.add(batch)
        }
        return (try collector.finish(), mean(of: try diversity.finish()))
    }

    private static func mean(of report: ScoreReport) -> Double {
        guard let value = report.values.first(where: { $0.name == "MS-SSIM" }) else {
            preconditionFailure("a report on diversity has its mean")
        }
        return value.value
    }
}
