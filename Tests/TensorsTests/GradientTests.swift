// SPDX-License-Identifier: Apache-2.0

import Tensors
import Testing

/// The gradient of every operation against central differences in double precision.
struct GradientTests {
    private static let image = [2, 4, 4, 6]

    static let elementwise: [DifferentiableFunction] = [
        .init("a + b", [[2, 3], [3]]) { try $0[0] + $0[1] },
        .init("a - b", [[2, 3], [2, 1]]) { try $0[0] - $0[1] },
        .init("a * b", [[2, 3], [3]]) { try $0[0] * $0[1] },
        .init("a / b", [[2, 3], [3]], range: 0.5...2) { try $0[0] / $0[1] },
        .init("numbers", [[6]], range: 0.5...2) { try (3 - ($0[0] * 2 + 1) / 4) * (2 / $0[0]) },
        .init("a ^ b", [[4], [4]], range: 0.5...2) { try $0[0].power($0[1]) },
        .init("a ^ 3", [[4]]) { try $0[0].power(3) },
        .init("negative", [[4]]) { try -$0[0] },
        .init("magnitude", [[4]], range: 0.5...2) { try $0[0].magnitude() },
        .init("reciprocal", [[4]], range: 0.5...2) { try $0[0].reciprocal() },
        .init("squared", [[4]]) { try $0[0].squared() },
        .init("square root", [[4]], range: 0.5...2) { try $0[0].squareRoot() },
        .init("1 / root", [[4]], range: 0.5...2) { try $0[0].reciprocalSquareRoot() },
        .init("exponential", [[4]]) { try $0[0].exponential() },
        .init("logarithm", [[4]], range: 0.5...2) { try $0[0].logarithm() },
        .init("ln(1 + x)", [[4]], range: -0.5...2) { try $0[0].logarithmOfOnePlus() },
        .init("sine", [[4]]) { try $0[0].sine() },
        .init("cosine", [[4]]) { try $0[0].cosine() },
        .init("error function", [[4]]) { try $0[0].errorFunction() },
        .init("maximum", [[6], [6]]) { try maximum($0[0], $0[1]) },
        .init("minimum", [[6], [6]]) { try minimum($0[0], $0[1]) },
        .init("clamped", [[9]]) { try $0[0].clamped(from: -1, to: 1) },
        .init("interpolated", [[4], [4]]) { try $0[0].interpolated(to: $0[1], weight: 0.3) },
        .init("choosing", [[6], [6]]) { try ($0[0].detached() .> 0).choosing($0[0], else: $0[1]) },
        .init("ReLU", [[9]]) { try $0[0].relu() },
        .init("leaky ReLU", [[9]]) { try $0[0].leakyReLU(0.2) },
        .init("ELU", [[9]]) { try $0[0].elu() },
        .init("GELU", [[9]]) { try $0[0].gelu() },
        .init("SiLU", [[9]]) { try $0[0].silu() },
        .init("softplus", [[9]]) { try $0[0].softplus() },
        .init("sigmoid", [[9]]) { try $0[0].sigmoid() },
        .init("log sigmoid", [[9]]) { try $0[0].logSigmoid() },
        .init("hyperbolic tangent", [[9]]) { try $0[0].hyperbolicTangent() },
    ]

