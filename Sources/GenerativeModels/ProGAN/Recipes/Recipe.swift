// SPDX-License-Identifier: Apache-2.0

public import Training

extension ProGAN {
    /// All settings of a training.
    public struct Recipe: Sendable, Hashable, Codable {
        /// The two networks.
        public var architecture: Architecture
        /// When they grow, with batches and learning rates.
        public var growth: GrowthSchedule
        /// What decides that the next level is added.
        public var growthRule = GrowthRule.schedule
        /// What the players minimise.
        public var objective = Objective.paper
        /// How both players' gradients change weights.
        public var optimization = OptimizationRule.adam(beta1: 0, beta2: 0.99, epsilon: 1e-8)
        /// What a step keeps of the averaged generator.
        public var averageDecay = 0.999
        /// Steps of the discriminator for one of the generator.
        public var discriminatorSteps = 1
        /// Whether reals are mirrored with a probability of one half.
        public var mirrors = false
        /// What the cross-entropy of classes counts, for networks with classes.
        ///
        /// Odena, Olah and Shlens, "Conditional image synthesis with auxiliary classifier GANs", 2017.
        public var classWeight = 1.0
        /// Images that the discriminator sees in all.
        public var images: Int

        /// A recipe; what is left out is the paper's.
        public init(architecture: Architecture, growth: GrowthSchedule, images: Int) {
            precondition(
                architecture.resolution == growth.resolution,
                "networks of \(architecture.resolution) and a schedule to \(growth.resolution)")
            self.architecture = architecture
            self.growth = growth
            self.images = images
        }
    }

    /// What decides that the next level is added.
    public enum GrowthRule: String, Sendable, Hashable, Codable, CaseIterable {
        /// The number of images alone.
        case schedule
        /// The sliced Wasserstein distance: a level is added when the distance on the present one no
        /// longer falls, at the latest after twice the images of the schedule.
        case swd
    }
}
