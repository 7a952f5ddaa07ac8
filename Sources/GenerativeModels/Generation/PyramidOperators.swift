// SPDX-License-Identifier: Apache-2.0

public import Pyramids

/// The pair of operators d (blur and decimate) and u (enlarge) that levels are cut with.
///
/// A model that was trained with one pair and sampled with another shows a grid or a drift of
/// brightness, so the pair is written into every run.
public enum PyramidOperators: String, Sendable, Hashable, Codable, CaseIterable {
    /// Burt and Adelson's five binomial taps with mirrored borders: the paper's "blur and decimate".
    case binomial5
    /// The mean of 2×2 pixels down, the nearest pixel up.
    case box2
    /// What the authors' program computes: averages of areas down, linear interpolation with aligned
    /// ends up. The only pair for ratios other than 2, such as 28→14→8 and 96→64.
    case torch7

    /// The package's convention of this name.
    public var filter: PyramidFilter {
        switch self {
        case .binomial5: .mirror101
        case .box2: .box
        case .torch7: .lapganTorch
        }
    }
}
