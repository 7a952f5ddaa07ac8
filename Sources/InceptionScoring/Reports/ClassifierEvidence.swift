// SPDX-License-Identifier: Apache-2.0

public import Raster
public import Scoring

/// What a classifier has seen in a set of images, and so all that these scores need.
///
/// Images come batch by batch, once; every score is computed from what they left here. Evidence of
/// shards combines by ``merge(_:)``. Images are put in the order of their names, so that neither
/// batches, shards nor the order of files show in a score.
public struct ClassifierEvidence: Sendable {
    /// What the set is called in messages.
    public let name: String
    private var images: [(name: String, logits: [Float], features: [Float])] = []

    /// Evidence of no images.
    public init(name: String) { self.name = name }

    /// The number of images.
    public var count: Int { images.count }

    /// Takes in a batch.
    ///
    /// - Parameters:
    ///   - batch: The images.
    ///   - names: A name for each, by which they are ordered.
    ///   - classifier: The network.
    /// - Throws: What the classifier throws.
    public mutating func add(
        _ batch: ImageBatch, names: [String], seenBy classifier: some ImageClassifier
    ) throws {
        precondition(names.count == batch.count, "a batch needs a name for each image")
        let outputs = try classifier.outputs(for: batch)
        precondition(
            outputs.count == batch.count
                && outputs.logits.count == batch.count * classifier.classCount
                && outputs.features.count == batch.count * classifier.featureCount,
            "\(classifier.name) did not give what it announces for \(batch.count) images")
        let (classes, features) = (classifier.classCount, classifier.featureCount)
        for (index, name) in names.enumerated() {
            images.append(
                (
                    name, Array(outputs.logits[index * classes..<(index + 1) * classes]),
                    Array(outputs.features[index * features..<(index + 1) * features])
                ))
        }
    }

    /// Takes in what another shard has seen.
    ///
    /// - Throws: When it is of another network.
    public mutating func merge(_ other: ClassifierEvidence) throws(InceptionScoringError) {
        if let mine = images.first, let theirs = other.images.first,
            mine.logits.count != theirs.logits.count
                || mine.features.count != theirs.features.count
        {
            throw InceptionScoringError(
                place: other.name,
                problem: "it has \(theirs.logits.count) classes and \(theirs.features.count) "
                    + "features, \(name) \(mine.logits.count) and \(mine.features.count)",
                remedy: "combine what one network computed")
        }
        images += other.images
    }

    /// The logits of all images, by name.
    ///
    /// - Throws: When there are none, or one is not finite.
    public func logits() throws(InceptionScoringError) -> ImageRows {
        try ImageRows(
            ordered.flatMap(\.logits), columns: max(images.first?.logits.count ?? 0, 1), name: name)
    }

    /// The features of all images, by name.
    ///
    /// - Throws: When there are none, or one is not finite.
    public func features() throws(InceptionScoringError) -> ImageRows {
        try ImageRows(
            ordered.flatMap(\.features), columns: max(images.first?.features.count ?? 0, 1),
            name: name)
    }

    private var ordered: [(name: String, logits: [Float], features: [Float])] {
        images.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
    }
}
