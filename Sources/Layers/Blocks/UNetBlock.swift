// SPDX-License-Identifier: Apache-2.0

public import Tensors

/// One level of a U-Net: down, what lies deeper, up again, and the input beside the result.
///
/// Ronneberger, Fischer and Brox, "U-Net", 2015. Blocks nest, the finest outermost:
///
/// ```swift
/// let inner = UNetBlock(down: down2, inside: bottom, up: up2)
/// let outer = UNetBlock(down: down1, inside: inner, up: up1)
/// ```
///
/// (N, C, H, W) becomes (N, C + C′, H, W) where C′ is what `up` gives.
public struct UNetBlock: Layer {
    private let down: any Layer
    private let inside: any Layer
    private let up: any Layer

    /// Creates a level; `down` divides the sides of images and `up` multiplies them by the same.
    public init(down: any Layer, inside: any Layer, up: any Layer) {
        self.down = down
        self.inside = inside
        self.up = up
    }

    /// The input and what came back up, side by side.
    ///
    /// - Throws: `TensorError`, also where a side does not come back as it was.
    public func callAsFunction(_ x: Tensor, _ mode: Mode) throws(TensorError) -> Tensor {
        try Tensor.concatenated([x, up(inside(down(x, mode), mode), mode)], along: 1)
    }
}
