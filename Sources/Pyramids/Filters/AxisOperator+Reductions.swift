// SPDX-License-Identifier: Apache-2.0

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

// The reductions of the conventions, one axis at a time. Borders follow from the definitions; nothing
// here is tuned. `count` is the number of input samples.

extension AxisOperator {
    /// Correlation at every second sample: output `j` is `Σₜ taps[t] · x[2j + t − leading]`, on a
    /// signal extended by the border rule.
    ///
    /// `leading` taps lie before the sample; half of them, rounded down, if it is nil (pyrtools'
    /// alignment).
    static func decimating(
        _ count: Int, taps: [Double], leading: Int? = nil, border: BorderRule
    ) -> AxisOperator {
        let leading = leading ?? taps.count / 2
        return AxisOperator(inputCount: count, outputCount: (count + 1) / 2) { row, add in
            let start = 2 * row - leading
            if border == .dontCompute && (start < 0 || start + taps.count > count) { return }
            for (offset, weight) in taps.enumerated() {
                border.terms(at: start + offset, count: count, weight: weight, add)
            }
        }
    }

    /// The binomial blur with mirrored borders and without decimation.
    static func blurring(_ count: Int) -> AxisOperator {
        AxisOperator(inputCount: count, outputCount: count) { row, add in
            for (offset, weight) in BurtAdelsonKernel.binomial.taps.enumerated() {
                BorderRule.reflect1.terms(at: row + offset - 2, count: count, weight: weight, add)
            }
        }
    }

    /// A Gaussian blur as SciPy truncates it: radius `⌊4σ + 0.5⌋`, edge samples repeated in the
    /// reflection.
    static func blurringGaussian(_ count: Int, sigma: Double) -> AxisOperator {
        let radius = Int(4 * sigma + 0.5)
        let weights = (-radius...radius).map { exp(-0.5 * Double($0 * $0) / (sigma * sigma)) }
        let sum = weights.reduce(0, +)
        return AxisOperator(inputCount: count, outputCount: count) { row, add in
            for (offset, weight) in weights.enumerated() {
                BorderRule.reflect2.terms(
                    at: row + offset - radius, count: count, weight: weight / sum, add)
            }
        }
    }

    /// Linear interpolation at the centres of `target` equal cells: position
    /// `(j + ½) · count / target − ½`, clamped to the signal.
    static func resizingLinearly(from count: Int, to target: Int) -> AxisOperator {
        AxisOperator(inputCount: count, outputCount: target) { row, add in
            let position = (Double(row) + 0.5) * Double(count) / Double(target) - 0.5
            let clamped = min(max(position, 0), Double(count - 1))
            let left = min(Int(clamped), count - 1)
            let share = clamped - Double(left)
            add(left, 1 - share)
            if share > 0 { add(left + 1, share) }
        }
    }

    /// The average over `target` equal intervals, samples counted by the part that lies inside
    /// (Torch7 `image.scale`, shrinking).
    static func averagingAreas(from count: Int, to target: Int) -> AxisOperator {
        let ratio = Double(count) / Double(target)
        return AxisOperator(inputCount: count, outputCount: target) { row, add in
            let start = Double(row) * ratio
            let end = min(start + ratio, Double(count))
            for index in Int(start)..<min(count, Int(end.rounded(.up))) {
                let overlap = min(end, Double(index + 1)) - max(start, Double(index))
                if overlap > 0 { add(index, overlap / ratio) }
            }
        }
    }
}
