// SPDX-License-Identifier: Apache-2.0

public import Layers
public import Tensors

/// Takes from a band what the next coarser level would see of it: the mean of each 2×2 pixels.
///
/// With the means of 2×2 pixels as d and the nearest pixel as u, d(u(x)) = x, so a real band I − u(d(I))
/// has d(h) = 0. A generator's h − u(d(h)), the orthogonal projection on such bands, has it too, and
/// d(u(c) + h) = c: whatever a discriminator asks for, colours and brightness stay those of the coarse
/// image. It is the projection of C. Sønderby et al., "Amortised MAP inference for image
/// super-resolution", ICLR 2017, for this pair, whose u is d's pseudo-inverse.
public struct BlockMeanRemoval: ModelessLayer {
    /// Creates the layer.
    public init() {}

    /// The band without its blocks' means (N, C, F, F), F even.
    public func callAsFunction(_ band: Tensor) throws(TensorError) -> Tensor {
        try band - band.averagePooled(2).upsampled(by: 2)
    }
}
