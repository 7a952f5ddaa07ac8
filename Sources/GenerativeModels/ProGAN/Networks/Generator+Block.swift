// SPDX-License-Identifier: Apache-2.0

internal import Layers
internal import Tensors

extension ProGAN.Generator {
    /// The two layers with weights of a side, each with what follows it.
    struct Block {
        private let layers: [any ModelessLayer]
        private let biases: [Tensor?]
        private let finishes: [Finish]
        private let maps: Int

        /// The block of 4×4: a dense layer with a bias a map or a pixel, and a convolution.
        init(firstOf architecture: ProGAN.Architecture, _ scope: Scope) throws(TensorError) {
            maps = architecture.maps(at: 4)
            let dense = scope / "dense"
            // √2/4 as in the authors' program: it makes up for the 16 outputs of a map.
            layers = [
                try Dense(
                    dense, from: architecture.latents + architecture.classes, to: maps * 16,
                    bias: false, weights: architecture.weights(gain: 2.0.squareRoot() / 4)),
                try Convolution(
                    scope / "conv", from: maps, to: maps, kernel: 3, padding: 1,
                    weights: architecture.weights(gain: 2.0.squareRoot())),
            ]
            biases = [
                try dense.parameter("bias", [architecture.firstBiases], .zeros), nil,
            ]
            var first = architecture.techniques
            if !first.normalisesFirstLayer { first.generatorNormalisation = .none }
            finishes = [
                try Finish(first, dense, maps),
                try Finish(architecture.techniques, scope / "conv", maps),
            ]
        }

        /// The block of a finer side.
        init(
            of architecture: ProGAN.Architecture, at side: Int, _ scope: Scope
        ) throws(TensorError) {
            maps = architecture.maps(at: side)
            var layers: [any ModelessLayer] = []
            var finishes: [Finish] = []
            for (name, inputs) in [("conv0", architecture.maps(at: side / 2)), ("conv1", maps)] {
                layers.append(
                    try Convolution(
                        scope / name, from: inputs, to: maps, kernel: 3, padding: 1,
                        weights: architecture.weights(gain: 2.0.squareRoot())))
                finishes.append(try Finish(architecture.techniques, scope / name, maps))
            }
            self.layers = layers
            self.finishes = finishes
            biases = [nil, nil]
        }

        func onLatents(_ latents: Tensor, _ mode: Mode) throws(TensorError) -> Tensor {
            var features = try layers[0](latents).reshaped([-1, maps, 4, 4])
            if let bias = biases[0] {
                let side = bias.count == maps ? 1 : 4
                features = try features + bias.reshaped([1, maps, side, side])
            }
            features = try finishes[0](features, mode)
            return try finishes[1](layers[1](features), mode)
        }

        func callAsFunction(_ features: Tensor, _ mode: Mode) throws(TensorError) -> Tensor {
            var features = features
            for (layer, finish) in zip(layers, finishes) {
                features = try finish(layer(features), mode)
            }
            return features
        }
    }

    /// What follows a layer: normalisation of the batch, activation, normalisation of the pixel; that of
    /// the pixel may also come first.
    struct Finish: Layer {
        private let batch: BatchNormalisation?
        private let activation: Activation
        private let pixel: PixelNormalisation?
        private let isPixelFirst: Bool

        init(
            _ techniques: ProGAN.Techniques, _ scope: Scope, _ maps: Int
        ) throws(TensorError) {
            let kind = techniques.generatorNormalisation
            batch = kind == .batch ? try BatchNormalisation(scope / "norm", channels: maps) : nil
            isPixelFirst = kind == .pixelBeforeActivation
            pixel = kind == .pixel || isPixelFirst ? PixelNormalisation() : nil
            activation =
                techniques.generatorSlope == 0
                ? .relu : .leakyReLU(slope: techniques.generatorSlope)
        }

        func callAsFunction(_ x: Tensor, _ mode: Mode) throws(TensorError) -> Tensor {
            var x = x
            if let batch { x = try batch(x, mode) }
            if isPixelFirst, let pixel { x = try pixel(x) }
            x = try activation(x)
            if !isPixelFirst, let pixel { x = try pixel(x) }
            return x
        }
    }
}
