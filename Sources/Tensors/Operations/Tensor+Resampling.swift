// SPDX-License-Identifier: Apache-2.0

internal import CTorchShim

/// How pixels between pixels are found.
public enum Interpolation: String, Sendable, Hashable, Codable, CaseIterable {
    /// The pixel at ⌊x · from / to⌋, as most networks have it.
    case nearest
    /// The pixel whose centre is nearest, as image programs have it.
    case nearestExact
    /// Linear between the four pixels around.
    case bilinear
    /// Cubic over the sixteen pixels around (a = −0.75).
    case bicubic
    /// Linear, with the kernel widened where images shrink.
    case bilinearAntialiased
    /// Cubic (a = −0.5), with the kernel widened where images shrink.
    case bicubicAntialiased

    var code: ctorch_resampling {
        switch self {
        case .nearest: CTORCH_NEAREST
        case .nearestExact: CTORCH_NEAREST_EXACT
        case .bilinear: CTORCH_BILINEAR
        case .bicubic: CTORCH_BICUBIC
        case .bilinearAntialiased: CTORCH_BILINEAR_ANTIALIASED
        case .bicubicAntialiased: CTORCH_BICUBIC_ANTIALIASED
        }
    }

    fileprivate var hasCorners: Bool { self != .nearest && self != .nearestExact }
}

extension Tensor {
    /// Images (N, C, H, W) brought to another size.
    ///
    /// - Parameters:
    ///   - size: Rows and columns of the result.
    ///   - method: How pixels between pixels are found.
    ///   - aligningCorners: Whether the centres of the corner pixels stay in place, instead of the
    ///     outer edges of the image.
    /// - Returns: (N, C, height, width).
    /// - Throws: ``TensorError`` when the shape has not four axes, or corners are to be aligned by a
    ///   method that only picks pixels.
    public func resized(
        to size: Sides, by method: Interpolation, aligningCorners: Bool = false
    ) throws(TensorError) -> Tensor {
        guard !aligningCorners || method.hasCorners else {
            throw TensorError(
                operation: "resizing by \(method)", shapes: [shape],
                problem: "corners can be aligned only where pixels are mixed")
        }
        return try made("resizing", self) {
            unsafe ctorch_resample($0, size.pair, method.code, aligningCorners, $1)
        }
    }

    /// Images with each pixel repeated `factor` times in both directions.
    public func upsampled(by factor: Int) throws(TensorError) -> Tensor {
        let shape = shape
        guard shape.count == 4, factor >= 1 else {
            throw TensorError(
                operation: "upsampling by \(factor)", shapes: [shape],
                problem: "it needs images (N, C, H, W) and a factor of at least 1")
        }
        return try resized(
            to: Sides(height: shape[2] * factor, width: shape[3] * factor), by: .nearest)
    }

    /// (N, C · f², H, W) rearranged to (N, C, f · H, f · W).
    public func pixelShuffled(by factor: Int) throws(TensorError) -> Tensor {
        try made("pixel shuffle", self) { unsafe ctorch_pixel_shuffle($0, factor, $1) }
    }

    /// (N, C, f · H, f · W) rearranged to (N, C · f², H, W).
    public func pixelUnshuffled(by factor: Int) throws(TensorError) -> Tensor {
        try made("pixel unshuffle", self) { unsafe ctorch_pixel_unshuffle($0, factor, $1) }
    }
}
