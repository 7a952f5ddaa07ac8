// SPDX-License-Identifier: Apache-2.0

internal import Layers
internal import Raster
internal import Tensors

/// A convolutional classifier that trains in minutes on a processor: stages of two 3×3 convolutions
/// with batch normalisation and ReLU, each at half the size and twice the width of the one before,
/// and the mean of each map, which are the features.
///
/// The plan is the one of K. Simonyan and A. Zisserman, "Very deep convolutional networks for
/// large-scale image recognition", 2015, with batch normalisation and without their dense layers.
struct SmallNetwork: ClassifierNetwork {
    /// What a network of this kind is made by.
    struct Shape: Sendable, Hashable {
        let size: ImageSize
        let channels: ChannelLayout
        let classes: Int
        /// The maps of the first stage.
        let width: Int

        /// As many stages as bring the smaller side to about 8 pixels.
        var stages: Int {
            var side = min(size.width, size.height)
            var count = 1
            // 28 and 32 are halved twice; below 12 a half is nearer to 4 than to 8.
            while side >= 12 {
                side /= 2
                count += 1
            }
            return count
        }
    }

    let shape: Shape
    let parameters: ParameterSet
    let batchSize = 32
    private let body: LayerChain
    private let head: Dense

    var classCount: Int { shape.classes }
    var featureCount: Int { shape.width << (shape.stages - 1) }

    init(_ shape: Shape, seed: UInt64, type: ElementType = .float32) throws(TensorError) {
        self.shape = shape
        let scope = Scope(seed: seed, type: type)
        var layers: [any Layer] = []
        var inputs = shape.channels.count
        for stage in 0..<shape.stages {
            if stage > 0 { layers.append(Halving()) }
            let outputs = shape.width << stage
            let place = scope / "stage\(stage + 1)"
            for number in 1...2 {
                layers += [
                    try Convolution(
                        place / "conv\(number)", from: inputs, to: outputs, kernel: 3, padding: 1,
                        bias: false, weights: .he),
                    try BatchNormalisation(place / "norm\(number)", channels: outputs),
                    Activation.relu,
                ]
                inputs = outputs
            }
        }
        body = LayerChain(layers)
        head = try Dense(scope / "head", from: inputs, to: shape.classes)
        parameters = scope.parameters
    }

    /// Logits and features of images from −1 to 1.
    func callAsFunction(
        _ x: Tensor, _ mode: Mode
    ) throws(TensorError) -> (logits: Tensor, features: Tensor) {
        let features = try body(x.channelsLast(), mode).mean(along: 2, 3)
        return (try head(features), features)
    }

    func callAsFunction(_ x: Tensor) throws(TensorError) -> (logits: Tensor, features: Tensor) {
        try self(x, .evaluation)
    }
}

/// The greatest of each 2×2 pixels.
private struct Halving: ModelessLayer {
    func callAsFunction(_ x: Tensor) throws(TensorError) -> Tensor { try x.maxPooled(2) }
}
