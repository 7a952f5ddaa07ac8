// SPDX-License-Identifier: Apache-2.0

public import Layers
public import Pyramids
internal import TensorPyramids
public import Tensors

extension ProGAN {
    /// What the discriminator says of a batch.
    public struct Verdict {
        /// One number an image (N); larger is more real with the Wasserstein objective.
        public let scores: Tensor
        /// Logits of the classes (N, classes), for a discriminator with classes.
        public let classes: Tensor?
    }

    /// Images of a level to scores.
    ///
    /// The generator's mirror image (Karras et al. 2018, Table 2): a 1×1 convolution to features, for
    /// each halving two 3×3 convolutions with leaky ReLU and a mean of 2×2 pixels, then at 4×4 one map
    /// more that tells how varied the batch is, a convolution and two dense layers. Convolution, bias,
    /// activation and pooling follow one another in this order, as in the paper.
    ///
    /// Parameters: `32x32.from_rgb` …, `32x32.conv0`, `32x32.conv1` …, `4x4.conv`, `4x4.dense0`,
    /// `4x4.dense1`; each a `weight` and a `bias`.
    public struct Discriminator {
        /// How large it is.
        public let architecture: Architecture
        private let fromImage: [Convolved]
        private let blocks: [Block]
        private let final: Final
        private let layout: FeatureLayout
        private let precision: Precision
        private let pyramid = TensorExecutor(.box)
        private let fading: TensorExecutor

        /// Creates a discriminator whose first weights come from the scope's seed.
        public init(
            _ scope: Scope, _ architecture: Architecture, layout: FeatureLayout = .channelsLast,
            precision: Precision = .float32
        ) throws(TensorError) {
            self.architecture = architecture
            self.layout = layout
            fading = TensorExecutor(architecture.fade.filter)
            self.precision = precision
            fromImage = try architecture.resolutions.map { side throws(TensorError) in
                try Convolved(
                    scope / Architecture.block(side) / "from_rgb", architecture,
                    from: architecture.channels, to: architecture.maps(at: side), kernel: 1)
            }
            blocks = try architecture.resolutions.dropFirst().map { side throws(TensorError) in
                try Block(scope / Architecture.block(side), architecture, at: side)
            }
            final = try Final(scope / Architecture.block(4), architecture)
        }

        /// The scores of images, all real or all generated.
        ///
        /// - Parameters:
        ///   - images: (N, channels, side, side) with the side of the detail's level.
        ///   - detail: Which level, and how much of it shows.
        ///   - noise: What is multiplied onto the features, for the least-squares objective.
        /// - Returns: One score an image, and the logits of its class.
        /// - Throws: What LibTorch refuses, such as a batch that is no whole number of groups.
        public func callAsFunction(
            _ images: Tensor, at detail: LevelOfDetail, noise: FeatureNoise? = nil
        ) throws(TensorError) -> Verdict {
            let images = try layout.applied(to: images)
            let top = architecture.coarsestLevel - detail.level
            var features = try fromImage[top](precision.applied(to: images), nil)
            for index in (0..<top).reversed() {
                features = try pyramid.reduce(blocks[index](features, noise))
                if detail.isFading, index == top - 1 {
                    let coarse = try fading.reduce(images)
                    let old = try fromImage[index](precision.applied(to: coarse), nil)
                    features = try features.interpolated(to: old, weight: 1 - detail.alpha)
                }
            }
            // From 4×4 on all is in the images' precision: the deviation, and what the scores sum.
            let outputs = try final(features.converted(to: images.type), noise)
            let scores = try outputs.element(0, along: 1)
            let count = architecture.classes
            let classes = count == 0 ? nil : try outputs.slice(1..<1 + count, along: 1)
            return Verdict(scores: scores, classes: classes)
        }
    }
}
