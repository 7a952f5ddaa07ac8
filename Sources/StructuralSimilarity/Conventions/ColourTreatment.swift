// SPDX-License-Identifier: Apache-2.0

/// What is compared of a colour image; grey images are compared as they are.
public enum ColourTreatment: String, Sendable, Hashable, Codable, CaseIterable {
    /// Each channel.
    case channels
    /// 0.299 R + 0.587 G + 0.114 B.
    case luma601
    /// 0.2126 R + 0.7152 G + 0.0722 B.
    case luma709
    /// Y of YCbCr in its studio range, 16 to 235 of 255, as MATLAB's `rgb2ycbcr` has it.
    case ycbcrY = "ycbcr-y"
    /// ``luma601`` rounded to whole numbers of 0…255, half to even.
    case roundedGrey = "gray-round"

    /// The weights of the channels and what is added, for samples from 0 to 1; nil for ``channels``.
    var weights: (red: Double, green: Double, blue: Double, offset: Double)? {
        switch self {
        case .channels: nil
        case .luma601, .roundedGrey: (0.299, 0.587, 0.114, 0)
        case .luma709: (0.2126, 0.7152, 0.0722, 0)
        case .ycbcrY: (65.481 / 255, 128.553 / 255, 24.966 / 255, 16.0 / 255)
        }
    }

    /// The luma of one pixel whose samples run from 0 to `dynamicRange`.
    func luma(_ red: Double, _ green: Double, _ blue: Double, dynamicRange: Double) -> Double {
        guard let weights else { preconditionFailure("channels have no luma") }
        let sum =
            weights.red * red + weights.green * green + weights.blue * blue
            + weights.offset * dynamicRange
        guard self == .roundedGrey else { return sum }
        let step = dynamicRange / 255
        return (sum / step).rounded(.toNearestOrEven) * step
    }
}
