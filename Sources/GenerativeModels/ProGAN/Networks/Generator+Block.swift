// SPDX-License-Identifier: Apache-2.0

internal import Layers
internal import Tensors

extension ProGAN.Generator {
    /// The block of 4×4: a dense layer with a bias a map or a pixel, and a convolution.
    struct FirstBlock {
        private let dense: Dense
        private let bias: Tensor
        private let denseFinish: Finish
        private let convolution: Convolution
        private let convolutionFinish: Finish
        private let maps: Int

        init(_ scope: Scope, _ architecture: ProGAN.Architecture) throws(TensorError) {
            maps = architecture.maps(at: 4)
            let place = scope / "dense"
            // √2/4 as in the authors' program: it makes up for the 16 outputs of a map.
            dense = try Dense(
                place, from: architecture.latents + architecture.classes, to: maps * 16,
                bias: false, weights: architecture.weights(gain: 2.0.squareRoot() / 4))
            convolution = try Convolution(
                scope / "conv", from: maps, to: maps, kernel: 3, padding: 1,
                weights: architecture.weights(gain: 2.0.squareRoot()))
            bias = try place.parameter("bias", [architecture.firstBiases], .zeros)
            var first = architecture.techniques
            if !first.normalisesFirstLayer { first.generatorNormalisation = .none }
            denseFinish = try Finish(first, place, maps)
            convolutionFinish = try Finish(architecture.techniques, scope / "conv", maps)
        }

        func callAsFunction(
            _ latents: Tensor, _ layout: ProGAN.FeatureLayout, _ mode: Mode
        ) throws(TensorError) -> Tensor {
            let rows = try dense(latents).reshaped([-1, maps, 4, 4])
            let side = bias.count == maps ? 1 : 4
            let features = try denseFinish(rows + bias.reshaped([1, maps, side, side]), mode)
            return try convolutionFinish(convolution, layout.applied(to: features), mode)
        }
    }

    /// The block of a finer side: twice the sides, and two convolutions.
    struct Block {
        private let enlarging: EnlargingConvolution
        private let enlargingFinish: Finish
        private let convolution: Convolution
        private let convolutionFinish: Finish

        init(
            _ scope: Scope, _ architecture: ProGAN.Architecture, at side: Int
        ) throws(TensorError) {
            let maps = architecture.maps(at: side)
            let weights = architecture.weights(gain: 2.0.squareRoot())
            enlarging = try EnlargingConvolution(
                scope / "conv0", from: architecture.maps(at: side / 2), to: maps, weights: weights)
            enlargingFinish = try Finish(architecture.techniques, scope / "conv0", maps)
            convolution = try Convolution(
                scope / "conv1", from: maps, to: maps, kernel: 3, padding: 1, weights: weights)
            convolutionFinish = try Finish(architecture.techniques, scope / "conv1", maps)
        }

        func callAsFunction(_ features: Tensor, _ mode: Mode) throws(TensorError) -> Tensor {
            let enlarged = try enlargingFinish(enlarging(features), mode)
            return try convolutionFinish(convolution, enlarged, mode)
        }
    }

    /// What follows a layer: normalisation of the batch, activation, normalisation of the pixel; that of
    /// the pixel may also come first.
    struct Finish: Layer {
        private let batch: BatchNormalisation?
        private let slope: Double
        private let pixel: PixelNormalisation?
        private let isPixelFirst: Bool

        init(
            _ techniques: ProGAN.Techniques, _ scope: Scope, _ maps: Int
        ) throws(TensorError) {
            let kind = techniques.generatorNormalisation
            batch = kind == .batch ? try BatchNormalisation(scope / "norm", channels: maps) : nil
            isPixelFirst = kind == .pixelBeforeActivation
            pixel = kind == .pixel || isPixelFirst ? PixelNormalisation() : nil
            slope = techniques.generatorSlope
        }

        func callAsFunction(_ x: Tensor, _ mode: Mode) throws(TensorError) -> Tensor {
            var x = x
            if let batch { x = try batch(x, mode) }
            if isPixelFirst, let pixel { x = try pixel(x) }
            x = try x.leakyReLU(slope)
            if !isPixelFirst, let pixel { x = try pixel(x) }
            return x
        }

        /// The layer with what follows: with the activation in one operation where they meet.
        func callAsFunction(
            _ layer: Convolution, _ x: Tensor, _ mode: Mode
        ) throws(TensorError) -> Tensor {
            guard batch == nil, !isPixelFirst else { return try self(layer(x, leakyReLU: 1), mode) }
            let features = try layer(x, leakyReLU: slope)
            return if let pixel { try pixel(features) } else { features }
        }
    }
}
