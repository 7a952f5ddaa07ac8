// SPDX-License-Identifier: Apache-2.0

internal import Layers
internal import Tensors

/// Inception-v3 for images (N, 3, 299, 299): 94 convolutions, 5.7 billion multiplications an image.
///
/// Two networks go by the name. The inception score and the Fréchet distance are defined by the graph
/// of December 2015 (1008 outputs), in which means at the border leave out what lies beyond it and
/// the last block pools maxima. TorchVision's (1000 outputs) counts zeros beyond the border and pools
/// means; with the same weights its features differ by 16 %.
struct InceptionV3: ClassifierNetwork {
    /// Which of the two networks.
    enum Variant: Sendable {
        case original
        case torchVision
    }

    /// A part of the network, first to last, with the name that files of weights have.
    private struct Stage {
        let name: String
        let layer: any ModelessLayer
    }

    let classCount: Int
    let featureCount: Int
    let batchSize = 8
    private let stages: [Stage]
    private let layer: FeatureLayer
    private let weight: Tensor
    /// What is added to logits; nil where the score leaves it out.
    private let bias: Tensor?

    /// Builds the network from a file's tensors.
    ///
    /// - Parameters:
    ///   - variant: Which network.
    ///   - source: The tensors; all of them must be the network's.
    ///   - layer: What is taken for features.
    ///   - addsBias: Whether logits have the last layer's bias. The inception score of the original
    ///     network is defined without.
    /// - Throws: `ParameterError` when the file is of another network.
    init(
        _ variant: Variant, _ source: WeightSource, layer: FeatureLayer = .last,
        addsBias: Bool? = nil
    ) throws {
        let classes = variant == .original ? 1008 : 1000
        let mean = InceptionPooling.average(countsBorder: variant == .torchVision)
        let last = variant == .original ? InceptionPooling.maximum : mean
        func place(_ name: String) -> InceptionPlace { InceptionPlace(source: source, path: name) }
        func unit(
            _ name: String, _ inputs: Int, _ outputs: Int, _ kernel: Sides, stride: Sides = 1,
            padding: Sides = 0
        ) throws -> Stage {
            Stage(
                name: name,
                layer: try InceptionUnit(
                    place(name), from: inputs, to: outputs, kernel: kernel, stride: stride,
                    padding: padding))
        }
        func block(
            _ name: String, _ make: (InceptionPlace) throws -> InceptionBranches
        ) rethrows -> Stage { Stage(name: name, layer: try make(place(name))) }
        let widths = [("Mixed_6b", 128), ("Mixed_6c", 160), ("Mixed_6d", 160), ("Mixed_6e", 192)]
        stages =
            [
                try unit("Conv2d_1a_3x3", 3, 32, 3, stride: 2),  // N, 32, 149, 149
                try unit("Conv2d_2a_3x3", 32, 32, 3),  // N, 32, 147, 147
                try unit("Conv2d_2b_3x3", 32, 64, 3, padding: 1),
                Stage(name: "MaxPool_1", layer: InceptionPooling.reduction),  // N, 64, 73, 73
                try unit("Conv2d_3b_1x1", 64, 80, 1),
                try unit("Conv2d_4a_3x3", 80, 192, 3),  // N, 192, 71, 71
                Stage(name: "MaxPool_2", layer: InceptionPooling.reduction),  // N, 192, 35, 35
                try block("Mixed_5b") { try .a($0, from: 192, pooled: 32, mean) },
                try block("Mixed_5c") { try .a($0, from: 256, pooled: 64, mean) },
                try block("Mixed_5d") { try .a($0, from: 288, pooled: 64, mean) },
                try block("Mixed_6a") { try .b($0, from: 288) },  // N, 768, 17, 17
            ]
            + (try widths.map { name, width in try block(name) { try .c($0, inner: width, mean) } })
            + [
                try block("Mixed_7a") { try .d($0) },  // N, 1280, 8, 8
                try block("Mixed_7b") { try .e($0, from: 1280, mean) },  // N, 2048, 8, 8
                try block("Mixed_7c") { try .e($0, from: 2048, last) },
            ]
        weight = try source.tensor("fc.weight", [classes, 2048]).converted(to: source.type)
        let bias = try source.tensor("fc.bias", [classes]).converted(to: source.type)
        self.bias = (addsBias ?? (variant == .torchVision)) ? bias : nil
        try source.finish()
        classCount = classes
        featureCount = layer.count
        self.layer = layer
    }

    /// Logits and features of images whose samples are from −1 to 1.
    func callAsFunction(_ x: Tensor) throws(TensorError) -> (logits: Tensor, features: Tensor) {
        var features: Tensor?
        let last = try run(x) { name, output throws(TensorError) in
            if name == layer.stage { features = try output.mean(along: 2, 3) }
        }
        let pooled = try last.mean(along: 2, 3)  // N, 2048
        return (try pooled.linear(weight: weight, bias: bias), features ?? pooled)
    }

    /// Runs the stages and shows each one's output.
    func run(
        _ x: Tensor, _ show: (String, Tensor) throws(TensorError) -> Void
    ) throws(TensorError) -> Tensor {
        var x = try x.channelsLast()
        for stage in stages {
            x = try stage.layer(x)
            try show(stage.name, x)
        }
        return x
    }
}
