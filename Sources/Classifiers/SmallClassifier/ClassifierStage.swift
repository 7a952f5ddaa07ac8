// SPDX-License-Identifier: Apache-2.0

public import Datasets
internal import Layers
internal import Raster
public import SeededRandom
internal import Tensors
public import Training

/// A small classifier in training, with a moving average of its weights, which is what is used.
///
/// The trainer's only player minimises the mean cross-entropy of a batch.
public struct ClassifierStage: TrainingStage {
    /// Who plays.
    public enum Role: String, Sendable {
        /// The classifier itself.
        case classifier
    }

    /// The one player.
    public let players: [Player<Role>]
    /// Images a step.
    public let batchSize: Int
    /// The network that holds the average.
    let average: SmallNetwork

    private let network: SmallNetwork
    private let augmentation: ClassifierAugmentation

    init(_ shape: SmallNetwork.Shape, recipe: ClassifierRecipe, seed: UInt64) throws {
        network = try SmallNetwork(shape, seed: seed)
        average = try SmallNetwork(shape, seed: seed)
        augmentation = recipe.augmentation
        batchSize = recipe.batchSize
        let optimizer = Optimizer(
            .gradientDescent(momentum: 0.9, weightDecay: recipe.weightDecay, nesterov: true),
            network.parameters, learningRate: recipe.schedule)
        players = [
            Player(
                .classifier, network: network.parameters, optimizer: optimizer,
                average: try WeightAverage(
                    of: network.parameters, in: average.parameters, decay: recipe.averageDecay))
        ]
    }

    /// The cross-entropy of the batch, whose images are from −1 to 1.
    public func losses(
        of role: Role, on batch: LabelledBatch, random: RandomStream
    ) throws -> [LossTerm] {
        let images = try augmentation.augmented(
            Tensor(batch.images), random: random / "augmentation")
        let logits = try network(images, .training).logits
        return [LossTerm("cross_entropy", try logits.crossEntropy(against: Tensor(batch.labels)))]
    }

    /// The share of a set's images that the average of the weights puts into their class.
    ///
    /// - Throws: When an image cannot be read or has another size or other channels.
    func accuracy(on set: any ImageSet) throws -> Double {
        guard let labels = set.labels?.values else { return .nan }
        var hits = 0
        for start in stride(from: 0, to: set.count, by: 128) {
            let range = start..<min(start + 128, set.count)
            let images = try range.map { try set.image(at: $0).converted(to: .signed) }
            let found = try average(Tensor(ImageBatch(images))).logits.indexOfGreatest()
                .values(as: Int.self)
            hits += zip(found, range).count { $0 == labels[$1] }
        }
        return Double(hits) / Double(set.count)
    }
}
