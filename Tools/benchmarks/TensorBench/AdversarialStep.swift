// SPDX-License-Identifier: Apache-2.0

import Layers
import Tensors
import Training

/// A step of a small DCGAN at 32×32, batch 16: discriminator, then generator, each with Adam.
///
/// Weights start as waves, so that PyTorch's side can start alike without a file between them.
struct AdversarialStep {
    private let generator: Generator
    private let discriminator: Discriminator
    private let generatorOptimizer: Optimizer
    private let discriminatorOptimizer: Optimizer
    private let reals: Tensor
    private let latents: Tensor

    init() throws {
        generator = try Generator()
        discriminator = try Discriminator()
        for set in [generator.parameters, discriminator.parameters] {
            for entry in set.trained where entry.tensor.rank == 4 {
                try withoutGradient {
                    try entry.tensor.assign(wave(entry.tensor.shape, times: 0.05))
                }
            }
        }
        let rule = OptimizationRule.adam(beta1: 0.5)
        generatorOptimizer = Optimizer(
            rule, generator.parameters, learningRate: .constant(2e-4))
        discriminatorOptimizer = Optimizer(
            rule, discriminator.parameters, learningRate: .constant(2e-4))
        reals = try wave([16, 3, 32, 32], times: 1)
        latents = try wave([16, 64, 1, 1], times: 1)
    }

    /// Takes a step; the losses of the two.
    func callAsFunction() throws -> (Tensor, Tensor) {
        let objective = AdversarialObjective.nonSaturating()
        let fakes = try withoutGradient { try generator(latents) }
        let judged = try LossTerm.sum(
            objective.discriminatorTerms(
                reals: discriminator(reals), fakes: discriminator(fakes)))
        try discriminatorOptimizer.dropGradients()
        try judged.backward()
        try discriminatorOptimizer.step(afterImages: 0)
        try discriminator.parameters.requireGradients(false)
        let fooled = try objective.generatorTerm(fakes: discriminator(generator(latents))).value
        try generatorOptimizer.dropGradients()
        try fooled.backward()
        try generatorOptimizer.step(afterImages: 0)
        try discriminator.parameters.requireGradients()
        return (judged, fooled)
    }
}

private struct Generator {
    let parameters: ParameterSet
    private let enlarging: [TransposedConvolution]
    private let normalising: [BatchNormalisation]

    init() throws {
        let scope = Scope(seed: 0)
        let widths = [64, 128, 64, 32, 3]
        enlarging = try (0..<4).map { index in
            try TransposedConvolution(
                scope / "up\(index)", from: widths[index], to: widths[index + 1], kernel: 4,
                stride: index == 0 ? 1 : 2, padding: index == 0 ? 0 : 1, bias: false)
        }
        normalising = try (0..<3).map { index in
            try BatchNormalisation(scope / "norm\(index)", channels: widths[index + 1])
        }
        parameters = scope.parameters
    }

    func callAsFunction(_ latents: Tensor) throws -> Tensor {
        var x = latents
        for (layer, norm) in zip(enlarging, normalising) {
            x = try norm(layer(x), .training).relu()
        }
        return try enlarging[3](x).hyperbolicTangent()
    }
}

private struct Discriminator {
    let parameters: ParameterSet
    private let reducing: [Convolution]
    private let normalising: [BatchNormalisation]

    init() throws {
        let scope = Scope(seed: 0)
        let widths = [3, 32, 64, 128, 1]
        reducing = try (0..<4).map { index in
            try Convolution(
                scope / "down\(index)", from: widths[index], to: widths[index + 1], kernel: 4,
                stride: index == 3 ? 1 : 2, padding: index == 3 ? 0 : 1, bias: false)
        }
        normalising = try (1..<3).map { index in
            try BatchNormalisation(scope / "norm\(index)", channels: widths[index + 1])
        }
        parameters = scope.parameters
    }

    func callAsFunction(_ images: Tensor) throws -> Tensor {
        var x = try reducing[0](images).leakyReLU(0.2)
        for (layer, norm) in zip(reducing[1...], normalising) {
            x = try norm(layer(x), .training).leakyReLU(0.2)
        }
        return try reducing[3](x)
    }
}
