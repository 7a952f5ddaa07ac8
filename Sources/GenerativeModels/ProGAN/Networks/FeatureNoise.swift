// SPDX-License-Identifier: Apache-2.0

public import SeededRandom
public import Tensors

extension ProGAN {
    /// Noise that is multiplied onto feature maps: y = a · (1 + n · s · √C), one n ~ N(0, 1) for each
    /// image and map.
    ///
    /// Karras et al. 2018, appendix B: with the least-squares objective it keeps the two networks from
    /// driving each other to ever larger signals.
    public final class FeatureNoise {
        /// s; see ``NoiseControl``.
        public let strength: Double
        private var generator: SplitMix64

        /// Noise of a strength, drawn from a generator.
        public init(strength: Double, generator: SplitMix64) {
            self.strength = strength
            self.generator = generator
        }

        /// Features (N, C, H, W) with noise.
        public func callAsFunction(_ x: Tensor) throws(TensorError) -> Tensor {
            guard strength > 0 else { return x }
            let shape = x.shape
            let factors = try Tensor.normal(
                [shape[0], shape[1], 1, 1], mean: 1,
                deviation: strength * Double(shape[1]).squareRoot(), using: &generator,
                on: x.device)
            return try x * factors.converted(to: x.type)
        }
    }

    /// How strong the noise is: it sets in when the discriminator gets too sure of what is generated.
    ///
    /// d̂ ← 0.9 · d̂ + 0.1 · d with d the mean score of generated images, held between 0 and 1, and
    /// s = 0.2 · max(d̂ − 0.5, 0)². Karras et al. 2018, appendix B.
    public struct NoiseControl: Sendable, Hashable, Codable {
        /// d̂.
        public private(set) var average = 0.0

        /// A control at a value of d̂.
        public init(average: Double = 0) { self.average = average }

        /// s.
        public var strength: Double {
            let excess = max(average - 0.5, 0)
            return 0.2 * excess * excess
        }

        /// Takes note of the mean score of a generated batch.
        public mutating func observe(_ score: Double) {
            average = 0.9 * average + 0.1 * min(max(score, 0), 1)
        }
    }
}
