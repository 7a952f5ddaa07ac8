// SPDX-License-Identifier: Apache-2.0

import Datasets
import Foundation
import GenerativeModels
import Layers
import Pyramids
import Raster
import SeededRandom
import Tensors
import TestSupport
import Testing
import Training

/// What is used and learned when, and going on after a stop.
struct StageTests {
    private let runs: NoiseTraining

    init() throws { runs = try NoiseTraining() }

    @Test("A run stopped in the middle of a fade goes on bit for bit")
    func resume() throws {
        let recipe = NoiseTraining.recipe(train: 32, fade: 64, images: 176)
        let whole = try runs.trainer("whole", recipe)
        #expect(try whole.train() == .completed)
        // Where a fade is under way, and where levels have just changed.
        for (name, stop) in [("fade", 9), ("edge", 12)] {
            var rounds = 0
            let first = try runs.trainer(name, recipe)
            let ending = try first.train(shouldStop: {
                rounds += 1
                return rounds > stop
            })
            #expect(ending == .stopped)
            if name == "fade" { #expect(first.stage.detail.isFading) }
            let second = try runs.trainer(name, recipe)
            #expect(try second.resume())
            try second.train()
            #expect(try runs.weights(second.stage) == runs.weights(whole.stage))
        }
    }

    @Test("Levels that are not in use are left alone, and all others learn")
    func usedLevels() throws {
        let trainer = try runs.trainer(
            "used", NoiseTraining.recipe(train: 16, fade: 1000, images: 64))
        let before = try runs.weights(trainer.stage)
        try trainer.play(rounds: 2)  // 4×4 alone
        let coarse = try runs.weights(trainer.stage)
        for (name, values) in coarse {
            #expect((values != before[name]) == name.contains("4x4."), "\(name)")
        }
        try trainer.play(rounds: 4)
        #expect(trainer.stage.detail.isFading)
        for (name, values) in try runs.weights(trainer.stage) {
            #expect((values == coarse[name]) == name.contains("16x16."), "\(name)")
        }
    }

    @Test("At full share no gradient reaches the coarser image layers")
    func gradientsAtFullShare() throws {
        let recipe = NoiseTraining.recipe(resolution: 8, train: 8, fade: 0)
        var stage = try runs.trainer("full", recipe).stage
        try stage.advance(images: 100)
        #expect(stage.detail == .full)
        for player in stage.players { try player.network.requireGradients() }
        let batch = ProGAN.RealBatch(
            indices: Array(0..<8), mirrored: Array(repeating: false, count: 8))
        for role in [ProGAN.Stage.Role.discriminator, .generator] {
            try LossTerm.sum(
                stage.losses(of: role, on: batch, random: RandomStream(seed: 1))
            ).backward()
        }
        let (d, g) = (stage.players[0].network, stage.players[1].network)
        for entry in d.trained + g.trained {
            let isCoarse = ["4x4.to_rgb", "4x4.from_rgb"].contains { entry.name.hasPrefix($0) }
            #expect(try (entry.tensor.gradient() == nil) == isCoarse, "\(entry.name)")
        }
    }

    @Test("A critic without slope has the penalty λ and finite gradients")
    func zeroWeights() throws {
        var stage = try runs.trainer("zero", NoiseTraining.recipe(resolution: 8, train: 8, fade: 0))
            .stage
        try stage.advance(images: 100)
        try withoutGradient {
            for entry in stage.players[0].network.entries { try entry.tensor.fill(with: 0) }
        }
        let batch = ProGAN.RealBatch(
            indices: Array(0..<8), mirrored: Array(repeating: false, count: 8))
        let terms = try stage.losses(
            of: .discriminator, on: batch, random: RandomStream(seed: 1))
        let penalty = try #require(terms.first { $0.name == "gradient_penalty" })
        #expect(abs(penalty.weight * (try penalty.value.item()) - 10) < 1e-5)
        try LossTerm.sum(terms).backward()
        for entry in stage.players[0].network.trained {
            guard let gradient = try entry.tensor.gradient() else { continue }
            #expect(try gradient.isFinite().allHold(), "\(entry.name)")
        }
    }

    @Test("A first step of Adam moves every stored weight by the learning rate")
    func equalizedStep() throws {
        let trainer = try runs.trainer("first", NoiseTraining.recipe())
        let before = try runs.weights(trainer.stage)
        try trainer.play(rounds: 1)
        for (name, values) in try runs.weights(trainer.stage)
        where name.hasPrefix("discriminator 4x4.conv") {
            let moves = zip(values, before[name] ?? []).map { abs($0 - $1) }
            // Below a gradient of some 10⁻⁶ ε counts; stored weights are rounded to 2⁻²³ of themselves.
            #expect(moves.filter { abs($0 - 0.002) < 1e-5 }.count > moves.count * 9 / 10, "\(name)")
        }
    }

    @Test("Classes are learned from reals and fakes", arguments: [true, false])
    func labels(isWasserstein: Bool) throws {
        var recipe = NoiseTraining.recipe(resolution: 8, train: 8, fade: 0, images: 64, classes: 3)
        if !isWasserstein { recipe.objective = .leastSquares() }
        let trainer = try runs.trainer("labels", recipe)
        try trainer.play(rounds: 6)
        let batch = ProGAN.RealBatch(
            indices: Array(0..<8), mirrored: Array(repeating: true, count: 8))
        let terms = try trainer.stage.losses(
            of: .discriminator, on: batch, random: RandomStream(seed: 3))
        #expect(
            Set(terms.map(\.name)).isSuperset(of: ["real", "fake", "class_real", "class_fake"]))
        #expect(terms.contains { $0.name == "gradient_penalty" } == isWasserstein)
        let images = try trainer.stage.sampler.images(0..<3, seed: 1)
        #expect(images.count == 3 && images.size == ImageSize(width: 8, height: 8))
    }

