// SPDX-License-Identifier: Apache-2.0

internal import Layers
internal import Tensors

/// MobileNet v1 for images (N, 3, 224, 224), as Keras stores it: a small ImageNet classifier of any
/// width.
///
/// A. Howard et al., "MobileNets", 2017, table 1.
///
/// A convolution, 13 pairs of a convolution a channel and one over channels, each with batch
/// normalisation and ReLU up to 6, and the mean of each map, which are the features.
struct MobileNet: ClassifierNetwork {
    let classCount: Int
    let featureCount: Int
    let batchSize = 32

    private let layers: [Layer]
    private let weight: Tensor
    private let bias: Tensor

    private struct Layer {
        let convolution: FoldedConvolution
        /// With a stride of 2, zeros are added at the bottom and the right alone.
        let isHalving: Bool

        func callAsFunction(_ x: Tensor) throws(TensorError) -> Tensor {
            let input = isHalving ? try x.padded(bottom: 1, right: 1) : x
            return try convolution(input).clamped(from: 0, to: 6)
        }
    }

    /// Whether the names in a file are Keras's of this network.
    static func isNamed(by names: Set<String>) -> Bool {
        names.contains("conv1/kernel") && names.contains("conv_dw_13/depthwise_kernel")
    }

    /// Builds the network from a file's tensors; its width and classes are the file's.
    ///
    /// - Throws: `ParameterError` when the file is of another network.
    init(_ source: WeightSource) throws {
        let width = source.shape(of: "conv1/kernel")?.last ?? 32
        let classes = source.shape(of: "conv_preds/kernel")?.last ?? 1000
        // Table 1 of the paper: stride and outputs in multiples of the first layer's.
        let pairs: [(stride: Int, outputs: Int)] =
            [(1, 2), (2, 4), (1, 4), (2, 8), (1, 8), (2, 16)]
            + [(Int, Int)](repeating: (1, 16), count: 5) + [(2, 32), (1, 32)]

        func layer(
            _ name: String, kernel: String, _ shape: [Int], axes: [Int], stride: Int,
            groups: Int = 1
        ) throws -> Layer {
            let kernel = try source.tensor("\(name)/\(kernel)", shape).permuted(axes)
            let outputs = [kernel.shape[0]]
            let normalisation = FoldedConvolution.Normalisation(
                gain: try source.tensor("\(name)_bn/gamma", outputs),
                shift: try source.tensor("\(name)_bn/beta", outputs),
                mean: try source.tensor("\(name)_bn/moving_mean", outputs),
                variance: try source.tensor("\(name)_bn/moving_variance", outputs), epsilon: 1e-3)
            let isPadded = stride == 1 && kernel.shape[2] > 1
            return Layer(
                convolution: try FoldedConvolution(
                    kernel, normalisation, as: source.type, stride: Sides(stride),
                    padding: isPadded ? 1 : 0, groups: groups),
                isHalving: stride == 2)
        }

        var inputs = width
        var layers = [
            try layer("conv1", kernel: "kernel", [3, 3, 3, width], axes: [3, 2, 0, 1], stride: 2)
        ]
        for (index, pair) in pairs.enumerated() {
            layers.append(
                try layer(
                    "conv_dw_\(index + 1)", kernel: "depthwise_kernel", [3, 3, inputs, 1],
                    axes: [2, 3, 0, 1], stride: pair.stride, groups: inputs))
            let outputs = pair.outputs * width
            layers.append(
                try layer(
                    "conv_pw_\(index + 1)", kernel: "kernel", [1, 1, inputs, outputs],
                    axes: [3, 2, 0, 1], stride: 1))
            inputs = outputs
        }
        self.layers = layers
        weight = try source.tensor("conv_preds/kernel", [1, 1, inputs, classes])
            .reshaped([inputs, classes]).transposed().converted(to: source.type)
        bias = try source.tensor("conv_preds/bias", [classes]).converted(to: source.type)
        try source.finish()
        classCount = classes
        featureCount = inputs
    }

    func callAsFunction(_ x: Tensor) throws(TensorError) -> (logits: Tensor, features: Tensor) {
        var x = try x.channelsLast()
        for layer in layers { x = try layer(x) }
        let features = try x.mean(along: 2, 3)
        return (try features.linear(weight: weight, bias: bias), features)
    }
}