    static let collecting: [DifferentiableFunction] = [
        .init("sum", [[2, 3, 2]]) { try $0[0].sum(along: 1) },
        .init("mean", [[2, 3, 2]]) { try $0[0].mean(along: 0, 2, keepingAxes: true) },
        .init("greatest", [[2, 5]]) { try $0[0].greatest(along: 1) },
        .init("least", [[2, 5]]) { try $0[0].least(along: 1) },
        .init("norm", [[2, 5]]) { try $0[0].norm(along: 1) },
        .init("variance", [[2, 5]]) { try $0[0].variance(along: 1) },
        .init("log-sum-exp", [[2, 5]]) { try $0[0].logSumExp(along: 1) },
        .init("cumulative sum", [[2, 5]]) { try $0[0].cumulativeSum(along: 1) },
        .init("top", [[2, 5]]) { try $0[0].top(2).values },
        .init("softmax", [[2, 5]]) { try $0[0].softmax() },
        .init("log softmax", [[2, 5]]) { try $0[0].logSoftmax() },
        .init("cross-entropy", [[3, 4]]) {
            try $0[0].crossEntropy(against: Tensor([1, 0, 3]), smoothing: 0.1)
        },
        .init("binary cross-entropy", [[4]]) {
            try $0[0].binaryCrossEntropy(against: Tensor([0, 1, 0.9, 0.5]))
        },
        .init("matrix product", [[2, 2, 3], [3, 4]]) { try $0[0].matrixProduct($0[1]) },
        .init("linear", [[2, 3], [4, 3], [4]]) { try $0[0].linear(weight: $0[1], bias: $0[2]) },
        .init("reshaped", [[2, 6]]) { try $0[0].reshaped([3, 4]) },
        .init("permuted", [[2, 3, 2]]) { try $0[0].permuted([2, 0, 1]) },
        .init("broadcast", [[2, 1]]) { try $0[0].broadcast(to: [2, 3]) },
        .init("axes", [[2, 1, 3]]) { try $0[0].removingAxis(1).insertingAxis(0) },
        .init("flipped", [[2, 3]]) { try $0[0].flipped(along: 1) },
        .init("element", [[2, 3]]) { try $0[0].element(1) },
        .init("slice", [[5, 3]]) { try $0[0].slice(1..<5, step: 2) },
        .init("elements", [[3, 2]]) { try $0[0].elements(Tensor([2, 0, 2])) },
        .init("gathered", [[2, 3]]) {
            try $0[0].gathered(Tensor([1, 0], shape: [2, 1]), along: 1)
        },
        .init("rows", [[3, 2]]) { try $0[0].rows(Tensor([2, 0, 2])) },
        .init("concatenated", [[2, 2], [1, 2]]) { try Tensor.concatenated($0) },
        .init("stacked", [[2, 2], [2, 2]]) { try Tensor.stacked($0, along: 1) },
        .init("converted", [[4]]) { try $0[0].converted(to: .float64).copied() },
    ]

    static let spatial: [DifferentiableFunction] = [
        .init("convolution", [[2, 4, 5, 6], [6, 2, 3, 3], [6]]) {
            try $0[0].convolved(
                with: $0[1], bias: $0[2], stride: Sides(height: 2, width: 1), padding: 1, groups: 2)
        },
        .init("leaky convolution", [[2, 3, 5, 6], [4, 3, 3, 3], [4]]) {
            try $0[0].convolved(with: $0[1], bias: $0[2], padding: 1, leakyReLU: 0.2)
        },
        .init("leaky convolution without activation", [[2, 3, 5, 6], [4, 3, 1, 1]]) {
            try $0[0].convolved(with: $0[1], leakyReLU: 1)
        },
        .init("dilated convolution", [[1, 2, 6, 6], [2, 2, 3, 3]]) {
            try $0[0].convolved(with: $0[1], dilation: 2)
        },
        .init("transposed convolution", [[2, 4, 3, 3], [4, 2, 3, 3], [4]]) {
            try $0[0].transposeConvolved(
                with: $0[1], bias: $0[2], stride: 2, padding: 1, outputPadding: 1, groups: 2)
        },
        .init("channels last", [[1, 2, 4, 4], [2, 2, 3, 3]]) {
            try $0[0].channelsLast().convolved(with: $0[1].channelsLast(), padding: 1)
        },
        .init("average pooling", [image]) {
            try $0[0].averagePooled(3, stride: 2, padding: 1, countingPadding: false)
        },
        .init("max pooling", [image]) { try $0[0].maxPooled(3, stride: 2, padding: 1) },
        .init("average pooling to a size", [image]) {
            try $0[0].averagePooled(toSize: Sides(height: 3, width: 4))
        },
        .init("max pooling to a size", [image]) { try $0[0].maxPooled(toSize: 2) },
        .init("upsampling", [[1, 2, 3, 3]]) { try $0[0].upsampled(by: 2) },
        .init("nearest exact", [[1, 2, 3, 3]]) { try $0[0].resized(to: 5, by: .nearestExact) },
        .init("bilinear", [[1, 2, 3, 3]]) { try $0[0].resized(to: 5, by: .bilinear) },
        .init("bicubic", [[1, 2, 4, 4]]) { try $0[0].resized(to: 7, by: .bicubic) },
        .init("bilinear antialiased", [image]) {
            try $0[0].resized(to: 3, by: .bilinearAntialiased)
        },
        .init("bicubic antialiased", [image]) { try $0[0].resized(to: 3, by: .bicubicAntialiased) },
        .init("pixel shuffle", [[1, 4, 2, 2]]) { try $0[0].pixelShuffled(by: 2) },
        .init("pixel unshuffle", [[1, 1, 4, 4]]) { try $0[0].pixelUnshuffled(by: 2) },
        .init("batch normalisation", [[4, 2, 2, 2], [2], [2]], range: 0.5...2) {
            try $0[0].batchNormalised(weight: $0[1], bias: $0[2], isTraining: true)
        },
        .init("batch normalisation, running", [[4, 2, 2, 2], [2], [2]], range: 0.5...2) {
            try $0[0].batchNormalised(
                weight: $0[1], bias: $0[2], runningMean: Tensor([0.5, 1]),
                runningVariance: Tensor([2, 0.5]), isTraining: false)
        },
        .init("group normalisation", [[2, 4, 2, 2], [4], [4]], range: 0.5...2) {
            try $0[0].groupNormalised(groups: 2, weight: $0[1], bias: $0[2])
        },
        .init("layer normalisation", [[3, 4], [4], [4]], range: 0.5...2) {
            try $0[0].layerNormalised(weight: $0[1], bias: $0[2])
        },
        .init("zero padding", [[1, 2, 3, 3]]) { try $0[0].padded(top: 1, right: 2) },
        .init("reflecting", [[1, 2, 3, 3]]) { try $0[0].padded(2, with: .reflect) },
        .init("replicating", [[1, 2, 3, 3]]) { try $0[0].padded(2, with: .replicate) },
        .init("circular", [[1, 2, 3, 3]]) { try $0[0].padded(2, with: .circular) },
    ]

