// SPDX-License-Identifier: Apache-2.0

internal import Layers
internal import Pyramids
public import SeededRandom
internal import Tensors
public import Training

extension ProGAN.Stage {
    /// What a player minimises on a batch; see ``ProGAN/Objective``.
    public func losses(
        of role: Role, on batch: ProGAN.RealBatch, random: RandomStream
    ) throws -> [LossTerm] {
        let isChannelsLast = layout == .channelsLast
        return try players[0].network.withSharedWeights(channelsLast: isChannelsLast) {
            try players[1].network.withSharedWeights(channelsLast: isChannelsLast) {
                switch role {
                case .discriminator: try discriminatorTerms(batch, random)
                case .generator: try generatorTerms(batch.indices.count, random)
                }
            }
        }
    }

    private func discriminatorTerms(
        _ batch: ProGAN.RealBatch, _ random: RandomStream
    ) throws -> [LossTerm] {
        let reals = try reals.tensor(batch, at: detail, type: type, on: device)
        let labels = try classes > 0 ? self.reals.labels(batch) : nil
        let fakes = try fakes(batch.indices.count, labels: labels, random)
        let noise = noise(random)
        let ofReals = try discriminator(reals, at: detail, noise: noise)
        let ofFakes = try discriminator(fakes, at: detail, noise: noise)
        var terms: [LossTerm]
        switch recipe.objective {
        case .wasserstein(let settings):
            terms = try AdversarialObjective.wasserstein.discriminatorTerms(
                reals: ofReals.scores, fakes: ofFakes.scores)
            var shares = (random / "penalty").generator()
            terms.append(
                try settings.penalty.term(
                    reals: reals, fakes: fakes,
                    gridFactor: settings.penaltyGrid.factor(ofLevel: detail.level), using: &shares
                ) { between throws(TensorError) in
                    try discriminator(between, at: detail).scores
                })
            if settings.drift > 0 {
                terms.append(
                    LossTerm(
                        "drift", try ofReals.scores.squared().mean(), weight: settings.drift))
            }
        case .leastSquares(let fakeWeight):
            let both = try AdversarialObjective.leastSquares(real: 0, fake: 1, wanted: 0)
                .discriminatorTerms(reals: ofReals.scores, fakes: ofFakes.scores)
            terms = both.map {
                $0.name == "fake" ? LossTerm("fake", $0.value, weight: fakeWeight) : $0
            }
            memory.noise.observe(try ofFakes.scores.mean().item())
        }
        for (name, verdict) in [("class_real", ofReals), ("class_fake", ofFakes)] {
            if let term = try classTerm(name, verdict, labels) { terms.append(term) }
        }
        return terms
    }

    private func generatorTerms(_ count: Int, _ random: RandomStream) throws -> [LossTerm] {
        var labels: Tensor?
        if classes > 0 {
            var generator = (random / "labels").generator()
            labels = try .indices([count], below: classes, using: &generator, on: device)
        }
        let fakes = try fakes(count, labels: labels, random)
        let verdict = try discriminator(fakes, at: detail, noise: noise(random))
        let objective =
            switch recipe.objective {
            case .wasserstein: AdversarialObjective.wasserstein
            case .leastSquares: AdversarialObjective.leastSquares(real: 0, fake: 1, wanted: 0)
            }
        var terms = [try objective.generatorTerm(fakes: verdict.scores)]
        if let term = try classTerm("class_fake", verdict, labels) { terms.append(term) }
        return terms
    }

    private var classes: Int { recipe.architecture.classes }

    private func fakes(
        _ count: Int, labels: Tensor?, _ random: RandomStream
    ) throws(TensorError) -> Tensor {
        var latents = (random / "latents").generator()
        let z = try Tensor.normal(
            [count, recipe.architecture.latents], using: &latents, on: device
        ).converted(to: type)
        let rows = try labels.map { labels throws(TensorError) in
            try labels.oneHot(classes: classes).converted(to: type, on: device)
        }
        return try generator(z, labels: rows, at: detail, .training)
    }

    /// Cross-entropy of the classes that the discriminator reads off the images.
    private func classTerm(
        _ name: String, _ verdict: ProGAN.Verdict, _ labels: Tensor?
    ) throws -> LossTerm? {
        guard let logits = verdict.classes, let labels else { return nil }
        return LossTerm(
            name, try logits.crossEntropy(against: labels), weight: recipe.classWeight)
    }

    private func noise(_ random: RandomStream) -> ProGAN.FeatureNoise? {
        guard case .leastSquares = recipe.objective, memory.noise.strength > 0 else { return nil }
        return ProGAN.FeatureNoise(
            strength: memory.noise.strength, generator: (random / "noise").generator())
    }
}
