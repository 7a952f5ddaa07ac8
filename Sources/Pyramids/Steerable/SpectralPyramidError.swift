// SPDX-License-Identifier: Apache-2.0

public import Raster

/// Why a steerable or band-limited pyramid cannot be built as asked.
public enum SpectralPyramidError: Error, Equatable, CustomStringConvertible {
    /// The image is too small for so many levels.
    case tooManyLevels(Int, size: ImageSize, most: Int)
    /// The order lies outside what the filters allow.
    case unsupportedOrder(Int, isComplex: Bool)

    /// One sentence with what would do.
    public var description: String {
        switch self {
        case .tooManyLevels(let levels, let size, let most):
            "an image of \(size) has room for at most \(most) levels of this pyramid, "
                + "not \(levels)"
        case .unsupportedOrder(let order, let isComplex):
            isComplex
                ? "a complex steerable pyramid has an order from 1 to 15, not \(order)"
                : "a steerable pyramid has an order from 0 to 15, not \(order)"
        }
    }
}
