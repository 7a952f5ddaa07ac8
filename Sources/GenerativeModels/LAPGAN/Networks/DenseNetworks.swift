// SPDX-License-Identifier: Apache-2.0

public import Layers
public import Tensors

/// The sizes of the coarsest level's dense networks, a plain GAN.
public struct DenseArchitecture: Sendable, Hashable, Codable {
    /// How many numbers the noise has.
    public var noise: Int
    /// The width of the generator's two hidden layers.
    public var generatorHidden: Int
    /// The width of the discriminator's two hidden layers.
    public var discriminatorHidden: Int
    /// Whether the generator's hidden layers are normalised by batches, before the ReLU.
    public var normalises: Bool
    /// The slope of the discriminator's units below zero; 0 is a ReLU.
    public var slope: Double
    /// The share of the discriminator's hidden units that fall in training.
    public var dropout: Double

    /// Creates sizes; what is left out is as published for CIFAR-10 (section 3).
    public init(
        noise: Int = 100, generatorHidden: Int = 1200, discriminatorHidden: Int = 600,
        normalises: Bool = false, slope: Double = 0, dropout: Double = 0.5
    ) {
        self.noise = noise
        self.generatorHidden = generatorHidden
        self.discriminatorHidden = discriminatorHidden
        self.normalises = normalises
        self.slope = slope
        self.dropout = dropout
    }
}

/// The generator of the coarsest level: noise (N, z) becomes an image (N, C, s, s).
///
/// z → Linear → ReLU → Linear → ReLU → Linear, whose output is linear (section 3). The one-hot class
/// stands after the noise.
public struct DenseGenerator: BandGenerating {
    /// z.
    public let noiseShape: [Int]
    private let layers: LayerChain
    private let imageShape: [Int]

    /// Creates the network under a scope for images of `channels` × `side` × `side`.
    public init(
        _ scope: Scope, _ architecture: DenseArchitecture, channels: Int, side: Int, classes: Int
    ) throws(TensorError) {
        let width = architecture.generatorHidden
        var layers: [any Layer] = []
        for (name, inputs) in [("hidden1", architecture.noise + classes), ("hidden2", width)] {
            layers.append(
                try Dense(
                    scope / name, from: inputs, to: width, bias: !architecture.normalises))
            if architecture.normalises {
                layers.append(try BatchNormalisation(scope / name / "norm", channels: width))
            }
            layers.append(Activation.relu)
        }
        layers.append(try Dense(scope / "image", from: width, to: channels * side * side))
        self.layers = LayerChain(layers)
        noiseShape = [architecture.noise]
        imageShape = [channels, side, side]
    }

    /// The images.
    public func callAsFunction(
        _ noise: Tensor, _ condition: LevelCondition, _ mode: Mode
    ) throws(TensorError) -> Tensor {
        var x = noise  // N, z
        if let classes = condition.classes {
            x = try .concatenated([x, classes], along: 1)  // N, z + classes
        }
        return try layers(x, mode).reshaped([noise.shape[0]] + imageShape)  // N, C, s, s
    }
}

/// The discriminator of the coarsest level: two hidden layers with dropout (section 3).
///
/// The one-hot class stands after the flattened image.
public struct DenseDiscriminator: BandJudging {
    private let layers: LayerChain

    /// Creates the network under a scope.
    public init(
        _ scope: Scope, _ architecture: DenseArchitecture, channels: Int, side: Int, classes: Int
    ) throws(TensorError) {
        let width = architecture.discriminatorHidden
        let unit: Activation =
            architecture.slope == 0 ? .relu : .leakyReLU(slope: architecture.slope)
        let inputs = channels * side * side + classes
        layers = LayerChain(
            try Dense(scope / "hidden1", from: inputs, to: width), unit,
            Dropout(scope / "drop1", rate: architecture.dropout),
            try Dense(scope / "hidden2", from: width, to: width), unit,
            Dropout(scope / "drop2", rate: architecture.dropout),
            try Dense(scope / "score", from: width, to: 1))
    }

    /// The logits.
    public func callAsFunction(
        _ band: Tensor, _ condition: LevelCondition, _ mode: Mode
    ) throws(TensorError) -> Tensor {
        var x = try band.flattened()  // N, C·s·s
        if let classes = condition.classes { x = try .concatenated([x, classes], along: 1) }
        return try layers(x, mode).removingAxis(1)
    }
}
