// SPDX-License-Identifier: Apache-2.0

extension ProGAN {
    /// What a training does at one side.
    public struct StageSummary: Sendable, Hashable, Codable {
        /// The side of the images.
        public let resolution: Int
        /// Images over which the side fades in.
        public let fadeImages: Int
        /// Images that train it in full.
        public let trainImages: Int
        /// The images of a batch.
        public let batchSize: Int
        /// The generator's weights that take part.
        public let generatorParameters: Int
        /// The discriminator's weights that take part.
        public let discriminatorParameters: Int
        /// The multiplications with additions of both networks, forward, for one image.
        public let multiplyAdds: Int
    }
}

extension ProGAN.Recipe {
    /// The sides that are trained, coarsest first, cut off where the images end.
    public var stages: [ProGAN.StageSummary] {
        let sides = architecture.resolutions.filter { $0 >= growth.firstResolution }
        var left = images
        return sides.compactMap { side in
            let isLast = side == architecture.resolution
            let fade = side == growth.firstResolution ? 0 : min(left, growth.fadeImages)
            left -= fade
            let train = isLast ? left : min(left, growth.trainImages)
            left -= train
            guard fade + train > 0 else { return nil }
            let generator = architecture.generatorLayers(at: side)
            let discriminator = architecture.discriminatorLayers(at: side)
            return ProGAN.StageSummary(
                resolution: side, fadeImages: fade, trainImages: train,
                batchSize: growth.batchSizes[side] ?? growth.batchSize,
                generatorParameters: generator.reduce(0) { $0 + $1.parameters },
                discriminatorParameters: discriminator.reduce(0) { $0 + $1.parameters },
                multiplyAdds: architecture.multiplyAdds(at: side))
        }
    }
}
