// SPDX-License-Identifier: Apache-2.0

public import Datasets
internal import Training

/// The settings by which a classifier is trained; they are stored with the run.
public struct ClassifierRecipe: Sendable, Hashable, Codable {
    /// How many images to see.
    public var images: Int
    /// What is done to images when they are seen.
    public var augmentation: ClassifierAugmentation
    /// The set that accuracy is measured on, as the user named it; nil for a part of the data.
    public var heldOut: String?
    /// What was done to the images before.
    public var preparation: Preparation
    /// Whether images that cannot be read were left out.
    public var skipsUnreadable: Bool
    /// Images a step.
    public var batchSize: Int
    /// The maps of the network's first stage.
    public var width: Int
    /// The greatest learning rate; it rises to this over the first fifth and falls to 0.
    public var learningRate: Double
    /// Times each weight is added to its gradient.
    public var weightDecay: Double

    /// Creates a recipe.
    public init(
        images: Int, augmentation: ClassifierAugmentation, heldOut: String? = nil,
        preparation: Preparation = Preparation(), skipsUnreadable: Bool = false,
        batchSize: Int = 64, width: Int = 32,
        learningRate: Double = 0.05, weightDecay: Double = 5e-4
    ) {
        precondition(images >= 1, "a training on \(images) images")
        precondition(batchSize >= 2, "batch normalisation needs two images a step")
        self.images = images
        self.augmentation = augmentation
        self.heldOut = heldOut
        self.preparation = preparation
        self.skipsUnreadable = skipsUnreadable
        self.batchSize = batchSize
        self.width = width
        self.learningRate = learningRate
        self.weightDecay = weightDecay
    }

    /// The number of steps.
    var rounds: Int { (images + batchSize - 1) / batchSize }

    /// Up and down in straight lines.
    ///
    /// L. Smith and N. Topin, "Super-convergence", 2018.
    var schedule: Schedule {
        .linear([
            .init(images: 0, value: learningRate / 20),
            .init(images: max(images / 5, 1), value: learningRate),
            .init(images: max(images, 2), value: 0),
        ])
    }

    /// What the average of the weights keeps in a step: it looks back over a twentieth of the steps,
    /// and over 1000 at most.
    var averageDecay: Double { 1 - 1 / min(max(Double(rounds) / 20, 1), 1000) }
}
