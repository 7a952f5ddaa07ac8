// SPDX-License-Identifier: Apache-2.0

internal import Layers
public import Pyramids
public import Raster
internal import SeededRandom
internal import TensorPyramids
public import Tensors

extension ProGAN {
    /// Makes images of a generator at full size; at a coarser detail its pixels are repeated.
    public struct Sampler: ImageGenerator {
        /// What makes the images.
        public let generator: Generator
        /// The detail they are made at.
        public let detail: LevelOfDetail
        /// The class that all images are of; nil draws one for each.
        public let label: Int?
        private let device: Device
        private let pyramid = TensorExecutor(.box)

        /// A sampler of a generator at a detail.
        ///
        /// - Parameters:
        ///   - generator: What makes the images.
        ///   - detail: Which level, and how much of it shows.
        ///   - label: The class of all images, for a generator with classes; nil draws one for each.
        ///   - device: Where the generator is.
        public init(
            _ generator: Generator, at detail: LevelOfDetail = .full, label: Int? = nil,
            on device: Device = .cpu
        ) {
            if let label {
                precondition(
                    label >= 0 && label < generator.architecture.classes,
                    "class \(label) of \(generator.architecture.classes)")
            }
            self.generator = generator
            self.detail = detail
            self.label = label
            self.device = device
        }

        /// The size of the images.
        public var size: ImageSize {
            let side = generator.architecture.resolution
            return ImageSize(width: side, height: side)
        }

        /// Images of a seed, in the signed range and not clipped.
        public func images(_ indices: Range<Int>, seed: UInt64) throws -> ImageBatch {
            try images(
                latents: indices.map { latents($0, seed: seed) },
                labels: indices.map { label(of: $0, seed: seed) })
        }

        /// Images of latent vectors, and of classes for a generator with classes.
        ///
        /// - Parameters:
        ///   - latents: One vector an image; at least one.
        ///   - labels: One class an image; looked at only by a generator with classes.
        /// - Returns: The images in order, in the signed range and not clipped.
        /// - Throws: What LibTorch refuses.
        public func images(latents: [[Float]], labels: [Int]) throws -> ImageBatch {
            try withoutGradient {
                let architecture = generator.architecture
                let z = try Tensor(
                    latents.flatMap(\.self), shape: [latents.count, architecture.latents],
                    on: device)
                let rows =
                    architecture.classes == 0
                    ? nil
                    : try Tensor(labels).oneHot(classes: architecture.classes)
                        .converted(to: .float32, on: device)
                var images = try generator(z, labels: rows, at: detail, .evaluation)
                for _ in 0..<detail.level {
                    images = try pyramid.expand(images, to: .doubled(images))
                }
                return try images.imageBatch(range: .signed)
            }
        }

        /// The latent vector of an image of a seed.
        public func latents(_ index: Int, seed: UInt64) -> [Float] {
            var generator = (RandomStream(seed: seed) / "latents" / index).generator()
            return generator.normals(count: self.generator.architecture.latents)
        }

        /// The class of an image of a seed; 0 without classes.
        public func label(of index: Int, seed: UInt64) -> Int {
            guard generator.architecture.classes > 0 else { return 0 }
            if let label { return label }
            var generator = (RandomStream(seed: seed) / "labels" / index).generator()
            return generator.index(below: self.generator.architecture.classes)
        }
    }
}
