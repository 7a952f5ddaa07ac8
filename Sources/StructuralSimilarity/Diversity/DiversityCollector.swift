// SPDX-License-Identifier: Apache-2.0

public import Raster
public import Scoring

/// How varied generated images are: the mean MS-SSIM of the pairs (0, 1), (2, 3), … as they come.
///
/// Lower is more varied; the number says nothing about quality.
///
/// This is the protocol of Karras, Aila, Laine and Lehtinen, "Progressive growing of GANs for improved
/// quality, stability, and variation" (ICLR 2018), table 1, which takes 10,000 pairs of images from
/// random latents; give the number of as many real images beside it. The images of a data set lie in an
/// order that means something, so pair those by ``SetDiversity``.
public struct DiversityCollector: EvidenceCollector {
    private var statistics = DiversityStatistics()
    private var imageCount = 0
    private var first: Shape?
    /// The image that still waits for its partner.
    private var waiting: Image?
    private let threads: ThreadCount

    private struct Shape: Equatable {
        let size: ImageSize
        let channels: ChannelLayout

        var description: String { "\(channels.rawValue) of \(size)" }
    }

    /// Creates a collector that has seen nothing.
    public init(threads: ThreadCount = .allProcessors) { self.threads = threads }

    /// Scores the pairs that the batch completes.
    ///
    /// - Throws: ``SimilarityError`` when the images differ from those before in size or channels,
    ///   have alpha or sides that cannot be halved.
    public mutating func add(_ batch: ImageBatch) throws {
        let shape = Shape(size: batch.size, channels: batch.channels)
        if let first, first != shape {
            throw SimilarityError.batchDiffers(
                expected: first.description, found: shape.description)
        }
        first = shape
        imageCount += batch.count
        let head = waiting
        let shift = head == nil ? 0 : 1
        let total = batch.count + shift
        let image: @Sendable (Int) -> Image = { index in
            if let head, index == 0 { return head }
            return batch.image(at: index - shift)
        }
        try PairScores.forEach(
            below: total / 2, threads: threads,
            pair: { (image(2 * $0), image(2 * $0 + 1)) }, { statistics.add($0) })
        waiting = total % 2 == 1 ? image(total - 1) : nil
    }

    /// Takes in the pairs of `other`.
    ///
    /// - Throws: ``SimilarityError`` when the images differ in size or channels, or this collector has
    ///   an image without a partner.
    public mutating func merge(_ other: DiversityCollector) throws {
        if let first, let second = other.first, first != second {
            throw SimilarityError.batchDiffers(
                expected: first.description, found: second.description)
        }
        guard waiting == nil else {
            throw SimilarityError.cannotMerge(
                "the first part has an odd number of images, \(imageCount), so that every pair after "
                    + "it would be another; make parts of even numbers")
        }
        first = first ?? other.first
        imageCount += other.imageCount
        statistics.merge(other.statistics)
        waiting = other.waiting
    }

    /// The mean over all pairs.
    ///
    /// - Throws: ``SimilarityError`` when there is no pair.
    public consuming func finish() throws -> ScoreReport {
        guard statistics.scores.count > 0 else {
            throw SimilarityError.tooFewImages(imageCount, group: nil)
        }
        var warnings = statistics.warnings
        if waiting != nil { warnings.append("the last image has no partner and was left out") }
        return ScoreReport(
            name: "MS-SSIM diversity",
            values: [
                statistics.value(named: "MS-SSIM"),
                statistics.clippedValue(named: "clipped pairs"),
            ],
            counts: [
                .init(name: "images", count: imageCount),
                .init(name: "pairs", count: statistics.scores.count),
            ],
            settings: [
                .init(name: "convention", value: SimilarityConvention.progan.rawValue),
                .init(name: "pairs", value: "consecutive"),
            ],
            warnings: warnings)
    }
}
