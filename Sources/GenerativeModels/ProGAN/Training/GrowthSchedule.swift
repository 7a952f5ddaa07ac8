// SPDX-License-Identifier: Apache-2.0

public import Pyramids

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

extension ProGAN {
    /// When levels are added, and the batch and learning rate of each: all of it from the number of
    /// images that the discriminator has seen.
    ///
    /// A side is trained on ``trainImages``, then the next one fades in over ``fadeImages``, linearly,
    /// and is trained itself. Karras et al. 2018, appendix A.1.
    public struct GrowthSchedule: Sendable, Hashable, Codable {
        /// The side of the full images.
        public var resolution: Int
        /// The side that training starts with.
        public var firstResolution = 4
        /// Images that train a side when all of it shows.
        public var trainImages: Int
        /// Images over which a side fades in; 0 adds it at once.
        public var fadeImages: Int
        /// The images of a batch where ``batchSizes`` says nothing else.
        public var batchSize: Int
        /// The images of a batch by side.
        public var batchSizes: [Int: Int] = [:]
        /// The learning rate where ``learningRates`` says nothing else.
        public var learningRate = 0.001
        /// The learning rate by side.
        public var learningRates: [Int: Double] = [:]
        /// Images over which the learning rate rises at the very start: exp(−5 (1 − p)²); 0 for none.
        public var rampImages = 0

        /// A schedule.
        public init(
            resolution: Int, firstResolution: Int = 4, trainImages: Int, fadeImages: Int,
            batchSize: Int, batchSizes: [Int: Int] = [:], learningRate: Double = 0.001,
            learningRates: [Int: Double] = [:], rampImages: Int = 0
        ) {
            precondition(trainImages >= 0 && fadeImages >= 0, "images are counted from 0")
            self.resolution = resolution
            self.firstResolution = firstResolution
            self.trainImages = trainImages
            self.fadeImages = fadeImages
            self.batchSize = batchSize
            self.batchSizes = batchSizes
            self.learningRate = learningRate
            self.learningRates = learningRates
            self.rampImages = rampImages
        }

        /// The same batches and learning rates with all levels from the start on: "no growing" in the
        /// paper's figure 4.
        public var withoutGrowing: GrowthSchedule {
            var schedule = self
            schedule.firstResolution = resolution
            schedule.trainImages = 0
            schedule.fadeImages = 0
            return schedule
        }

        /// What holds at one moment of training.
        public struct Moment: Sendable, Hashable {
            /// Which level, and how much of it shows.
            public let detail: LevelOfDetail
            /// The side of its images.
            public let resolution: Int
            /// The images of a batch.
            public let batchSize: Int
            /// The learning rate of both players.
            public let learningRate: Double
        }

        /// What holds after so many images.
        public func moment(afterImages images: Int) -> Moment {
            moment(detail(afterImages: images), afterImages: images)
        }

        /// The batch and the learning rate that a detail has.
        public func moment(_ detail: LevelOfDetail, afterImages images: Int) -> Moment {
            let side = resolution >> detail.level
            return Moment(
                detail: detail, resolution: side, batchSize: batchSizes[side] ?? batchSize,
                learningRate: (learningRates[side] ?? learningRate) * ramp(images))
        }

        /// The detail after so many images.
        public func detail(afterImages images: Int) -> LevelOfDetail {
            let levels = self.levels
            let phaseImages = trainImages + fadeImages
            guard phaseImages > 0 else { return LevelOfDetail(level: levels) }
            let phase = images / phaseImages
            guard phase < levels else { return .full }
            let into = images - phase * phaseImages - trainImages
            return detail(level: levels - phase, faded: into)
        }

        /// A level of which the next finer one has been fading in for so many images.
        func detail(level: Int, faded images: Int) -> LevelOfDetail {
            guard images > 0, fadeImages > 0, level > 0 else { return LevelOfDetail(level: level) }
            guard images < fadeImages else { return LevelOfDetail(level: level - 1) }
            return LevelOfDetail(level: level - 1, alpha: Double(images) / Double(fadeImages))
        }

        /// How many levels are added in the course of training.
        public var levels: Int { (resolution / firstResolution).trailingZeroBitCount }

        /// Images until all levels are there in full.
        public var imagesUntilFull: Int { levels * (trainImages + fadeImages) }

        private func ramp(_ images: Int) -> Double {
            guard images < rampImages else { return 1 }
            let rest = 1 - Double(images) / Double(rampImages)
            return exp(-5 * rest * rest)
        }
    }
}
