// SPDX-License-Identifier: Apache-2.0

import Layers
import SeededRandom
import Tensors
import Testing

/// Every layer's gradients, by its input and by its parameters, against central differences.
struct LayerGradientTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let name: String
        let shape: [Int]
        let layer: @Sendable (Scope) throws -> any Layer

        init(
            _ name: String, _ shape: [Int], _ layer: @escaping @Sendable (Scope) throws -> any Layer
        ) {
            (self.name, self.shape, self.layer) = (name, shape, layer)
        }

        var testDescription: String { name }
    }

    private static let image = [2, 4, 3, 5]

    static let cases: [Case] = [
        .init("dense", [3, 4]) { try Dense($0, from: 4, to: 2) },
        .init("equalized dense", [3, 4]) {
            try Dense($0, from: 4, to: 2, weights: .equalized(gain: 1))
        },
        .init("convolution", image) {
            try Convolution(
                $0, from: 4, to: 2, kernel: 3, stride: Sides(height: 1, width: 2), padding: 1,
                groups: 2)
        },
        .init("transposed convolution", image) {
            try TransposedConvolution(
                $0, from: 4, to: 2, kernel: 3, stride: 2, padding: 1, outputPadding: 1, weights: .he
            )
        },
        .init("enlarging convolution", [2, 3, 3, 4]) {
            try EnlargingConvolution($0, from: 3, to: 2, weights: .equalized(gain: 1))
        },
        .init("normalised dense", [3, 4]) {
            try Dense($0, from: 4, to: 2, weights: .normalised())
        },
        .init("normalised transposed convolution", image) {
            try TransposedConvolution($0, from: 4, to: 2, kernel: 3, weights: .normalised())
        },
        .init("batch normalisation", image) { try BatchNormalisation($0, channels: 4) },
        .init("pixel normalisation", image) { _ in PixelNormalisation() },
        .init("minibatch deviation", [4, 2, 2, 3]) { _ in MinibatchDeviation(groupSize: 2) },
        .init("minibatch discrimination", [4, 3]) {
            try MinibatchDiscrimination(
                $0, features: 3, kernels: 2, dimensions: 2, weights: .normal(deviation: 0.5))
        },
        .init("virtual batch normalisation", image) {
            ReferenceLayer(norm: try VirtualBatchNormalisation($0, channels: 4))
        },
        .init("residual block", image) {
            ResidualBlock(
                try Convolution($0 / "body", from: 4, to: 2, kernel: 3, padding: 1),
                shortcut: try Convolution($0 / "shortcut", from: 4, to: 2, kernel: 1),
                activation: .softplus)
        },
        .init("dense block", [2, 2, 3, 3]) {
            try DenseBlock($0, channels: 2, growth: 1, layers: 2)
        },
        .init("U-Net block", [2, 2, 4, 4]) {
            UNetBlock(
                down: try Convolution(
                    $0 / "down", from: 2, to: 3, kernel: 4, stride: 2, padding: 1),
                inside: Activation.hyperbolicTangent,
                up: try TransposedConvolution(
                    $0 / "up", from: 3, to: 1, kernel: 4, stride: 2, padding: 1))
        },
    ]

    /// Examples and references in one batch, so that the gradients of both are seen.
    struct ReferenceLayer: Layer {
        let norm: VirtualBatchNormalisation

        func callAsFunction(_ x: Tensor, _ mode: Mode) throws(TensorError) -> Tensor {
            let (reference, statistics) = try norm.normaliseReference(x.slice(0..<1))
            return try Tensor.concatenated([
                reference, norm(x.slice(1..<x.shape[0]), against: statistics),
            ])
        }
    }

    @Test(arguments: cases)
    func gradientsEqualDifferences(_ one: Case) throws {
        let scope = Scope(seed: 3, type: .float64)
        let layer = try one.layer(scope)
        var generator = (RandomStream(seed: 5) / one.name).generator()
        let values = (0..<one.shape.reduce(1, *)).map { _ in generator.normal() }
        let x = try Tensor(values, shape: one.shape)
        try x.requireGradient()
        let tensors = [x] + scope.parameters.trained.map(\.tensor)
        // Central differences are good to about ε^(2/3) = 4e-11 of the value, which is up to 100.
        let error = try gradientError(of: tensors) {
            let y = try layer(x, .training)
            let weights = (0..<y.count).map { 0.5 + Double(($0 * 7) % 13) / 13 }
            return try (y * Tensor(weights, shape: y.shape)).sum()
        }
        #expect(error < 1e-8)
    }

    @Test func embeddingsLearnTheRowsThatWereAskedFor() throws {
        let scope = Scope(seed: 3, type: .float64)
        let layer = try Embedding(scope, count: 4, dimensions: 2)
        let numbers = try Tensor([2, 0, 2])
        let table = try #require(scope.parameters["weight"])
        let error = try gradientError(of: [table]) { try layer(numbers).squared().sum() }
        #expect(error < 1e-8)
        #expect(try layer(numbers).shape == [3, 2])
    }

    @Test func gradientCheckFindsWrongGradients() throws {
        let x = try Tensor([1.0, 2])
        try x.requireGradient()
        // The factor is taken for a constant by the gradient alone.
        let error = try gradientError(of: [x]) { try (x * x.detached()).sum() }
        #expect(error > 0.4)
        #expect(try x.values() == [1.0, 2])
    }
}
