// SPDX-License-Identifier: Apache-2.0

import SeededRandom
import Tensors
import Testing
import Training

struct ObjectiveTests {
    let goldens: TrainingGoldens

    init() throws { goldens = try TrainingGoldens.load() }

    private func terms(
        _ objective: AdversarialObjective, reals: [Double], fakes: [Double]
    ) throws -> [String: Double] {
        let terms = try objective.discriminatorTerms(reals: Tensor(reals), fakes: Tensor(fakes))
        return try Dictionary(uniqueKeysWithValues: terms.map { ($0.name, try $0.value.item()) })
    }

    private func generator(
        _ objective: AdversarialObjective, _ fakes: [Double]
    ) throws -> (loss: Double, slope: [Double]) {
        let x = try Tensor(fakes)
        try x.requireGradient()
        let term = try objective.generatorTerm(fakes: x)
        #expect(term.name == "fool")
        return (
            try term.value.item(), try gradients(of: [term.value], withRespectTo: [x])[0].values()
        )
    }

    private func mean(_ values: [Double]) -> Double { values.reduce(0, +) / Double(values.count) }

    @Test func crossEntropies() throws {
        let golden = goldens.crossEntropy
        for objective in [AdversarialObjective.minimax, .nonSaturating()] {
            let terms = try terms(objective, reals: golden.logits, fakes: golden.logits)
            #expect(abs(try #require(terms["real"]) - mean(golden.real)) < 1e-14)
            #expect(abs(try #require(terms["fake"]) - mean(golden.fake)) < 1e-14)
        }
        // The golden's losses are those of the last three, its slopes those of all.
        let fakes = Array(golden.logits.suffix(3))
        let loss = try generator(.nonSaturating(), fakes).loss
        #expect(abs(loss - golden.nonSaturating) < 1e-14)
        let nonSaturating = try generator(.nonSaturating(), golden.logits)
        #expect(abs(try generator(.minimax, fakes).loss - golden.minimax) < 1e-14)
        let minimax = try generator(.minimax, golden.logits)
        let count = Double(golden.logits.count)
        for (found, expected) in zip(nonSaturating.slope, golden.nonSaturatingSlope) {
            #expect(abs(found * count - expected) < 1e-14)
        }
        for (found, expected) in zip(minimax.slope, golden.minimaxSlope) {
            #expect(abs(found * count - expected) < 1e-14)
        }
        // Sure of everything, the losses stay finite.
        let sure = try terms(.nonSaturating(), reals: [-1000], fakes: [1000])
        #expect(sure == ["real": 1000, "fake": 1000])
    }

    @Test func oneSidedSmoothing() throws {
        for golden in goldens.smoothing {
            let terms = try terms(
                .nonSaturating(realTarget: golden.target), reals: golden.logits, fakes: [0])
            #expect(abs(try #require(terms["real"]) - mean(golden.real)) < 1e-14)
        }
    }

