// SPDX-License-Identifier: Apache-2.0

import SeededRandom
import Tensors
import Testing

/// The convolution that critics are made of, against the operations it joins.
struct LeakyConvolutionTests {
    private let x, weight, bias: Tensor

    init() throws {
        var generator = (RandomStream(seed: 4) / "leaky").generator()
        x = try .normal([2, 3, 6, 5], using: &generator)
        weight = try .normal([4, 3, 3, 3], using: &generator)
        bias = try .normal([4], using: &generator)
    }

    /// The gradients by input, weight and bias of a number that depends on every output twice.
    private func gradients(
        _ x: Tensor, _ layer: (Tensor) throws(TensorError) -> Tensor
    ) throws -> [Tensor] {
        for tensor in [x, weight, bias] { try tensor.requireGradient() }
        let slope = try Tensors.gradients(
            of: [layer(x).converted(to: .float32).squared().sum()], withRespectTo: [x],
            creatingGraph: true)
        return try Tensors.gradients(
            of: [slope[0].converted(to: .float32).squared().sum()],
            withRespectTo: [x, weight, bias])
    }

    private func distance(_ a: Tensor, _ b: Tensor) throws -> Double {
        let b = try b.converted(to: .float32)
        return try (a.converted(to: .float32) - b).norm().item() / b.norm().item()
    }

    @Test("Both layouts give what convolution and activation give, with second derivatives")
    func joined() throws {
        for x in [x, try x.channelsLast()] {
            let own = { (x: Tensor) throws(TensorError) -> Tensor in
                try x.convolved(with: weight, bias: bias, padding: 1, leakyReLU: 0.2)
            }
            let plain = { (x: Tensor) throws(TensorError) -> Tensor in
                try x.convolved(with: weight, bias: bias, padding: 1).leakyReLU(0.2)
            }
            #expect(try distance(own(x), plain(x)) < 1e-6)
            for (one, other) in zip(try gradients(x, own), try gradients(x, plain)) {
                // Sums of some hundred products, in another order.
                #expect(try distance(one, other) < 1e-5)
            }
        }
    }

    @Test("Features of 16 bits stay so, and the weight's gradient has the weight's type")
    func sixteenBits() throws {
        let short = try x.converted(to: .bfloat16)
        let layer = { (x: Tensor) throws(TensorError) -> Tensor in
            try x.convolved(with: weight, bias: bias, padding: 1, leakyReLU: 0.2)
        }
        let output = try layer(short)
        #expect(output.type == .bfloat16)
        // A bfloat16 is rounded by up to 2⁻⁹ of itself: here input, weight and output.
        #expect(try distance(output, layer(x)) < 0.005)
        let found = try gradients(short, layer)
        #expect(found.map(\.type) == [.bfloat16, .float32, .float32])
        for (one, other) in zip(found, try gradients(x, layer)) {
            // Four rounded steps, and numbers near 0 that change their sign.
            #expect(try distance(one, other) < 0.03)
        }
    }

    @Test("A slope below 0 is refused")
    func negativeSlope() throws {
        let error = try #require(throws: TensorError.self) {
            try x.convolved(with: weight, leakyReLU: -0.5)
        }
        #expect(error.problem == "a slope of -0.5 hides the sign of what it is applied to")
    }

    @Test("Pixel norms of 16-bit features are summed in single precision")
    func pixelNorm() throws {
        // 1 + 255 · 2⁻⁹ in sixteen-bit sums would stay 1: each addend is lost on its own.
        let small = Array(repeating: Float(0.0625), count: 255)
        let x = try Tensor([1] + small, shape: [1, 256, 1, 1]).converted(to: .bfloat16)
        let first = try x.pixelNormalised().converted(to: .float32).values(as: Float.self)[0]
        let expected = Float(1 / ((1 + 255 * 0.00390625) / 256.0).squareRoot())
        #expect(abs(first - expected) < 0.005 * expected)
    }
}
