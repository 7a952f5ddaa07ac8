// SPDX-License-Identifier: Apache-2.0

public import Tensors

/// Layers of which each sees the input and the outputs of all before it.
///
/// Huang et al., "Densely connected convolutional networks", 2017. With `layers[i]` from
/// C + i · growth to growth channels, (N, C, H, W) becomes (N, C + layers · growth, H, W).
public struct DenseBlock: Layer {
    private let layers: [any Layer]

    /// Creates a block of layers that keep the size of images.
    public init(_ layers: [any Layer]) { self.layers = layers }

    /// Creates the paper's bottleneck block in `scope`: each layer is batch norm, ReLU, a 1×1
    /// convolution to 4 · growth channels, batch norm, ReLU, a 3×3 convolution to growth channels.
    ///
    /// Parameters: `0.norm1`, `0.conv1`, `0.norm2`, `0.conv2`, `1.norm1` …
    public init(
        _ scope: Scope, channels: Int, growth: Int, layers count: Int, dropout: Double = 0,
        weights: WeightRule = .he
    ) throws(TensorError) {
        var layers: [any Layer] = []
        for index in 0..<count {
            let place = scope / index
            let inputs = channels + index * growth
            var parts: [any Layer] = [
                try BatchNormalisation(place / "norm1", channels: inputs), Activation.relu,
                try Convolution(
                    place / "conv1", from: inputs, to: 4 * growth, kernel: 1, bias: false,
                    weights: weights),
                try BatchNormalisation(place / "norm2", channels: 4 * growth), Activation.relu,
                try Convolution(
                    place / "conv2", from: 4 * growth, to: growth, kernel: 3, padding: 1,
                    bias: false, weights: weights),
            ]
            if dropout > 0 { parts.append(Dropout(place / "dropout", rate: dropout)) }
            layers.append(LayerChain(parts))
        }
        self.init(layers)
    }

    /// The input and all outputs side by side.
    public func callAsFunction(_ x: Tensor, _ mode: Mode) throws(TensorError) -> Tensor {
        var features = [x]
        for layer in layers {
            features.append(try layer(Tensor.concatenated(features, along: 1), mode))
        }
        return try Tensor.concatenated(features, along: 1)
    }
}
