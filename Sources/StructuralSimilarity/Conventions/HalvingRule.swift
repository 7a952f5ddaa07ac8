// SPDX-License-Identifier: Apache-2.0

internal import Raster

/// How the next scale is made: a mean of 2×2 samples, and what stands in for missing ones.
enum HalvingRule: Sendable, Hashable {
    /// An odd side repeats its last row or column; sizes round up.
    case repeatLast
    /// An odd side gets zeros at both ends; sizes round up.
    case zeroBothEnds
    /// If either side is odd, both axes repeat their first row or column; sizes round up for odd
    /// sides.
    case repeatFirst
    /// An odd side loses its last row or column.
    case dropLast
    /// An odd side is refused before it comes to this.
    case evenOnly
    /// Not a mean: every second sample of the 9/7 wavelet's low-pass, mirrored between samples.
    case wavelet

    /// The rule for one axis of an image: which two samples make a coarse one.
    struct Axis: Sendable {
        /// Samples of the fine axis.
        let count: Int
        /// Samples of the coarse axis.
        let halvedCount: Int
        /// 0 when coarse sample 0 begins at fine sample 0, −1 when it begins one before.
        let shift: Int
        /// Whether samples outside are zero; otherwise they repeat the nearest.
        let zeroOutside: Bool

        /// The two fine samples of coarse sample `index`; nil for one that is zero.
        func pair(_ index: Int) -> (Int?, Int?) {
            let first = 2 * index + shift
            return (inside(first), inside(first + 1))
        }

        /// The coarse samples whose last fine sample is one of `fine`.
        func halved(of fine: Range<Int>) -> Range<Int> {
            // Coarse sample i needs 2i + shift + 1, or the fine axis's last sample if that lies
            // outside.
            func firstThatNeeds(atLeast sample: Int) -> Int {
                min(max((sample - shift) / 2, 0), halvedCount)
            }
            let end =
                fine.upperBound == count ? halvedCount : firstThatNeeds(atLeast: fine.upperBound)
            return min(firstThatNeeds(atLeast: fine.lowerBound), end)..<end
        }

        private func inside(_ index: Int) -> Int? {
            if index >= 0, index < count { return index }
            return zeroOutside ? nil : min(max(index, 0), count - 1)
        }
    }

    /// The rule for the columns and the rows of an image; not for ``wavelet``.
    func axes(of size: ImageSize) -> (columns: Axis, rows: Axis) {
        let anyOdd = size.width % 2 == 1 || size.height % 2 == 1
        func axis(_ count: Int) -> Axis {
            let isOdd = count % 2 == 1
            return switch self {
            case .repeatLast:
                Axis(count: count, halvedCount: (count + 1) / 2, shift: 0, zeroOutside: false)
            case .zeroBothEnds:
                Axis(
                    count: count, halvedCount: (count + 1) / 2, shift: isOdd ? -1 : 0,
                    zeroOutside: true)
            case .repeatFirst:
                Axis(
                    count: count, halvedCount: (count + 1) / 2, shift: anyOdd ? -1 : 0,
                    zeroOutside: false)
            case .dropLast, .evenOnly:
                Axis(count: count, halvedCount: count / 2, shift: 0, zeroOutside: false)
            case .wavelet:
                preconditionFailure("the wavelet's low-pass is no mean of two samples")
            }
        }
        return (axis(size.width), axis(size.height))
    }

    /// The size of the next scale.
    func halvedSize(of size: ImageSize) -> ImageSize {
        guard self != .wavelet else { return size.halved }
        let axes = axes(of: size)
        return ImageSize(width: axes.columns.halvedCount, height: axes.rows.halvedCount)
    }

    /// The sizes of `count` scales, the image's first.
    func sizes(from size: ImageSize, count: Int) -> [ImageSize] {
        var sizes = [size]
        while sizes.count < count { sizes.append(halvedSize(of: sizes[sizes.count - 1])) }
        return sizes
    }
}
