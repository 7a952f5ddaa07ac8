// SPDX-License-Identifier: Apache-2.0

internal import InceptionScoring
internal import Raster
internal import Scoring
internal import SlicedWassersteinDistance
internal import StructuralSimilarity

/// What is known of a set of images, real or generated: all that its scores need.
struct SampleEvidence {
    /// For distances to other sets.
    let sliced: SlicedWassersteinEvidence
    /// The MS-SSIM of random pairs.
    let diversity: Double
    /// What a classifier says of how clear and how varied the images are; nil without one.
    let classifierScore: Double?
}

/// Gathers evidence, batch by batch.
struct SampleCollector {
    private var sliced: SlicedWassersteinCollector
    private var diversity: DiversityCollector
    private var classes = ClassifierEvidence(name: "the images")
    private let classifier: (any ImageClassifier)?
    private let threads: ThreadCount

    init(
        _ measured: SlicingProtocol, seed: UInt64, classifier: (any ImageClassifier)?,
        threads: ThreadCount
    ) {
        sliced = SlicedWassersteinCollector(measured, seed: seed, memory: SampleScores.memory)
        diversity = DiversityCollector(threads: threads)
        self.classifier = classifier
        self.threads = threads
    }

    /// Takes in images, each with the name that orders it.
    mutating func add(_ batch: ImageBatch, names: [String]) throws {
        try sliced.add(batch, names: names)
        try diversity.add(batch)
        if let classifier { try classes.add(batch, names: names, seenBy: classifier) }
    }

    /// All that was seen.
    consuming func finish() throws -> SampleEvidence {
        let report = try diversity.finish()
        guard let similarity = report.values.first(where: { $0.name == "MS-SSIM" }) else {
            preconditionFailure("a report on diversity has its mean")
        }
        return SampleEvidence(
            sliced: try sliced.finish(), diversity: similarity.value,
            classifierScore: try classifier.map { _ in
                // One split: a thousand images are too few for ten.
                try InceptionScore(splits: 1, threads: threads)
                    .scores(of: classes.logits(), as: .logits).wholeSet
            })
    }
}
