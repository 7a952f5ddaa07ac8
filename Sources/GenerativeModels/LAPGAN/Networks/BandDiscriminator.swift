// SPDX-License-Identifier: Apache-2.0

public import Layers
public import Tensors

/// The discriminator of a finer level (section 3).
///
/// Its first operation is the sum l + h: it judges the image Iₖ, but only ever beside the same l.
/// Convolutions with a unit after each, the last one's after flattening, dropout, one logit. The class
/// is one more plane beside the sum.
public struct BandDiscriminator: BandJudging {
    private let classPlane: ClassPlane?
    private let layers: LayerChain

    /// Creates the network under a scope for levels of `channels` × `side` × `side`.
    public init(
        _ scope: Scope, _ architecture: BandArchitecture, channels: Int, side: Int, classes: Int
    ) throws(TensorError) {
        classPlane =
            classes == 0
            ? nil : try ClassPlane(scope / "class", classes: classes, side: side)
        let unit: Activation =
            architecture.slope == 0 ? .relu : .leakyReLU(slope: architecture.slope)
        var layers: [any Layer] = []
        var planes = channels + (classes == 0 ? 0 : 1)
        for (index, step) in architecture.discriminatorSteps.enumerated() {
            layers.append(
                try Convolution(
                    scope / "hidden\(index + 1)", from: planes, to: step.maps,
                    kernel: Sides(step.kernel), stride: Sides(step.stride),
                    padding: Sides(step.padding)))
            layers.append(unit)
            planes = step.maps
        }
        layers.append(Flattening())
        layers.append(Dropout(scope / "drop", rate: architecture.dropout))
        let last = architecture.discriminatorSides(of: side).last ?? side
        layers.append(try Dense(scope / "score", from: planes * last * last, to: 1))
        self.layers = LayerChain(layers)
    }

    /// The logits.
    public func callAsFunction(
        _ band: Tensor, _ condition: LevelCondition, _ mode: Mode
    ) throws(TensorError) -> Tensor {
        var x = band  // N, C, F, F
        if let lowPass = condition.lowPass { x = try lowPass + band }
        if let classPlane, let classes = condition.classes {
            x = try .concatenated([x, classPlane(classes)], along: 1)
        }
        return try layers(x, mode).removingAxis(1)
    }
}

/// All axes after the first as one.
struct Flattening: ModelessLayer {
    func callAsFunction(_ x: Tensor) throws(TensorError) -> Tensor { try x.flattened() }
}
