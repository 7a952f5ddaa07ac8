// SPDX-License-Identifier: Apache-2.0

internal import Layers
internal import Tensors

extension ProGAN.Discriminator {
    /// A convolution and what follows it.
    struct Convolved {
        private let convolution: Convolution
        private let normalisation: LayerNormalisation?
        private let isNoisy: Bool

        init(
            _ scope: Scope, _ architecture: ProGAN.Architecture, from inputs: Int, to outputs: Int,
            kernel: Int
        ) throws(TensorError) {
            convolution = try Convolution(
                scope, from: inputs, to: outputs, kernel: Sides(kernel),
                padding: Sides(kernel / 2), weights: architecture.weights(gain: 2.0.squareRoot()))
            // Noise comes before 3×3 layers and not before 1×1 ones.
            isNoisy = kernel > 1
            normalisation =
                architecture.techniques.normalisesDiscriminator && kernel > 1
                ? try LayerNormalisation(scope / "norm", channels: outputs) : nil
        }

        func callAsFunction(
            _ x: Tensor, _ noise: ProGAN.FeatureNoise?
        ) throws(TensorError) -> Tensor {
            var x = x
            if isNoisy, let noise { x = try noise(x) }
            guard let normalisation else { return try convolution(x, leakyReLU: 0.2) }
            return try normalisation(convolution(x, leakyReLU: 1)).leakyReLU(0.2)
        }
    }

    /// The two convolutions of a side; the second one changes the number of maps.
    struct Block {
        private let first: Convolved
        private let second: Convolved

        init(
            _ scope: Scope, _ architecture: ProGAN.Architecture, at side: Int
        ) throws(TensorError) {
            let maps = architecture.maps(at: side)
            first = try Convolved(scope / "conv0", architecture, from: maps, to: maps, kernel: 3)
            second = try Convolved(
                scope / "conv1", architecture, from: maps, to: architecture.maps(at: side / 2),
                kernel: 3)
        }

        func callAsFunction(
            _ x: Tensor, _ noise: ProGAN.FeatureNoise?
        ) throws(TensorError) -> Tensor {
            try second(first(x, noise), noise)
        }
    }

    /// From 4×4 to the scores.
    struct Final {
        private var deviation: MinibatchDeviation?
        private let convolution: Convolved
        private let hidden: Dense
        private var discrimination: MinibatchDiscrimination?
        private let score: Dense

        init(_ scope: Scope, _ architecture: ProGAN.Architecture) throws(TensorError) {
            let maps = architecture.maps(at: 4)
            let variation = architecture.techniques.variation
            if case .deviation(let groupSize) = variation {
                deviation = MinibatchDeviation(groupSize: groupSize)
            }
            convolution = try Convolved(
                scope / "conv", architecture, from: maps + variation.maps, to: maps, kernel: 3)
            hidden = try Dense(
                scope / "dense0", from: maps * 16, to: architecture.denseMaps,
                weights: architecture.weights(gain: 2.0.squareRoot()))
            if case .discrimination(let kernels) = variation {
                discrimination = try MinibatchDiscrimination(
                    scope / "discrimination", features: architecture.denseMaps, kernels: kernels,
                    dimensions: ProGAN.Techniques.Variation.columns, includesSelf: false)
            }
            score = try Dense(
                scope / "dense1", from: architecture.denseMaps + variation.features,
                to: 1 + architecture.classes,
                weights: architecture.weights(gain: 1))
        }

        func callAsFunction(
            _ x: Tensor, _ noise: ProGAN.FeatureNoise?
        ) throws(TensorError) -> Tensor {
            var x = x
            if let deviation { x = try deviation(x) }
            x = try convolution(x, noise)
            if let noise { x = try noise(x) }
            x = try hidden(x.flattened()).leakyReLU(0.2)
            if let discrimination { x = try discrimination(x) }
            return try score(x)
        }
    }
}
