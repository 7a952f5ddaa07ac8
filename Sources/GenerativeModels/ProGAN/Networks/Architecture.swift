// SPDX-License-Identifier: Apache-2.0

internal import Layers

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

extension ProGAN {
    /// How large the two networks are.
    ///
    /// A side of 2ʳ has min(⌊base / 2^((r − 1) · decay)⌋, most) maps: with 8192 and 512 they are 512 up to
    /// 32×32, then half as many with every doubling (Karras et al. 2018, Table 2).
    public struct Architecture: Sendable, Hashable, Codable {
        /// The side of the full images, a power of two of at least 4.
        public var resolution: Int
        /// The channels of an image.
        public var channels = 3
        /// What the number of maps is counted down from.
        public var baseMaps = 8192
        /// How fast the number of maps falls.
        public var mapDecay = 1.0
        /// The most maps of a layer.
        public var mostMaps = 512
        /// The maps of the sides from 4 up, where they follow another rule; nil for the rule above.
        public var mapsBySide: [Int]?
        /// The numbers of a latent vector; nil is as many as the coarsest layer has maps.
        public var latentSize: Int?
        /// How many classes images are made by; 0 for none.
        public var classes = 0
        /// What of the paper's techniques is used.
        public var techniques = Techniques()
        /// The pyramid whose finest band grows while a level fades in: of the reals, of what the
        /// generator makes, and of what the discriminator sees of the coarser level.
        ///
        /// The paper's is `box2`; the networks repeat and average pixels whatever this is.
        public var fade = PyramidOperators.box2

        /// An architecture; what is left out is the paper's.
        public init(
            resolution: Int, channels: Int = 3, baseMaps: Int = 8192, mostMaps: Int = 512,
            latentSize: Int? = nil, classes: Int = 0, techniques: Techniques = Techniques()
        ) {
            precondition(
                resolution >= 4 && resolution.nonzeroBitCount == 1,
                "a side of \(resolution) is no power of two from 4 on")
            self.resolution = resolution
            self.channels = channels
            self.baseMaps = baseMaps
            self.mostMaps = mostMaps
            self.latentSize = latentSize
            self.classes = classes
            self.techniques = techniques
        }

        /// The sides from 4 up to the full one.
        public var resolutions: [Int] {
            (2...resolution.trailingZeroBitCount).map { 1 << $0 }
        }

        /// The sides less one: the coarsest level.
        public var coarsestLevel: Int { resolutions.count - 1 }

        /// The side of a level, 0 the finest.
        public func resolution(ofLevel level: Int) -> Int { resolution >> level }

        /// How many maps a side has.
        public func maps(at resolution: Int) -> Int {
            if let mapsBySide { return mapsBySide[resolution.trailingZeroBitCount - 2] }
            return maps(stage: Double(resolution.trailingZeroBitCount - 1))
        }

        /// The numbers of a latent vector.
        public var latents: Int { latentSize ?? mapsBySide?.first ?? maps(stage: 0) }

        /// The biases of the generator's first layer.
        var firstBiases: Int { maps(at: 4) * (techniques.firstBias == .unit ? 16 : 1) }

        private func maps(stage: Double) -> Int {
            min(Int((Double(baseMaps) / pow(2, stage * mapDecay)).rounded(.down)), mostMaps)
        }

        /// The rule of a layer's weight with a gain.
        func weights(gain: Double) -> WeightRule {
            switch techniques.weights {
            case .equalized: .equalized(gain: gain)
            case .he: .stored(.he(gain: gain))
            }
        }
    }
}
