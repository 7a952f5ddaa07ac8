// SPDX-License-Identifier: Apache-2.0

import Foundation
import GenerativeModels
import Layers
import Pyramids
import SeededRandom
import Tensors
import TestSupport
import Testing
import Training

/// Training with features of 16 bits.
struct PrecisionTests {
    private let runs: NoiseTraining

    init() throws { runs = try NoiseTraining() }

    /// The losses of both players for the same weights, batch and random numbers.
    private func losses(
        _ name: String, _ precision: ProGAN.Precision, images: Int
    ) throws -> [String: Double] {
        let recipe = NoiseTraining.recipe(train: 32, fade: 64)
        var stage = try runs.trainer(name, recipe, precision: precision).stage
        try stage.advance(images: images)
        for player in stage.players { try player.network.requireGradients() }
        let batch = ProGAN.RealBatch(
            indices: Array(0..<8), mirrored: Array(repeating: false, count: 8))
        var losses: [String: Double] = [:]
        for role in [ProGAN.Stage.Role.discriminator, .generator] {
            for term in try stage.losses(of: role, on: batch, random: RandomStream(seed: 1)) {
                #expect(term.value.type == .float32)
                losses["\(role).\(term.name)"] = try term.value.item()
            }
        }
        return losses
    }

    @Test("Losses differ by what rounding to 8 digits does", arguments: [10, 150, 1000])
    func lossesAgree(images: Int) throws {
        let single = try losses("single", .float32, images: images)
        let short = try losses("short", .bfloat16, images: images)
        #expect(single.keys == short.keys)
        for (name, value) in single {
            // 2⁻⁹ of a feature of about 1 in each of some ten layers, partly cancelling; the penalty is
            // 10 times the square of a difference.
            let found = try #require(short[name])
            #expect(abs(found - value) < 0.03 * max(1, abs(value)), "\(name)")
        }
    }

    @Test("A run with features of 16 bits that was stopped goes on bit for bit")
    func resume() throws {
        let recipe = NoiseTraining.recipe(train: 32, fade: 64, images: 176)
        let whole = try runs.trainer("whole", recipe, precision: .bfloat16)
        try whole.train()
        var rounds = 0
        let first = try runs.trainer("parts", recipe, precision: .bfloat16)
        try first.train(shouldStop: {
            rounds += 1
            return rounds > 9
        })
        #expect(first.stage.detail.isFading)
        let second = try runs.trainer("parts", recipe, precision: .bfloat16)
        #expect(try second.resume())
        try second.train()
        let weights = try runs.weights(second.stage)
        #expect(try weights == runs.weights(whole.stage))
        // It is another run than one in single precision.
        let single = try runs.trainer("single", recipe)
        try single.train()
        #expect(try weights != runs.weights(single.stage))
    }

    @Test("Weights, averages and images are in single precision")
    func types() throws {
        let trainer = try runs.trainer("types", NoiseTraining.recipe(), precision: .bfloat16)
        try trainer.play(rounds: 2)
        let stage = trainer.stage
        for player in stage.players {
            for entry in player.network.entries + (player.average?.network.entries ?? []) {
                #expect(entry.tensor.type == .float32)
            }
            #expect(player.optimizer.state.allSatisfy { $0.tensor.type == .float32 })
        }
        var generator = RandomStream(seed: 1).generator()
        let z = try Tensor.normal([2, stage.recipe.architecture.latents], using: &generator)
        #expect(try stage.generator(z, at: .full, .training).type == .float32)
    }

    @Test("Settings keep the precision, and those from before it are in single precision")
    func settings() throws {
        var settings = ProGAN.RunSettings(recipe: .tiny, precision: .bfloat16)
        let stored = try JSONEncoder().encode(settings)
        #expect(try JSONDecoder().decode(ProGAN.RunSettings.self, from: stored) == settings)
        var object = try #require(
            try JSONSerialization.jsonObject(with: stored) as? [String: Any])
        #expect(object.removeValue(forKey: "precision") as? String == "bfloat16")
        settings.precision = .float32
        let old = try JSONSerialization.data(withJSONObject: object)
        #expect(try JSONDecoder().decode(ProGAN.RunSettings.self, from: old) == settings)
    }
}
