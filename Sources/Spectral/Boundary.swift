// SPDX-License-Identifier: Apache-2.0

/// How an image goes on beyond its edges when a kernel reaches over them.
///
/// Both convolution engines read through the one index map ``index(_:count:)``, so they cannot
/// disagree about a border.
public enum Boundary: String, Sendable, Hashable, Codable, CaseIterable {
    /// Reflection about the edge sample, which is not repeated: `… 2 1 | 0 1 2 …`. OpenCV's
    /// `REFLECT_101`, SciPy's `mirror`.
    case mirror
    /// Reflection about the edge between pixels, so that the edge sample is repeated:
    /// `… 1 0 | 0 1 2 …`. OpenCV's `REFLECT`, SciPy's `reflect`.
    case reflect
    /// The image repeats: `… n−2 n−1 | 0 1 …`. OpenCV's `WRAP`.
    case periodic

    /// The index inside 0 ..< `count` that stands for `index`, however far outside that lies.
    ///
    /// - Parameters:
    ///   - index: Any position on the axis.
    ///   - count: The number of samples on the axis, at least 1.
    /// - Returns: The index of the sample that is seen there.
    public func index(_ index: Int, count: Int) -> Int {
        if index >= 0 && index < count { return index }
        switch self {
        case .mirror:
            let period = 2 * (count - 1)
            guard period > 0 else { return 0 }
            // Most kernels reach less than the image: spare them the division.
            if index < 0 && -index < count { return -index }
            if index >= 0 && index < period { return period - index }
            let phase = Self.remainder(index, period)
            return phase < count ? phase : period - phase
        case .reflect:
            if index < 0 && -index <= count { return -1 - index }
            if index >= 0 && index < 2 * count { return 2 * count - 1 - index }
            let phase = Self.remainder(index, 2 * count)
            return phase < count ? phase : 2 * count - 1 - phase
        case .periodic:
            return Self.remainder(index, count)
        }
    }

    private static func remainder(_ value: Int, _ period: Int) -> Int {
        let remainder = value % period
        return remainder < 0 ? remainder + period : remainder
    }
}
