// SPDX-License-Identifier: Apache-2.0

internal import Layers
public import Raster
public import Scoring
internal import Tensors

/// A classifier out of a file of weights; what network it is, the file's names tell.
///
/// ```swift
/// let classifier = try NetworkClassifier(weights: "pt_inception-2015-12-05-6726825d.pth")
/// print(classifier.name)  // Inception-v3 (2015-12-05)
/// let evidence = try classifier.evidence(of: images, name: "generated")
/// ```
///
/// Inception-v3 in its two variants, MobileNet v1 and classifiers that ``ClassifierStage`` trained
/// are known; files may be safetensors, what `torch.save` wrote in either layout, or TorchScript.
/// Images of any size and range are brought to what the network takes (``ClassifierInput``).
///
/// An instance may be used from several threads at once.
public final class NetworkClassifier: ImageClassifier, @unchecked Sendable {
    // Unchecked: tensors are made before the initialiser returns and only read after, which LibTorch
    // allows from any number of threads.

    /// Which network with which weights it is.
    public let identity: ClassifierIdentity
    /// How images are brought to what the network takes.
    public let input: ClassifierInput

    let network: any ClassifierNetwork
    private let precision: ElementType

    /// The network and its weights, as a report should print them.
    public var name: String { identity.name }
    /// The number of classes.
    public var classCount: Int { network.classCount }
    /// The number of features.
    public var featureCount: Int { network.featureCount }

    init(
        _ network: any ClassifierNetwork, _ identity: ClassifierIdentity, _ input: ClassifierInput,
        precision: ElementType
    ) {
        self.network = network
        self.identity = identity
        self.input = input
        self.precision = precision
    }

    /// What the network makes of some images of any one size.
    ///
    /// The network always sees the same number of images, the last ones filled up with a copy, since
    /// LibTorch's kernels round differently for batches of different sizes. So an image gives the same
    /// numbers, to the last bit, in whatever batch it comes.
    ///
    /// The logits of Inception-v3's original variant are those of the inception score, without the
    /// last layer's bias.
    ///
    /// - Throws: `TensorError` when LibTorch cannot run the network.
    public func outputs(for batch: ImageBatch) throws -> ClassifierOutputs {
        var logits: [Float] = []
        var features: [Float] = []
        let size = network.batchSize
        for start in stride(from: 0, to: batch.count, by: size) {
            let count = min(size, batch.count - start)
            var images = (start..<start + count).map { input.prepared(batch.image(at: $0)) }
            images += Array(repeating: images[0], count: size - count)
            let outputs = try withoutGradient {
                let bytes = try Tensor(ImageBatch(images)).converted(to: precision)
                return try network((bytes - input.centre) / input.centre)
            }
            logits += try outputs.logits.slice(0..<count).values(as: Float.self)
            features += try outputs.features.slice(0..<count).values(as: Float.self)
        }
        return ClassifierOutputs(count: batch.count, logits: logits, features: features)
    }
}
