// SPDX-License-Identifier: Apache-2.0

internal import Layers
internal import Raster
public import SeededRandom
public import Tensors
public import Training

/// One level of a cascade as a conditional GAN of its own.
///
/// E. Denton, S. Chintala, A. Szlam and R. Fergus, "Deep Generative Image Models using a Laplacian
/// Pyramid of Adversarial Networks", NIPS 2015, section 2.2: D tells (hₖ, lₖ) from (G(z, lₖ), lₖ), where
/// lₖ always comes from a real image. No level sees what another one generates, so levels train in any
/// order and anywhere. The coarsest level is the same without l.
///
/// Half of D's batch is real, the other half has generated bands beside its own conditions; D minimises
/// the cross-entropy of the whole batch in one pass, and G the non-saturating loss −E log D(l + G(z, l))
/// on a fresh batch, as in the authors' program.
public struct LevelStage: TrainingStage {
    /// The two networks.
    public enum Role: String, Sendable { case discriminator, generator }

    /// Which level, and how images come to it.
    public let frame: LevelFrame
    /// What is trained.
    public let generator: LevelGenerator
    /// What it is trained against.
    public let discriminator: LevelDiscriminator
    /// Where samples come from: the moving average of the generator, or the generator.
    public let sampled: LevelGenerator
    /// The players, the discriminator first.
    public let players: [Player<Role>]

    private let recipe: LevelRecipe
    private let epoch: Int
    private let examples: LevelBatch
    private let gate = Gate()

    /// The decision of the round's discriminator, which the generator's turn right after it reads.
    private final class Gate { var generatorSteps = true }

    /// Creates the stage of a level.
    ///
    /// - Parameters:
    ///   - recipe: The level's networks and training.
    ///   - frame: Which level, and how images come to it.
    ///   - epoch: How many images an epoch has.
    ///   - examples: Real images whose bands pictures show.
    ///   - seed: What first weights come from.
    ///   - type: `float64` for checks.
    /// - Throws: What LibTorch refuses.
    public init(
        _ recipe: LevelRecipe, _ frame: LevelFrame, epoch: Int, examples: LevelBatch, seed: UInt64,
        type: ElementType = .float32
    ) throws {
        self.frame = frame
        self.epoch = epoch
        self.examples = examples
        self.recipe = recipe
        let seeds = RandomStream(seed: seed) / "networks"
        func draw(_ name: String) -> UInt64 {
            var generator = (seeds / name).generator()
            return generator.next()
        }
        let (architecture, shape) = (recipe.architecture, recipe.shape)
        generator = try LevelGenerator(architecture, shape, seed: draw("generator"), type: type)
        discriminator = try LevelDiscriminator(
            architecture, shape, seed: draw("discriminator"), type: type)
        var average: WeightAverage?
        if let decay = recipe.training.averageDecay {
            sampled = try LevelGenerator(architecture, shape, seed: draw("generator"), type: type)
            average = try WeightAverage(
                of: generator.parameters, in: sampled.parameters, decay: decay)
        } else {
            sampled = generator
        }
        func optimizer(_ role: Role, of parameters: ParameterSet) -> Optimizer {
            recipe.training.optimisation.optimizer(
                of: parameters, role, epoch: epoch, images: recipe.training.images)
        }
        players = [
            Player(
                .discriminator, network: discriminator.parameters,
                optimizer: optimizer(.discriminator, of: discriminator.parameters),
                batches: .fresh),
            Player(
                .generator, network: generator.parameters,
                optimizer: optimizer(.generator, of: generator.parameters),
                batches: .fresh, average: average),
        ]
    }

    /// How many images a batch has.
    public var batchSize: Int { recipe.training.batchSize }

    /// A copy of the generator as samples are drawn from it now.
    func sampling() throws -> LevelGenerator {
        try recipe.samplingGenerator(sampled.parameters)
    }

    /// What a network minimises: the terms `real` and `fake`, half each since the loss is the batch's
    /// mean, and `real_slope` where there is a penalty; or `fool`.
    public func losses(
        of role: Role, on batch: LevelBatch, random: RandomStream
    ) throws -> [LossTerm] {
        let objective = AdversarialObjective.nonSaturating()
        let count = batch.count
        switch role {
        case .discriminator:
            let half = count / 2
            let fakes = try generator.network(
                noise(half, random), batch.condition.slice(half..<count), .training)
            let reals = try batch.bands().slice(0..<half).detached()
            let penalty = recipe.training.slopePenalty
            if penalty != nil { try reals.requireGradient() }
            let logits = try discriminator.network(
                .concatenated([reals, fakes]), batch.condition, .training)
            let ofReals = try logits.slice(0..<half)
            let terms = try objective.discriminatorTerms(
                reals: ofReals, fakes: logits.slice(half..<count)
            ).map { LossTerm($0.name, $0.value, weight: 0.5) }
            return try terms + (penalty.map { [try $0.term(logits: ofReals, reals: reals)] } ?? [])
        case .generator:
            let fakes = try generator.network(noise(count, random), batch.condition, .training)
            return [
                try objective.generatorTerm(
                    fakes: discriminator.network(fakes, batch.condition, .training))
            ]
        }
    }

    /// Noise in [−1, 1].
    private func noise(_ count: Int, _ random: RandomStream) throws(TensorError) -> Tensor {
        var source = (random / "noise").generator()
        return try Tensor.uniform(
            [count] + generator.network.noiseShape, from: -1, to: 1, using: &source
        ).converted(to: examples.images.type)
    }

    /// All steps, or those that the gate lets through.
    public func takesStep(_ role: Role, after losses: [String: Double]) -> Bool {
        guard recipe.training.isGated else { return true }
        switch role {
        case .discriminator:
            let decision = UpdateGate(
                errorOfFakes: losses["fake"] ?? 0, errorOfReals: losses["real"] ?? 0)
            gate.generatorSteps = decision.generatorSteps
            return decision.discriminatorSteps
        case .generator: return gate.generatorSteps
        }
    }

    /// The momentum grows from epoch to epoch where the paper's does.
    public mutating func advance(images: Int) {
        let rule = recipe.training.optimisation.rule(afterEpochs: images / epoch)
        for player in players where player.optimizer.rule != rule { player.optimizer.rule = rule }
    }

    /// Of some images: as they are, their low-pass condition, and with generated bands; at the coarsest
    /// level real images and samples.
    public func snapshot() throws -> [Snapshot] {
        let noise = try noise(examples.count, RandomStream(seed: 0) / "snapshot")
        let bands = try sampling().network(noise, examples.condition, .evaluation)
        let rows: [Tensor] =
            if let lowPass = examples.condition.lowPass {
                [examples.images, lowPass, try lowPass + bands]
            } else {
                [examples.images, bands]
            }
        let images = try frame.normaliser.restored(
            .concatenated(rows), level: frame.level, of: frame.pyramid)
        let side = frame.pyramid.sides[frame.level]
        return [
            Snapshot(
                "level-\(frame.level)",
                SampleGrid.draw(
                    try images.imageBatch(range: .signed), columns: examples.count,
                    magnification: max(1, 64 / side)))
        ]
    }
}
