// SPDX-License-Identifier: Apache-2.0

/// The sizes of a finer level's convolutional networks.
public struct BandArchitecture: Sendable, Hashable, Codable {
    /// One convolution of a discriminator.
    public struct Step: Sendable, Hashable, Codable {
        /// How many maps it makes.
        public var maps: Int
        /// The side of its kernel.
        public var kernel: Int
        /// How far the kernel moves.
        public var stride: Int
        /// Zeros around the image.
        public var padding: Int

        /// Creates a step.
        public init(maps: Int, kernel: Int, stride: Int = 1, padding: Int = 0) {
            self.maps = maps
            self.kernel = kernel
            self.stride = stride
            self.padding = padding
        }
    }

    /// How many maps the generator's hidden layers have.
    public var generatorMaps: Int
    /// The sides of the kernels of the generator's three layers, odd; borders are padded with zeros.
    public var generatorKernels: [Int]
    /// Whether the generator's hidden layers are normalised by batches, before the ReLU.
    public var normalises: Bool
    /// What the generator's last weights are multiplied by at the start: bands are small, and with a
    /// small factor a sample is at first the enlarged coarser image alone.
    public var outputScale: Double
    /// What the generator's first weights for the noise are multiplied by: the smaller, the more a band
    /// follows from l until noise is found to be of use.
    public var noiseScale: Double
    /// Whether the mean of each 2×2 pixels is taken from a band, so that a sample, reduced, is the coarse
    /// image that it was made from: ``BlockMeanRemoval``, for `box2` alone.
    public var keepsCoarseImage: Bool
    /// The discriminator's convolutions.
    public var discriminatorSteps: [Step]
    /// The slope of the discriminator's units below zero; 0 is a ReLU.
    public var slope: Double
    /// The share of the discriminator's last features that fall in training.
    public var dropout: Double

    /// Creates sizes; what is left out is as published for CIFAR-10 and STL-10 (section 3).
    public init(
        generatorMaps: Int = 64, generatorKernels: [Int] = [7, 7, 5], normalises: Bool = false,
        outputScale: Double = 1, noiseScale: Double = 1, keepsCoarseImage: Bool = false,
        discriminatorSteps: [Step] = [
            Step(maps: 64, kernel: 5), Step(maps: 64, kernel: 5, stride: 2),
        ], slope: Double = 0, dropout: Double = 0.5
    ) {
        precondition(generatorKernels.count == 3, "a band generator has three layers")
        self.generatorMaps = generatorMaps
        self.generatorKernels = generatorKernels
        self.normalises = normalises
        self.outputScale = outputScale
        self.noiseScale = noiseScale
        self.keepsCoarseImage = keepsCoarseImage
        self.discriminatorSteps = discriminatorSteps
        self.slope = slope
        self.dropout = dropout
    }

    /// The published networks with another number of maps.
    public static func published(maps: Int) -> BandArchitecture {
        BandArchitecture(
            generatorMaps: maps,
            discriminatorSteps: [
                Step(maps: maps, kernel: 5), Step(maps: maps, kernel: 5, stride: 2),
            ])
    }

    /// The sides of the discriminator's maps for images of a side.
    public func discriminatorSides(of side: Int) -> [Int] {
        var side = side
        return discriminatorSteps.map { step in
            side = (side + 2 * step.padding - step.kernel) / step.stride + 1
            return side
        }
    }
}
