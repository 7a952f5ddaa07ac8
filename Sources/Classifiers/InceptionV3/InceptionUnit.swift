// SPDX-License-Identifier: Apache-2.0

internal import Layers
internal import Tensors

/// The unit that all of Inception-v3 is made of: a convolution without bias, batch normalisation and
/// ReLU.
///
/// C. Szegedy et al., "Rethinking the inception architecture for computer vision", CVPR 2016.
struct InceptionUnit: ModelessLayer {
    private let convolution: FoldedConvolution

    init(
        _ place: InceptionPlace, from inputs: Int, to outputs: Int, kernel: Sides,
        stride: Sides = 1, padding: Sides = 0
    ) throws {
        let source = place.source
        convolution = try FoldedConvolution(
            source.tensor(
                "\(place.path).conv.weight", [outputs, inputs, kernel.height, kernel.width]),
            .init(
                gain: source.tensorIfPresent("\(place.path).bn.weight", [outputs]),
                shift: source.tensor("\(place.path).bn.bias", [outputs]),
                mean: source.tensor("\(place.path).bn.running_mean", [outputs]),
                variance: source.tensor("\(place.path).bn.running_var", [outputs]),
                epsilon: 1e-3),
            as: source.type, stride: stride, padding: padding)
    }

    func callAsFunction(_ x: Tensor) throws(TensorError) -> Tensor { try convolution.rectified(x) }
}

/// A place in the network, by which a unit finds its tensors.
struct InceptionPlace {
    let source: WeightSource
    let path: String

    static func / (place: InceptionPlace, name: String) -> InceptionPlace {
        InceptionPlace(source: place.source, path: "\(place.path).\(name)")
    }
}

/// What is pooled in a block.
enum InceptionPooling: ModelessLayer {
    /// Means of 3×3 at every pixel; zeros beyond the border count in TorchVision's network and do not
    /// in the original one.
    case average(countsBorder: Bool)
    /// Maxima of 3×3 at every pixel.
    case maximum
    /// Maxima of 3×3 at every other pixel, without a border.
    case reduction

    func callAsFunction(_ x: Tensor) throws(TensorError) -> Tensor {
        switch self {
        case .average(let countsBorder):
            try x.averagePooled(3, stride: 1, padding: 1, countingPadding: countsBorder)
        case .maximum: try x.maxPooled(3, stride: 1, padding: 1)
        case .reduction: try x.maxPooled(3, stride: 2)
        }
    }
}

/// Branches that see the same input; their channels follow each other in the order given.
struct InceptionBranches: ModelessLayer {
    private let branches: [any ModelessLayer]

    init(_ branches: any ModelessLayer...) { self.branches = branches }

    func callAsFunction(_ x: Tensor) throws(TensorError) -> Tensor {
        var outputs: [Tensor] = []
        for branch in branches { outputs.append(try branch(x)) }
        return try .concatenated(outputs, along: 1)
    }
}

/// Layers of a branch one after another.
struct InceptionBranch: ModelessLayer {
    private let layers: [any ModelessLayer]

    init(_ layers: any ModelessLayer...) { self.layers = layers }

    func callAsFunction(_ x: Tensor) throws(TensorError) -> Tensor {
        var x = x
        for layer in layers { x = try layer(x) }
        return x
    }
}
