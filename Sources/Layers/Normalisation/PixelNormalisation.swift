// SPDX-License-Identifier: Apache-2.0

public import Tensors

/// Each pixel's vector of feature maps over its root mean square: a / √(mean(a²) + ε).
///
/// Karras et al., "Progressive growing of GANs", 2018, section 4.2. It has no parameters; ε stands
/// inside the root. Latent vectors (N, C) are normalised likewise.
public struct PixelNormalisation: ModelessLayer, Sendable {
    private let epsilon: Double

    /// Creates a layer; half precision needs a larger ε, such as 10⁻⁴.
    public init(epsilon: Double = 1e-8) { self.epsilon = epsilon }

    /// The input with every pixel of length √C.
    public func callAsFunction(_ x: Tensor) throws(TensorError) -> Tensor {
        try x.pixelNormalised(epsilon: epsilon)
    }
}