    @Test("Noise follows the mean score of what is generated")
    func noiseControl() {
        var control = ProGAN.NoiseControl(average: 0.45)
        #expect(control.strength == 0)
        control.observe(1)
        control.observe(1)
        #expect(abs(control.average - 0.5545) < 1e-12)
        #expect(abs(control.strength - 0.2 * 0.0545 * 0.0545) < 1e-15)
        control.observe(-3)
        #expect(abs(control.average - 0.9 * 0.5545) < 1e-12)
    }

    @Test("Growth by scores waits for the distance to stop falling, and not for ever")
    func growthByScores() throws {
        var recipe = NoiseTraining.recipe(train: 100, fade: 80)
        recipe.growthRule = .swd
        var stage = try runs.trainer("grown", recipe).stage
        func level(_ images: Int) throws -> Double {
            try stage.advance(images: images)
            return stage.detail.lod
        }
        #expect(try level(50) == 2)
        stage.observe(scores: [("swd.16", 300)], images: 50)
        stage.observe(scores: [("swd.16", 200)], images: 60)
        #expect(try level(80) == 2)
        stage.observe(scores: [("swd.16", 199)], images: 80)
        #expect(try level(120) == 1.5)
        #expect(try level(160) == 1)
        // No score comes: twice the images of the schedule are the end.
        #expect(try level(359) == 1)
        #expect(try level(360) == 1)
        #expect(try level(400) == 0.5)
    }

    @Test("An image of a seed does not depend on the others")
    func sampler() throws {
        let sampler = try runs.trainer("sampled", NoiseTraining.recipe()).stage.sampler
        let all = try sampler.images(0..<5, seed: 3)
        let one = try sampler.images(3..<4, seed: 3)
        #expect(all.size == ImageSize(width: 16, height: 16))
        for (a, b) in zip(all.image(at: 3).planes, one.image(at: 0).planes) {
            for (x, y) in zip(a.samples, b.samples) { #expect(abs(x - y) < 1e-5) }
        }
        #expect(try sampler.images(3..<4, seed: 4) != one)
    }
}
