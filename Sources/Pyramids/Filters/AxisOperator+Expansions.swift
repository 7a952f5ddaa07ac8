// SPDX-License-Identifier: Apache-2.0

// The expansions of the conventions, one axis at a time. `count` is the number of coarse samples g,
// `target` the number of fine ones.

extension AxisOperator {
    /// Burt and Adelson's EXPAND in polyphase form, with OpenCV's borders: the zero-stuffed signal of
    /// length `2 · count` is reflected about its first and last position, so the coarse signal is
    /// reflected about its first sample on the left and about the missing odd position on the right.
    ///
    /// An odd target drops the last sample. A target of `2 · count + 1` repeats the last column, but
    /// the last row but one, as OpenCV does.
    static func interpolating(
        _ count: Int, to target: Int, kernel: BurtAdelsonKernel, axis: Axis
    ) -> AxisOperator {
        AxisOperator(inputCount: count, outputCount: target) { row, add in
            let position =
                row < 2 * count ? row : axis == .horizontal ? 2 * count - 1 : 2 * count - 2
            let left = position / 2
            let right = min(left + 1, count - 1)
            if position % 2 == 0 {
                let before = left > 0 ? left - 1 : min(1, count - 1)
                add(before, 2 * kernel.c)
                add(left, 2 * kernel.a)
                add(right, 2 * kernel.c)
            } else {
                add(left, 2 * kernel.b)
                add(right, 2 * kernel.b)
            }
        }
    }

    /// plenoptic's EXPAND: the coarse signal itself is mirrored on both sides.
    static func interpolatingMirroredCoarse(
        _ count: Int, to target: Int, gain: Double
    ) -> AxisOperator {
        let kernel = BurtAdelsonKernel.binomial
        return AxisOperator(inputCount: count, outputCount: target) { row, add in
            let taps: [(Int, Double)] =
                row % 2 == 0
                ? [(-1, kernel.c), (0, kernel.a), (1, kernel.c)] : [(0, kernel.b), (1, kernel.b)]
            for (offset, weight) in taps {
                BorderRule.reflect1.terms(
                    at: row / 2 + offset, count: count, weight: 2 * gain * weight, add)
            }
        }
    }

    /// pyrtools' `upConv`: zeros are put between the samples, the signal of the *true* target length
    /// is extended by the border rule, and convolved: `y[m] = Σₜ taps[t] · z[m − (t − ⌊len/2⌋)]`.
    static func stuffing(
        _ count: Int, to target: Int, taps: [Double], border: BorderRule
    ) -> AxisOperator {
        let half = taps.count / 2
        return AxisOperator(inputCount: count, outputCount: target) { row, add in
            for (offset, weight) in taps.enumerated() {
                let position = row - (offset - half)
                border.terms(at: position, count: target, weight: weight) { index, weight in
                    guard index % 2 == 0 else { return }
                    if border == .dontCompute {
                        let first = index - half
                        if first < 0 || first + taps.count > target { return }
                    }
                    add(index / 2, weight)
                }
            }
        }
    }

    /// Bilinear doubling between sample centres: ¾ of the nearest sample, ¼ of the next, edge
    /// samples repeated.
    static func doublingLinearly(_ count: Int, to target: Int) -> AxisOperator {
        AxisOperator(inputCount: count, outputCount: target) { row, add in
            let nearest = min(row / 2, count - 1)
            add(nearest, 0.75)
            add(min(max(row / 2 + (row % 2 == 0 ? -1 : 1), 0), count - 1), 0.25)
        }
    }

    /// Linear interpolation that maps the first sample to the first and the last to the last
    /// (Torch7 `image.scale`, enlarging).
    static func interpolatingAlignedEnds(from count: Int, to target: Int) -> AxisOperator {
        AxisOperator(inputCount: count, outputCount: target) { row, add in
            guard target > 1, count > 1, row < target - 1 else {
                return add(row == 0 ? 0 : count - 1, 1)
            }
            let position = Double(row) * Double(count - 1) / Double(target - 1)
            let left = min(Int(position), count - 2)
            add(left, 1 - (position - Double(left)))
            add(left + 1, position - Double(left))
        }
    }

    /// The nearest sample: each coarse sample twice.
    static func repeatingSamples(_ count: Int, to target: Int) -> AxisOperator {
        AxisOperator(inputCount: count, outputCount: target) { row, add in
            add(min(row / 2, count - 1), 1)
        }
    }
}
