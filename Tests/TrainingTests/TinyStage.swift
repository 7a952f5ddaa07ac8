// SPDX-License-Identifier: Apache-2.0

import Foundation
import Layers
import Raster
import SeededRandom
import Tensors
import Testing
import Training

/// A GAN of pairs of numbers, with all that a checkpoint must hold: momenta, running statistics,
/// dropout, a moving average and a pool of its own.
struct TinyStage: TrainingStage {
    enum Role: String { case discriminator, generator }

    let generator: LayerChain
    let discriminator: LayerChain
    let players: [Player<Role>]
    let batchSize = 8
    /// The step, by images, at which the discriminator's loss becomes NaN.
    var breaksAfter = Int.max
    private(set) var images = 0
    /// The means of the fakes so far, which the loss of the generator depends on.
    let pool = Pool()

    final class Pool {
        var values: [Float] = []
    }

    init(seed: UInt64, discriminatorSteps: Int = 1) throws {
        let (g, layers) = try Self.makeGenerator(seed: seed)
        generator = layers
        let average = try Self.makeGenerator(seed: seed + 1).0
        let d = Scope(seed: seed + 2)
        discriminator = LayerChain(
            try Dense(d / "hidden", from: 2, to: 8), Activation.leakyReLU(slope: 0.2),
            Dropout(d / "drop", rate: 0.3), try Dense(d / "score", from: 8, to: 1))
        players = [
            Player(
                .discriminator, network: d.parameters,
                optimizer: Optimizer(
                    .gradientDescent(momentum: 0.5), d.parameters, learningRate: .constant(0.05)),
                stepsPerTurn: discriminatorSteps, batches: discriminatorSteps > 1 ? .fresh : .shared
            ),
            Player(
                .generator, network: g,
                optimizer: Optimizer(
                    .adam(beta1: 0.5), g,
                    learningRate: .linear([
                        .init(images: 0, value: 0.01), .init(images: 400, value: 0),
                    ])),
                average: try WeightAverage(of: g, in: average, decay: 0.9)),
        ]
    }

    private static func makeGenerator(seed: UInt64) throws -> (ParameterSet, LayerChain) {
        let g = Scope(seed: seed)
        let layers = LayerChain(
            try Dense(g / "hidden", from: 3, to: 8, bias: false),
            try BatchNormalisation(g / "norm", channels: 8), Activation.relu,
            try Dense(g / "out", from: 8, to: 2))
        return (g.parameters, layers)
    }

    mutating func advance(images: Int) { self.images = images }

    func losses(of role: Role, on batch: Tensor, random: RandomStream) throws -> [LossTerm] {
        var latents = (random / "latents").generator()
        let z = try Tensor.normal([batch.shape[0], 3], using: &latents)
        let fakes = try generator(z, .training)
        let objective = AdversarialObjective.nonSaturating()
        switch role {
        case .discriminator:
            #expect(!fakes.requiresGradient, "the generator does not learn in this turn")
            var terms = try objective.discriminatorTerms(
                reals: discriminator(batch, .training), fakes: discriminator(fakes, .training))
            if images >= breaksAfter {
                terms.append(LossTerm("broken", try (batch.mean() - batch.mean()).logarithm()))
            }
            return terms
        case .generator:
            pool.values.append(try fakes.mean().detached().values()[0])
            let memory = Double(pool.values.suffix(5).reduce(0, +))
            return [
                try objective.generatorTerm(fakes: discriminator(fakes, .training)),
                LossTerm("memory", try (fakes.mean() - memory).squared(), weight: 0.01),
            ]
        }
    }

    func snapshot() throws -> [Snapshot] {
        [Snapshot("samples", Image(Plane(width: 4, height: 4, filledWith: 0.5), range: .unit))]
    }

    func save(to folder: URL) throws {
        try JSONEncoder().encode(pool.values).write(to: folder.appending(path: "pool.json"))
    }

    func restore(from folder: URL) throws {
        pool.values = try JSONDecoder().decode(
            [Float].self, from: Data(contentsOf: folder.appending(path: "pool.json")))
    }

    /// All numbers that training changed.
    func weights() throws -> [String: [Float]] {
        var weights: [String: [Float]] = [:]
        for player in players {
            for (kind, set) in [("", player.network), ("average.", player.average?.network)] {
                for entry in set?.entries ?? [] {
                    weights["\(player.role).\(kind)\(entry.name)"] = try entry.tensor.values()
                }
            }
        }
        return weights
    }
}

/// Pairs of numbers that follow from their position.
struct PairSource: BatchSource {
    var position = 0

    mutating func next(count: Int) throws -> Tensor {
        var generator = (RandomStream(seed: 77) / position).generator()
        position += count
        return try Tensor.normal([count, 2], mean: 1, using: &generator)
    }
}