    // Central differences in double precision are good to about ε^(2/3) = 4e-11 of the function's
    // values, which are up to 100 times the gradients here.
    @Test(arguments: elementwise + collecting + spatial)
    func gradientEqualsDifferences(_ function: DifferentiableFunction) throws {
        #expect(try gradientError(function.inputs(), function.weighted) < 1e-8)
    }

    /// What a gradient penalty differentiates twice.
    ///
    /// A smooth function follows those that are linear, since their second derivatives would
    /// vanish.
    static let twice: [DifferentiableFunction] = [
        .init("convolution", [[1, 2, 4, 4], [2, 2, 3, 3]]) {
            try $0[0].convolved(with: $0[1], stride: 2, padding: 1).hyperbolicTangent()
        },
        .init("leaky convolution", [[1, 2, 4, 4], [2, 2, 3, 3], [2]]) {
            try $0[0].convolved(with: $0[1], bias: $0[2], padding: 1, leakyReLU: 0.2).squared()
        },
        .init("two leaky convolutions", [[1, 2, 4, 4], [3, 2, 3, 3], [2, 3, 1, 1]]) {
            try $0[0].convolved(with: $0[1], padding: 1, leakyReLU: 0.2)
                .convolved(with: $0[2], leakyReLU: 1).hyperbolicTangent()
        },
        .init("transposed convolution", [[1, 2, 3, 3], [2, 2, 3, 3]]) {
            try $0[0].transposeConvolved(with: $0[1], stride: 2).hyperbolicTangent()
        },
        .init("pixel normalisation", [[1, 3, 2, 2]]) { try $0[0].pixelNormalised().power(3) },
        .init("leaky ReLU", [[1, 2, 4, 4], [2, 2, 3, 3]]) {
            try $0[0].convolved(with: $0[1]).leakyReLU(0.2).squared()
        },
        .init("average pooling", [[1, 2, 4, 4]]) {
            try $0[0].squared().averagePooled(2).squared()
        },
        .init("max pooling", [[1, 2, 4, 4]]) { try $0[0].maxPooled(2).power(3) },
        .init("upsampling", [[1, 2, 3, 3]]) { try $0[0].squared().upsampled(by: 2).squared() },
        .init("bilinear", [[1, 2, 3, 3]]) {
            try $0[0].squared().resized(to: 6, by: .bilinear).squared()
        },
        .init("batch normalisation", [[4, 2, 2, 2]]) {
            try $0[0].batchNormalised(isTraining: true).power(3)
        },
        .init("layer normalisation", [[3, 4]]) { try $0[0].layerNormalised().power(3) },
        .init("linear", [[2, 3], [4, 3]]) { try $0[0].linear(weight: $0[1]).hyperbolicTangent() },
        .init("norm", [[2, 4]]) { try ($0[0].norm(along: 1) - 1).squared() },
    ]

    @Test(arguments: twice)
    func secondDerivativeEqualsDifferences(_ function: DifferentiableFunction) throws {
        // One more derivative costs two more digits.
        #expect(try gradientError(function.inputs(), function.slope) < 1e-7)
    }
}
