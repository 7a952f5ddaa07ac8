// SPDX-License-Identifier: Apache-2.0

public import Layers
public import Tensors

/// Which pair of networks a level has.
public enum LevelArchitecture: Sendable, Hashable, Codable {
    /// Dense layers, for the coarsest level.
    case dense(sizes: DenseArchitecture)
    /// Convolutions, for any finer level.
    case convolutional(sizes: BandArchitecture)
    /// The large networks for LSUN.
    case large

    /// Whether bands have no means of 2×2 pixels.
    var keepsCoarseImage: Bool {
        guard case .convolutional(let sizes) = self else { return false }
        return sizes.keepsCoarseImage
    }
}

/// The generator of a level with all that it learns.
public struct LevelGenerator {
    /// The network.
    public let network: any BandGenerating
    /// Its tensors by name.
    public let parameters: ParameterSet

    /// Creates the generator of a level with first weights from a seed.
    public init(
        _ architecture: LevelArchitecture, _ shape: LevelShape, seed: UInt64,
        type: ElementType = .float32
    ) throws(TensorError) {
        let scope = Scope(seed: seed, type: type)
        let (channels, side, classes) = (shape.channels, shape.side, shape.classes)
        network =
            switch architecture {
            case .dense(let sizes):
                try DenseGenerator(
                    scope, sizes, channels: channels, side: side, classes: classes)
            case .convolutional(let sizes):
                try BandGenerator(
                    scope, sizes, channels: channels, side: side, classes: classes)
            case .large: try LargeBandGenerator(scope, channels: channels, side: side)
            }
        parameters = scope.parameters
    }
}

/// The discriminator of a level with all that it learns.
public struct LevelDiscriminator {
    /// The network.
    public let network: any BandJudging
    /// Its tensors by name.
    public let parameters: ParameterSet

    /// Creates the discriminator of a level with first weights from a seed.
    public init(
        _ architecture: LevelArchitecture, _ shape: LevelShape, seed: UInt64,
        type: ElementType = .float32
    ) throws(TensorError) {
        let scope = Scope(seed: seed, type: type)
        let (channels, side, classes) = (shape.channels, shape.side, shape.classes)
        network =
            switch architecture {
            case .dense(let sizes):
                try DenseDiscriminator(
                    scope, sizes, channels: channels, side: side, classes: classes)
            case .convolutional(let sizes):
                try BandDiscriminator(
                    scope, sizes, channels: channels, side: side, classes: classes)
            case .large: try LargeBandDiscriminator(scope, channels: channels, side: side)
            }
        parameters = scope.parameters
    }
}

/// What the networks of a level must fit.
public struct LevelShape: Sendable, Hashable {
    /// How many colour planes images have.
    public let channels: Int
    /// The side of the level in pixels.
    public let side: Int
    /// How many classes there are; 0 for none.
    public let classes: Int

    /// Creates a shape.
    public init(channels: Int = 3, side: Int, classes: Int = 0) {
        self.channels = channels
        self.side = side
        self.classes = classes
    }
}
