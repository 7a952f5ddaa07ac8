// SPDX-License-Identifier: Apache-2.0

public import Raster

/// A network that says what is in an image: the door through which scores reach one.
///
/// A score names the classifier that it used, and numbers of different classifiers are never
/// comparable, so ``name`` says which network with which weights it is.
///
/// ```swift
/// var evidence = ClassifierEvidence(name: classifier.name)
/// for (batch, names) in batches { try evidence.add(batch, names: names, seenBy: classifier) }
/// ```
public protocol ImageClassifier {
    /// The network and its weights, as a report should print them: "Inception-v3 (2015-12-05)".
    var name: String { get }
    /// The number of classes.
    var classCount: Int { get }
    /// The number of features.
    var featureCount: Int { get }

    /// What the network makes of some images.
    ///
    /// An image's outputs depend on no other image of the batch.
    ///
    /// - Throws: When the images are not as the network takes them, or it cannot run.
    func outputs(for batch: ImageBatch) throws -> ClassifierOutputs
}

/// What a classifier makes of a batch of images.
public struct ClassifierOutputs: Sendable, Hashable {
    /// The number of images.
    public let count: Int
    /// What a softmax makes probabilities of, image by image.
    public let logits: [Float]
    /// What the network sees before it decides on a class, image by image.
    public let features: [Float]

    /// Creates outputs; both arrays hold a whole number of values for each image.
    public init(count: Int, logits: [Float], features: [Float]) {
        precondition(
            count > 0 && logits.count % count == 0 && features.count % count == 0,
            "\(logits.count) logits and \(features.count) features do not belong to \(count) images"
        )
        self.count = count
        self.logits = logits
        self.features = features
    }
}
