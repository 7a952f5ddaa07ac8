// SPDX-License-Identifier: Apache-2.0

internal import CTorchShim

extension Tensor {
    /// The mean of each window of images (N, C, H, W).
    ///
    /// - Parameters:
    ///   - kernel: The size of a window.
    ///   - stride: The distance between windows; the kernel's size if left out.
    ///   - padding: Zeros added on each side.
    ///   - roundingUp: Whether a last window that is not full is taken too.
    ///   - countingPadding: Whether the added zeros count in the mean. Inception-v3 as the inception
    ///     score has it does not count them.
    /// - Returns: (N, C, H′, W′).
    /// - Throws: ``TensorError`` when shapes, types or devices do not fit.
    public func averagePooled(
        _ kernel: Sides, stride: Sides? = nil, padding: Sides = 0, roundingUp: Bool = false,
        countingPadding: Bool = true
    ) throws(TensorError) -> Tensor {
        try made("average pooling", self) {
            unsafe ctorch_average_pool(
                $0, kernel.pair, (stride ?? kernel).pair, padding.pair, roundingUp,
                countingPadding, $1)
        }
    }

    /// The greatest element of each window of images (N, C, H, W).
    ///
    /// - Parameters:
    ///   - kernel: The size of a window.
    ///   - stride: The distance between windows; the kernel's size if left out.
    ///   - padding: Places added on each side, which never win.
    ///   - roundingUp: Whether a last window that is not full is taken too.
    /// - Returns: (N, C, H′, W′).
    /// - Throws: ``TensorError`` when shapes, types or devices do not fit.
    public func maxPooled(
        _ kernel: Sides, stride: Sides? = nil, padding: Sides = 0, roundingUp: Bool = false
    ) throws(TensorError) -> Tensor {
        try made("max pooling", self) {
            unsafe ctorch_max_pool(
                $0, kernel.pair, (stride ?? kernel).pair, padding.pair, roundingUp, $1)
        }
    }

    /// Means of windows that are laid so that images of `size` come out.
    public func averagePooled(toSize size: Sides) throws(TensorError) -> Tensor {
        try made("average pooling", self) {
            unsafe ctorch_adaptive_average_pool($0, size.pair, $1)
        }
    }

    /// Maxima of windows that are laid so that images of `size` come out.
    public func maxPooled(toSize size: Sides) throws(TensorError) -> Tensor {
        try made("max pooling", self) { unsafe ctorch_adaptive_max_pool($0, size.pair, $1) }
    }
}
