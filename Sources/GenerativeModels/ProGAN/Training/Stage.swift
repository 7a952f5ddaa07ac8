// SPDX-License-Identifier: Apache-2.0

internal import Layers
public import Pyramids
internal import SeededRandom
public import Tensors
public import Training

extension ProGAN {
    /// The two networks learning from each other, at the detail that the schedule says.
    ///
    /// Both players use the same objects at every level: growing changes which of their weights take
    /// part. What Adam remembers is dropped when that changes (Karras et al. 2018, appendix A.1 and the
    /// authors' program).
    public struct Stage: TrainingStage {
        /// Who plays.
        public enum Role: String, Sendable {
            case discriminator, generator
        }

        /// All settings.
        public let recipe: Recipe
        /// The generator that learns.
        public let generator: Generator
        /// The moving average of it, which samples come from.
        public let average: Generator
        /// The discriminator.
        public let discriminator: Discriminator
        /// Discriminator and generator, in this order.
        public let players: [Player<Role>]
        /// Where the growth is.
        public private(set) var growth: Growth

        let reals: RealImages
        let type: ElementType
        let device: Device
        let layout: FeatureLayout
        let memory = Memory()
        private var moment: GrowthSchedule.Moment

        /// What changes while losses are computed.
        final class Memory {
            var noise = NoiseControl()
        }

        /// Creates both networks.
        ///
        /// - Parameters:
        ///   - recipe: All settings.
        ///   - reals: What is learned from.
        ///   - seed: What the first weights come from.
        ///   - type: `float32`, or `float64` for checks.
        ///   - layout: How features lie in memory.
        ///   - precision: What features are computed in while the players learn; the average makes its
        ///     images in single precision.
        ///   - device: Where the networks are.
        /// - Throws: What LibTorch refuses.
        public init(
            _ recipe: Recipe, reals: RealImages, seed: UInt64, type: ElementType = .float32,
            layout: FeatureLayout = .channelsLast, precision: Precision = .float32,
            on device: Device = .cpu
        ) throws {
            self.recipe = recipe
            self.reals = reals
            self.type = type
            self.device = device
            self.layout = layout
            let g = Scope(seed: seed, type: type, on: device)
            // Another seed, since the paths of the two networks are partly the same.
            let d = Scope(seed: ~seed, type: type, on: device)
            let a = Scope(seed: seed, type: type, on: device)
            generator = try Generator(
                g, recipe.architecture, layout: layout, precision: precision)
            average = try Generator(a, recipe.architecture, layout: layout)
            discriminator = try Discriminator(
                d, recipe.architecture, layout: layout, precision: precision)
            func optimizer(_ parameters: ParameterSet) -> Optimizer {
                Optimizer(
                    recipe.optimization, parameters,
                    learningRate: .constant(recipe.growth.learningRate))
            }
            players = [
                Player(
                    .discriminator, network: d.parameters, optimizer: optimizer(d.parameters),
                    stepsPerTurn: recipe.discriminatorSteps,
                    batches: recipe.discriminatorSteps > 1 ? .fresh : .shared),
                Player(
                    .generator, network: g.parameters, optimizer: optimizer(g.parameters),
                    average: try WeightAverage(
                        of: g.parameters, in: a.parameters, decay: recipe.averageDecay)),
            ]
            growth = Growth(recipe.growth)
            moment = recipe.growth.moment(afterImages: 0)
        }

        /// How many images a batch has now.
        public var batchSize: Int { moment.batchSize }

        /// What shows now.
        public var detail: LevelOfDetail { moment.detail }

        /// Goes to the detail, batch and learning rate that belong to a number of images.
        public mutating func advance(images: Int) throws {
            let isNew = growth.advance(recipe.growthRule, recipe.growth, afterImages: images)
            moment = recipe.growth.moment(growth.detail, afterImages: images)
            for player in players {
                if isNew { player.optimizer.reset() }
                player.optimizer.learningRate = .constant(moment.learningRate)
            }
        }

        /// Goes back to a growth that was stored.
        mutating func restore(growth: Growth) { self.growth = growth }

        /// Lets the growth know of scores, where it goes by them.
        public mutating func observe(scores: [(name: String, value: Double)], images: Int) {
            // Distances begin with the level of 16×16.
            let side = max(16, moment.resolution)
            let name = "swd.\(side)"
            guard let distance = scores.first(where: { $0.name == name })?.value else { return }
            growth.observe(distance: distance, recipe.growth, afterImages: images)
        }
    }
}
