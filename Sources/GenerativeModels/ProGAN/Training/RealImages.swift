// SPDX-License-Identifier: Apache-2.0

public import Datasets
public import Pyramids
internal import Raster
internal import SeededRandom
internal import TensorPyramids
public import Tensors
public import Training

extension ProGAN {
    /// Which reals a round sees; the stage reads them on the level it is at.
    public struct RealBatch: Sendable, Hashable {
        /// Their indices in the set.
        public let indices: [Int]
        /// Which of them are mirrored.
        public let mirrored: [Bool]

        /// Names the images of a batch.
        public init(indices: [Int], mirrored: [Bool]) {
            precondition(indices.count == mirrored.count, "one flag for each image")
            self.indices = indices
            self.mirrored = mirrored
        }
    }

    /// Reals in shuffled order, without end.
    ///
    /// What comes depends on the seed and the position alone, so batches may change their size.
    public struct RealOrder: BatchSource {
        /// How many images have been drawn.
        public var position = 0
        private var order: BatchOrder
        private let stream: RandomStream
        private let mirrors: Bool

        /// The order of a set of `count` images.
        public init(count: Int, seed: UInt64, mirrors: Bool) {
            order = BatchOrder(count: count, seed: seed)
            stream = RandomStream(seed: seed) / "mirror"
            self.mirrors = mirrors
        }

        /// The next `count` images.
        public mutating func next(count: Int) -> RealBatch {
            let places = position..<position + count
            position += count
            return RealBatch(
                indices: places.map { order.index(at: $0) },
                mirrored: places.map { place in
                    guard mirrors else { return false }
                    var generator = (stream / place).generator()
                    return generator.uniform() < 0.5
                })
        }
    }

    /// Reals as tensors on any level.
    public struct RealImages: Sendable {
        /// The images.
        public let levels: any ByteLevels
        private let pyramid: TensorExecutor

        /// Wraps a set whose levels reach from `resolution` down to 4.
        ///
        /// - Throws: `DatasetError` when the images are of another size or have other channels.
        public init(_ levels: any ByteLevels, for architecture: Architecture) throws(DatasetError) {
            let side = architecture.resolution
            let expected = architecture.resolutions.reversed().map {
                ImageSize(width: $0, height: $0)
            }
            func require(
                _ holds: Bool, _ problem: String, _ remedy: String
            ) throws(DatasetError) {
                guard holds else {
                    throw DatasetError(place: "the set", problem: problem, remedy: remedy)
                }
            }
            try require(
                levels.sizes.first == expected[0],
                "its images are \(levels.sizes[0]), and the recipe makes \(side)×\(side)",
                "use --crop square and --resize \(side), or another recipe")
            try require(
                levels.sizes == expected,
                "it has \(levels.sizes.count) levels, and \(expected.count) are needed to 4×4",
                "build the store without --levels")
            try require(
                levels.channels.count == architecture.channels,
                "its images are \(levels.channels.rawValue), and the recipe makes "
                    + "\(architecture.channels) channels",
                "use --channels")
            let classes = levels.labels?.classCount ?? 0
            try require(
                architecture.classes == 0 || classes == architecture.classes,
                "it has \(classes) classes, and the recipe makes \(architecture.classes)",
                "train without --labels, or on a set with classes")
            self.levels = levels
            pyramid = TensorExecutor(architecture.fade.filter)
        }

        /// The images of a batch at a detail: (N, channels, side, side) from −1 to 1.
        public func tensor(
            _ batch: RealBatch, at detail: LevelOfDetail, type: ElementType = .float32,
            on device: Device = .cpu
        ) throws(TensorError) -> Tensor {
            let size = levels.sizes[detail.level]
            var bytes: [UInt8] = []
            bytes.reserveCapacity(batch.indices.count * size.area * levels.channels.count)
            for (index, isMirrored) in zip(batch.indices, batch.mirrored) {
                let start = bytes.count
                levels.append(index, level: detail.level, to: &bytes)
                if isMirrored {
                    for row in stride(from: start, to: bytes.count, by: size.width) {
                        bytes[row..<row + size.width].reverse()
                    }
                }
            }
            let shape = [batch.indices.count, levels.channels.count, size.height, size.width]
            let images = try Tensor(bytes, shape: shape, on: device).converted(to: type)
            return try pyramid.showing(detail, of: images * (2 / 255) - 1)
        }

        /// The classes of a batch, one whole number an image; nil for a set without.
        func labels(_ batch: RealBatch) throws(TensorError) -> Tensor? {
            guard let labels = levels.labels else { return nil }
            return try Tensor(batch.indices.map { labels.values[$0] })
        }
    }
}
