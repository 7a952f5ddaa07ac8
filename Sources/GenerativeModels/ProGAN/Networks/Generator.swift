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
        private let first: FirstBlock
        private let later: [Block]
        private let toImage: [Convolution]
        private let layout: FeatureLayout
        private let precision: Precision
        private let pyramid = TensorExecutor(.box)
        private let fading: TensorExecutor

        /// Creates a generator whose first weights come from the scope's seed.
        public init(
            _ scope: Scope, _ architecture: Architecture, layout: FeatureLayout = .channelsLast,
            precision: Precision = .float32
        ) throws(TensorError) {
            self.architecture = architecture
            self.layout = layout
            self.precision = precision
            fading = TensorExecutor(architecture.fade.filter)
            first = try FirstBlock(scope / Architecture.block(4), architecture)
            later = try architecture.resolutions.dropFirst().map { side throws(TensorError) in
                try Block(scope / Architecture.block(side), architecture, at: side)
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
            var features = try first(normalised(latents, labels), layout, mode)
            features = try precision.applied(to: features)
            var coarse: Tensor?
            for (index, block) in later.prefix(last).enumerated() {
                if detail.isFading, index == last - 1 {
                    coarse = try image(features, index, latents.type)
                }
                features = try block(features, mode)
            }
            let fine = try image(features, last, latents.type)
            guard let coarse else { return fine }
            let band = try fine - fading.expand(coarse, toSizeOf: fine)
            return try fading.collapseStep(
                coarse: coarse, band: band, gain: Float(detail.alpha))
        }

        /// Pixels have more digits than features of 16 bits, so they are not made in these.
        private func image(
            _ features: Tensor, _ index: Int, _ type: ElementType
        ) throws(TensorError) -> Tensor {
            let linear = try toImage[index](features.converted(to: type))
            return architecture.techniques.endsInTangent
                ? try linear.hyperbolicTangent() : linear
        }

        /// Latents and labels as one row each; the authors' program normalises both together.
        ///
        /// With ``Techniques/normalisesLabels`` off, labels join latents that are normalised already.
        private func normalised(
            _ latents: Tensor, _ labels: Tensor?
        ) throws(TensorError) -> Tensor {
            let techniques = architecture.techniques
            func sphere(_ x: Tensor) throws(TensorError) -> Tensor {
                techniques.normalisesLatents ? try PixelNormalisation()(x) : x
            }
            guard let labels else { return try sphere(latents) }
            return techniques.normalisesLabels
                ? try sphere(.concatenated([latents, labels], along: 1))
                : try .concatenated([sphere(latents), labels], along: 1)
        }
    }
}
