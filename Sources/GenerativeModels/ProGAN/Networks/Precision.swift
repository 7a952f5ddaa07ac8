// SPDX-License-Identifier: Apache-2.0

internal import Tensors

extension ProGAN {
    /// What features are kept in, and convolutions computed in, from 8×8 on.
    ///
    /// Weights, their gradients and averages, what an optimizer remembers, images, the deviation of a
    /// batch, the sums of the pixel normalisation, scores and losses are in the weights' precision
    /// either way.
    public enum Precision: String, Sendable, Hashable, Codable, CaseIterable {
        /// That of the weights: single, or double in checks.
        case float32
        /// 16 bits of which 8 are digits; for processors that have instructions for it.
        case bfloat16

        func applied(to features: Tensor) throws(TensorError) -> Tensor {
            switch self {
            case .float32: features
            case .bfloat16: try features.converted(to: .bfloat16)
            }
        }
    }
}
