// SPDX-License-Identifier: Apache-2.0

public import Layers
public import Tensors

// The networks for LSUN (section 3): widths and order of layers as in the authors' program, whose
// grouped convolutions stand for its random tables of connections.

/// The large generator of a finer level: five convolutions of {64, 368, 128, 224} maps.
///
/// After the third block pairs of maps are pooled to their length, √(a² + b²). Batch normalisation
/// follows the ReLU and has no learned gain; the released program has it after the band as well.
public struct LargeBandGenerator: BandGenerating {
    /// One plane.
    public let noiseShape: [Int]
    private let layers: LayerChain

    /// Creates the network under a scope for levels of `channels` × `side` × `side`.
    public init(_ scope: Scope, channels: Int, side: Int) throws(TensorError) {
        noiseShape = [1, side, side]
        func block(
            _ number: Int, from inputs: Int, to maps: Int, kernel: Int, groups: Int
        ) throws(TensorError) -> LayerChain {
            let name = "hidden\(number)"
            return LayerChain(
                try Convolution(
                    scope / name, from: inputs, to: maps, kernel: Sides(kernel),
                    padding: Sides(kernel / 2), groups: groups),
                Activation.relu, try Self.normalisation(scope / name / "norm", maps))
        }
        layers = LayerChain(
            try block(1, from: 1 + channels, to: 64, kernel: 7, groups: 1),  // N, 64, F, F
            try block(2, from: 64, to: 368, kernel: 7, groups: 4),  // N, 368, F, F
            Dropout(scope / "drop2", rate: 0.5, unit: .channel),
            try block(3, from: 368, to: 128, kernel: 7, groups: 4),  // N, 128, F, F
            PairPooling(),  // N, 64, F, F
            try block(4, from: 64, to: 224, kernel: 5, groups: 2),  // N, 224, F, F
            Dropout(scope / "drop4", rate: 0.5, unit: .channel),
            try Convolution(scope / "band", from: 224, to: channels, kernel: 7, padding: 3),
            try Self.normalisation(scope / "band" / "norm", channels))  // N, C, F, F
    }

    private static func normalisation(
        _ scope: Scope, _ channels: Int
    ) throws(TensorError) -> BatchNormalisation {
        try BatchNormalisation(scope, channels: channels, gain: nil, shift: nil)
    }

    /// The bands.
    public func callAsFunction(
        _ noise: Tensor, _ condition: LevelCondition, _ mode: Mode
    ) throws(TensorError) -> Tensor {
        try layers(
            .concatenated([noise] + (condition.lowPass.map { [$0] } ?? []), along: 1), mode)
    }
}

/// The large discriminator of a finer level: l + h, three convolutions of {48, 448, 416} maps without
/// padding, one logit.
public struct LargeBandDiscriminator: BandJudging {
    private let layers: LayerChain

    /// Creates the network under a scope for levels of `channels` × `side` × `side`, a side of at
    /// least 13.
    public init(_ scope: Scope, channels: Int, side: Int) throws(TensorError) {
        let last = side - 2 - 4 - 6
        layers = LayerChain(
            try Convolution(scope / "hidden1", from: channels, to: 48, kernel: 3),
            Activation.relu,
            try Convolution(scope / "hidden2", from: 48, to: 448, kernel: 5, groups: 4),
            Activation.relu,
            try Convolution(scope / "hidden3", from: 448, to: 416, kernel: 7, groups: 16),
            Activation.relu, Flattening(),
            try Dense(scope / "score", from: 416 * last * last, to: 1))
    }

    /// The logits.
    public func callAsFunction(
        _ band: Tensor, _ condition: LevelCondition, _ mode: Mode
    ) throws(TensorError) -> Tensor {
        try layers(
            condition.lowPass.map { low throws(TensorError) in try low + band } ?? band, mode
        )
        .removingAxis(1)
    }
}

/// The length of each pair of neighbouring maps: (N, 2C, H, W) becomes (N, C, H, W).
struct PairPooling: ModelessLayer {
    func callAsFunction(_ x: Tensor) throws(TensorError) -> Tensor {
        let shape = x.shape
        let pairs = try x.reshaped([shape[0], shape[1] / 2, 2, shape[2], shape[3]])
        // The root has no slope at 0, where both maps are.
        return try (pairs.squared().sum(along: 2) + 1e-12).squareRoot()
    }
}