    @Test func leastSquares() throws {
        let golden = goldens.leastSquares
        // The authors' program has the targets the other way round.
        let objective = AdversarialObjective.leastSquares(real: 0, fake: 1, wanted: 0)
        let terms = try terms(objective, reals: golden.reals, fakes: golden.fakes)
        let total = try #require(terms["real"]) + 0.1 * #require(terms["fake"])
        #expect(abs(total - golden.discriminator) < 1e-14)
        #expect(abs(try generator(objective, golden.fakes).loss - golden.generator) < 1e-14)
        #expect(
            try self.terms(.leastSquares(), reals: [1, 1], fakes: [0]) == ["real": 0, "fake": 0])
    }

    @Test func hinge() throws {
        let terms = try terms(.hinge, reals: [2, 0.5, -1], fakes: [-3, 0, 1])
        #expect(terms == ["real": 2.5 / 3, "fake": 1])
        #expect(try generator(.hinge, [1, 3]).loss == -2)
    }

    @Test func linearCriticPaysForItsSlope() throws {
        for golden in goldens.linearCritic {
            let w = try Tensor(golden.weight, shape: [1, golden.weight.count])
            try w.requireGradient()
            let bias = try Tensor([golden.bias])
            let (reals, fakes) = (try golden.reals.tensor(), try golden.fakes.tensor())
            let critic = { (x: Tensor) throws(TensorError) in try x.linear(weight: w, bias: bias) }
            let term = try GradientPenalty(weight: golden.lambda, target: golden.gamma).term(
                reals: reals, fakes: fakes, shares: Tensor(golden.shares, shape: [4, 1]),
                gridFactor: 1, critic: critic)
            let penalty = try LossTerm.sum([term])
            try expect(penalty, [golden.penalty])
            let objective = AdversarialObjective.wasserstein
            let scores = try critic(reals)
            var terms = try objective.discriminatorTerms(reals: scores, fakes: critic(fakes))
            terms.append(term)
            terms.append(LossTerm("drift", try scores.squared().mean(), weight: golden.drift))
            try expect(LossTerm.sum(terms), [golden.discriminator])
            try expect(objective.generatorTerm(fakes: critic(fakes)).value, [golden.generator])
            let slope = try gradients(of: [penalty], withRespectTo: [w])[0]
            try expect(slope, golden.penaltySlope)
        }
    }

    @Test func allWeightsLearnFromThePenalty() throws {
        let golden = goldens.twoLayerCritic
        let first = try golden.firstWeight.tensor()
        let firstBias = try Tensor(golden.firstBias)
        let second = try Tensor(golden.secondWeight, shape: [1, golden.secondWeight.count])
        for tensor in [first, firstBias, second] { try tensor.requireGradient() }
        let critic = { (x: Tensor) throws(TensorError) in
            try x.linear(weight: first, bias: firstBias).leakyReLU(0.2).linear(weight: second)
                + golden.secondBias
        }
        let (reals, fakes) = (try golden.reals.tensor(), try golden.fakes.tensor())
        let term = try GradientPenalty(weight: golden.lambda, target: golden.gamma).term(
            reals: reals, fakes: fakes, shares: Tensor(golden.shares, shape: [4, 1]),
            gridFactor: 1, critic: critic)
        try expect(LossTerm.sum([term]), [golden.penalty])
        let scores = try critic(reals)
        let total = try LossTerm.sum(
            AdversarialObjective.wasserstein.discriminatorTerms(
                reals: scores, fakes: critic(fakes)) + [
                    term, LossTerm("drift", scores.squared().mean(), weight: golden.drift),
                ])
        try expect(total, [golden.discriminator])
        let slopes = try gradients(of: [total], withRespectTo: [first, firstBias, second])
        try expect(slopes[0], golden.firstWeightSlope.data)
        try expect(slopes[1], golden.firstBiasSlope)
        try expect(slopes[2], golden.secondWeightSlope)
    }

    @Test func coarseGridsCountDistancesOfTheFineOne() throws {
        let golden = goldens.grid
        let w = try Tensor(golden.weight, shape: [1, 1, 2, 2])
        var random = SplitMix64(seed: 1)
        let images = try Tensor.normal([3, 1, 2, 2], using: &random).converted(to: .float64)
        for row in golden.rows {
            let term = try GradientPenalty().term(
                reals: images, fakes: images.flipped(along: 0), gridFactor: row.factor,
                using: &random
            ) { x throws(TensorError) in try (x * w).sum(along: 1, 2, 3) }
            try expect(LossTerm.sum([term]), [row.penalty])
        }
    }

    @Test func aFlatCriticHasAFiniteGradient() throws {
        let w = try Tensor.zeros([1, 3], type: .float64)
        try w.requireGradient()
        let x = try Tensor.ones([2, 3], type: .float64)
        var random = SplitMix64(seed: 1)
        let term = try GradientPenalty(weight: 10).term(reals: x, fakes: x, using: &random) {
            y throws(TensorError) in try y.linear(weight: w)
        }
        let slope = try gradients(of: [term.value], withRespectTo: [w])[0]
        #expect(try slope.isFinite().allHold())
    }

    @Test("Of D(x) = (w·x)²/2 the mean of ((w·x) ‖w‖)² counts by half of γ, and w learns from it")
    func slopeAtReals() throws {
        let w = try Tensor([1.0, 2], shape: [1, 2])
        let x = try Tensor([3.0, 1, 0, -1], shape: [2, 2])
        for tensor in [w, x] { try tensor.requireGradient() }
        let logits = try x.linear(weight: w).squared() * 0.5
        let term = try RealSlopePenalty(weight: 3).term(logits: logits, reals: x)
        #expect(term.name == "real_slope")
        #expect(term.weight == 1.5)
        // w·x is 5 and −2, ‖w‖² is 5.
        try expect(term.value, [(25 * 5 + 4 * 5) / 2.0])
        // ∂/∂w of the mean of (w·x)² ‖w‖² over two x: the sum of (w·x) ‖w‖² x + (w·x)² w.
        let slope = try gradients(of: [term.value], withRespectTo: [w])[0]
        try expect(slope, [5 * 5 * 3 + 25 + 4, 5 * (5 * 1 + 2) + 2 * (25 + 4)])
    }
}
