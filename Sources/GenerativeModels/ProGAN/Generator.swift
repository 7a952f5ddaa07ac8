// SPDX-License-Identifier: Apache-2.0

public import Layers
public import Pyramids
internal import TensorPyramids
public import Tensors

extension ProGAN {
    /// Latents (N, latents) to images (N, channels, side, side) of the level that is asked for.
    ///
    /// Karras et al. 2018, Table 2: a dense layer to 4×4, then for each doubling a repetition of pixels
    /// and two 3×3 convolutions, each followed by leaky ReLU and pixelwise normalisation. Every level
    /// has a linear layer of its own to an image; while a level fades in, its image is one collapse
    /// step over the next coarser one. Levels below the one asked for are not run.
    ///
    /// Parameters: `4x4.dense`, `4x4.conv`, `8x8.conv0`, `8x8.conv1` …, `4x4.to_rgb` …; each a `weight`
    /// and a `bias`.
    public struct Generator {
        /// How large it is.
        public let architecture: Architecture
        private let first: Block
        private let later: [Block]
        private let toImage: [Convolution]
        private let layout: FeatureLayout
        private let pyramid = TensorExecutor(.box)

        /// Creates a generator whose first weights come from the scope's seed.
        public init(
            _ scope: Scope, _ architecture: Architecture, layout: FeatureLayout = .channelsLast
        ) throws(TensorError) {
            self.architecture = architecture
            self.layout = layout
            first = try Block(firstOf: architecture, scope / Architecture.block(4))
            later = try architecture.resolutions.dropFirst().map { side throws(TensorError) in
                try Block(of: architecture, at: side, scope / Architecture.block(side))
            }
            toImage = try architecture.resolutions.map { side throws(TensorError) in
                try Convolution(
                    scope / Architecture.block(side) / "to_rgb", from: architecture.maps(at: side),
                    to: architecture.channels, kernel: 1,
                    weights: architecture.weights(gain: 1))
            }
        }

        /// Images of a level.
        ///
        /// - Parameters:
        ///   - latents: (N, latents), N(0, 1).
        ///   - labels: (N, classes), a one in each row, for a generator with classes.
        ///   - detail: Which level, and how much of it shows.
        ///   - mode: What it is run for; only batch normalisation asks.
        /// - Returns: (N, channels, side, side), aimed at −1 to 1 and not clipped.
        /// - Throws: What LibTorch refuses.
        public func callAsFunction(
            _ latents: Tensor, labels: Tensor? = nil, at detail: LevelOfDetail, _ mode: Mode
        ) throws(TensorError) -> Tensor {
            let last = architecture.coarsestLevel - detail.level
            var features = try normalised(latents, labels)
            features = try layout.applied(to: first.onLatents(features, mode))
            var coarse: Tensor?
            for (index, block) in later.prefix(last).enumerated() {
                if detail.isFading, index == last - 1 { coarse = try image(features, index) }
                let repeated = try pyramid.expand(features, to: .doubled(features))
                features = try block(repeated, mode)
            }
            let fine = try image(features, last)
            guard let coarse else { return fine }
            let band = try fine - pyramid.expand(coarse, toSizeOf: fine)
            return try pyramid.collapseStep(
                coarse: coarse, band: band, gain: Float(detail.alpha))
        }

        private func image(_ features: Tensor, _ index: Int) throws(TensorError) -> Tensor {
            let linear = try toImage[index](features)
            return architecture.techniques.endsInTangent
                ? try linear.hyperbolicTangent() : linear
        }

        /// Latents and labels as one row each; the authors' program normalises both together.
        private func normalised(
            _ latents: Tensor, _ labels: Tensor?
        ) throws(TensorError) -> Tensor {
            var row = latents
            if let labels { row = try .concatenated([latents, labels], along: 1) }
            return architecture.techniques.normalisesLatents
                ? try PixelNormalisation()(row) : row
        }
    }
}

extension ProGAN.Generator {
    /// The two layers with weights of a side, each with what follows it.
    struct Block {
        private let layers: [any ModelessLayer]
        private let biases: [Tensor?]
        private let finishes: [Finish]
        private let maps: Int

        /// The block of 4×4: a dense layer with a bias a map, and a convolution.
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
            biases = [try dense.parameter("bias", [maps], .zeros), nil]
            finishes = [
                try Finish(architecture.techniques, dense, maps),
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
            if let bias = biases[0] { features = try features + bias.reshaped([1, maps, 1, 1]) }
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

    /// What follows a layer: normalisation of the batch, activation, normalisation of the pixel.
    struct Finish: Layer {
        private let batch: BatchNormalisation?
        private let activation: Activation
        private let pixel: PixelNormalisation?

        init(
            _ techniques: ProGAN.Techniques, _ scope: Scope, _ maps: Int
        ) throws(TensorError) {
            let kind = techniques.generatorNormalisation
            batch = kind == .batch ? try BatchNormalisation(scope / "norm", channels: maps) : nil
            pixel = kind == .pixel ? PixelNormalisation() : nil
            activation =
                techniques.generatorSlope == 0
                ? .relu : .leakyReLU(slope: techniques.generatorSlope)
        }

        func callAsFunction(_ x: Tensor, _ mode: Mode) throws(TensorError) -> Tensor {
            var x = x
            if let batch { x = try batch(x, mode) }
            x = try activation(x)
            if let pixel { x = try pixel(x) }
            return x
        }
    }
}
