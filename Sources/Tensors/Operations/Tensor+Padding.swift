// SPDX-License-Identifier: Apache-2.0

internal import CTorchShim

/// What lies beyond the border of an image tensor.
public enum Padding: Sendable, Hashable {
    /// One value.
    case constant(Double)
    /// The image mirrored about its border pixel, which is not repeated: dcb|abcd.
    case reflect
    /// The border pixel repeated.
    case replicate
    /// The image from its other side.
    case circular

    fileprivate var code: ctorch_padding {
        switch self {
        case .constant: CTORCH_CONSTANT
        case .reflect: CTORCH_REFLECT
        case .replicate: CTORCH_REPLICATE
        case .circular: CTORCH_CIRCULAR
        }
    }

    fileprivate var value: Double {
        if case .constant(let value) = self { value } else { 0 }
    }
}

extension Tensor {
    /// Images (N, C, H, W) with a border added; negative amounts cut off.
    public func padded(
        top: Int = 0, bottom: Int = 0, left: Int = 0, right: Int = 0,
        with padding: Padding = .constant(0)
    ) throws(TensorError) -> Tensor {
        let amounts = [left, right, top, bottom]
        return try made("padding", self) {
            unsafe ctorch_pad($0, amounts, amounts.count, padding.code, padding.value, $1)
        }
    }

    /// Images (N, C, H, W) with the same border added on all four sides.
    public func padded(_ amount: Int, with padding: Padding = .constant(0)) throws(TensorError)
        -> Tensor
    {
        try padded(top: amount, bottom: amount, left: amount, right: amount, with: padding)
    }
}
