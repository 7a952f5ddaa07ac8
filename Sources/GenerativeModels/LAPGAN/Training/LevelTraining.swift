// SPDX-License-Identifier: Apache-2.0

public import Training

/// How a level is trained.
public struct LevelTraining: Sendable, Hashable, Codable {
    /// How many images training draws, for both networks together.
    public var images: Int
    /// How many images a batch has; the discriminator sees half of them as they are, and beside the
    /// other half's conditions generated ones.
    public var batchSize: Int
    /// How the networks are changed.
    public var optimisation: LevelOptimisation
    /// What a moving average of the generator's weights keeps in a step; nil for none.
    ///
    /// Samples come from the average where there is one.
    public var averageDecay: Double?
    /// Whether an ``UpdateGate`` decides who steps.
    public var isGated: Bool
    /// What the discriminator pays for its slope at the reals; nil for nothing.
    public var slopePenalty: RealSlopePenalty?

    /// Creates settings; what is left out is the paper's.
    public init(
        images: Int, batchSize: Int = 128, optimisation: LevelOptimisation = .paper(),
        averageDecay: Double? = nil, isGated: Bool = false,
        slopePenalty: RealSlopePenalty? = nil
    ) {
        precondition(
            batchSize >= 2 && batchSize % 2 == 0, "half of a batch of \(batchSize) is real")
        self.images = images
        self.batchSize = batchSize
        self.optimisation = optimisation
        self.averageDecay = averageDecay
        self.isGated = isGated
        self.slopePenalty = slopePenalty
    }
}
