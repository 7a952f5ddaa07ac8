// SPDX-License-Identifier: Apache-2.0

public import Datasets
internal import Layers
public import Raster
public import Scoring
public import SlicedWassersteinDistance
internal import Tensors

/// Scores a level while it learns: real coarse images with its generated bands against real images of
/// the level, and at the coarsest level its samples, enlarged, against enlarged reals.
///
/// So each number speaks of one network. A further one, `nearest_draw`, is the heuristic by which the
/// best networks are kept: the mean over images of the smallest distance ‖G(z, l) − h‖ among some draws
/// (Denton et al. 2015, section 4; the authors' program: 200 images, 128 draws).
public struct LevelScores {
    private let frame: LevelFrame
    private let set: any ImageSet
    private let scores: SampleScores
    private let order: [Int]
    private let heldOut: LevelBatch

    private static let heldOutCount = 64
    private static let draws = 32

    /// Gathers what is to be known of the reals.
    ///
    /// - Parameters:
    ///   - set: The reals, whole images.
    ///   - heldOut: Images that training does not see; the reals again where there are none.
    ///   - frame: The level.
    ///   - count: How many images of either side are compared.
    ///   - measured: The protocol of the sliced Wasserstein distance.
    ///   - seed: Where all choices come from.
    ///   - classifier: A network that looks at all images; nil for none.
    ///   - threads: How many threads may work.
    /// - Throws: When images cannot be read.
    public init(
        reals set: any ImageSet, heldOut: any ImageSet, _ frame: LevelFrame, count: Int = 1024,
        measured: SlicingProtocol, seed: UInt64, classifier: (any ImageClassifier)? = nil,
        threads: ThreadCount
    ) throws {
        self.frame = frame
        self.set = set
        scores = try SampleScores(
            reals: LevelImageSet(set, frame), count: count, measured: measured, seed: seed,
            classifier: classifier, threads: threads)
        order = set.shuffledIndices(seed: seed &+ 1)
        let chosen = heldOut.shuffledIndices(seed: seed).prefix(Self.heldOutCount)
        let images = try chosen.map {
            try heldOut.image(at: $0).withoutAlpha.converted(to: .signed)
        }
        self.heldOut = try frame.batch(
            of: ImageBatch(images), labels: chosen.map { heldOut.labels?.values[$0] ?? 0 })
    }

    /// The scores of a generator.
    public func scores(of generator: LevelGenerator) throws -> [SampleScores.Score] {
        let samples = LevelSamples(
            frame: frame, network: generator.network, set: set, order: order, size: scores.size)
        let nearest = try NearestDraw(draws: Self.draws, seed: 0)
            .distances(of: heldOut, frame.level, generator.network)
        return try scores.scores(of: samples) + [
            ("nearest_draw", nearest.reduce(0, +) / Double(nearest.count))
        ]
    }
}

/// Images of one level: real ones of the next coarser level with generated bands.
private struct LevelSamples: ImageGenerator {
    let frame: LevelFrame
    let network: any BandGenerating
    let set: any ImageSet
    let order: [Int]
    let size: ImageSize

    func images(_ indices: Range<Int>, seed: UInt64) throws -> ImageBatch {
        let chosen = indices.map { order[$0 % order.count] }
        let images = try chosen.map { try set.image(at: $0).withoutAlpha.converted(to: .signed) }
        let batch = try frame.batch(
            of: ImageBatch(images), labels: chosen.map { set.labels?.values[$0] ?? 0 })
        let noise = try Draws(indices, seed: seed, labels: [])
            .noise(frame.level, shape: network.noiseShape)
        let band = try network(noise, batch.condition, .evaluation)
        let level = try batch.condition.lowPass.map { low throws(TensorError) in try low + band }
        return try frame.shown(level ?? band).imageBatch(range: .signed)
    }
}
