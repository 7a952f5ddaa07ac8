// SPDX-License-Identifier: Apache-2.0

internal import CTorchShim

extension Tensor {
    /// Slides kernels over images (N, C, H, W), as a convolution layer does (without flipping them).
    ///
    /// - Parameters:
    ///   - weight: (outputs, C / groups, kernel height, kernel width).
    ///   - bias: One number an output channel.
    ///   - stride: The distance between neighbouring places of the kernel.
    ///   - padding: Zeros added on each side.
    ///   - dilation: The distance between neighbouring taps.
    ///   - groups: The parts that channels are split into; each sees its own inputs.
    /// - Returns: (N, outputs, H′, W′).
    /// - Throws: ``TensorError`` when shapes, types or devices do not fit.
    public func convolved(
        with weight: Tensor, bias: Tensor? = nil, stride: Sides = 1, padding: Sides = 0,
        dilation: Sides = 1, groups: Int = 1
    ) throws(TensorError) -> Tensor {
        try made("convolution", self, weight: weight, bias: bias) {
            unsafe ctorch_convolution(
                $0, $1, $2, stride.pair, padding.pair, dilation.pair, groups, $3)
        }
    }

    /// ``convolved(with:bias:stride:padding:dilation:groups:)`` followed by ``relu()`` in one pass over
    /// memory where LibTorch can, for networks that do not learn any more: no gradient is recorded.
    public func convolvedAndRectified(
        with weight: Tensor, bias: Tensor? = nil, stride: Sides = 1, padding: Sides = 0,
        groups: Int = 1
    ) throws(TensorError) -> Tensor {
        try made("convolution", self, weight: weight, bias: bias) {
            unsafe ctorch_convolution_relu(
                $0, $1, $2, stride.pair, padding.pair, groups, $3)
        }
    }

    /// ``convolved(with:bias:stride:padding:dilation:groups:)`` with a stride of 1, then x where it is
    /// positive and slope · x elsewhere: the layer of a critic with a gradient penalty.
    ///
    /// The gradients of its gradients are convolutions of the same kind; those of
    /// ``convolved(with:bias:stride:padding:dilation:groups:)`` take kernels as large as the images. Where
    /// the images have 16 bits, weight and bias, in single precision, are rounded for the operation
    /// alone, and their gradients are in single precision.
    ///
    /// - Parameters:
    ///   - weight: (outputs, C, kernel height, kernel width).
    ///   - bias: One number an output channel.
    ///   - padding: Zeros added on each side.
    ///   - slope: What negative numbers are multiplied by, at least 0; with 1 there is no activation.
    /// - Returns: (N, outputs, H′, W′), in the type of the images.
    /// - Throws: ``TensorError`` when shapes or devices do not fit.
    public func convolved(
        with weight: Tensor, bias: Tensor? = nil, padding: Sides = 0, leakyReLU slope: Double
    ) throws(TensorError) -> Tensor {
        try made("leaky convolution", self, weight: weight, bias: bias) {
            unsafe ctorch_leaky_convolution($0, $1, $2, padding.pair, slope, $3)
        }
    }

    /// Spreads each pixel through kernels: the transpose of ``convolved(with:bias:stride:padding:dilation:groups:)``
    /// with the same weight, also called deconvolution.
    ///
    /// Sides become (side − 1) · stride − 2 · padding + dilation · (kernel − 1) + outputPadding + 1.
    ///
    /// - Parameters:
    ///   - weight: (C, outputs / groups, kernel height, kernel width).
    ///   - bias: One number an output channel.
    ///   - stride: The distance between the places where neighbouring pixels go.
    ///   - padding: What is cut off on each side.
    ///   - outputPadding: What is added at the bottom and the right, less than the stride.
    ///   - dilation: The distance between neighbouring taps.
    ///   - groups: The parts that channels are split into.
    /// - Returns: (N, outputs, H′, W′).
    /// - Throws: ``TensorError`` when shapes, types or devices do not fit.
    public func transposeConvolved(
        with weight: Tensor, bias: Tensor? = nil, stride: Sides = 1, padding: Sides = 0,
        outputPadding: Sides = 0, dilation: Sides = 1, groups: Int = 1
    ) throws(TensorError) -> Tensor {
        try made("transposed convolution", self, weight: weight, bias: bias) {
            unsafe ctorch_transposed_convolution(
                $0, $1, $2, stride.pair, padding.pair, outputPadding.pair, dilation.pair, groups,
                $3)
        }
    }
}
