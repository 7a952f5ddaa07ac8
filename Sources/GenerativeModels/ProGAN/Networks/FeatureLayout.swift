// SPDX-License-Identifier: Apache-2.0

internal import Raster
internal import Tensors

extension ProGAN {
    /// How features lie in memory; it changes speed, and results only by rounding.
    public enum FeatureLayout: String, Sendable, Hashable, Codable {
        /// Map after map.
        case channelsFirst
        /// Pixel after pixel, which few maps are faster with.
        case channelsLast

        func applied(to x: Tensor) throws(TensorError) -> Tensor {
            self == .channelsLast ? try x.channelsLast() : x
        }
    }
}

extension ImageSize {
    /// Twice the sides of a tensor of images.
    static func doubled(_ images: Tensor) -> ImageSize {
        let shape = images.shape
        return ImageSize(width: shape[3] * 2, height: shape[2] * 2)
    }
}
