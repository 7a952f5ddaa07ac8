// SPDX-License-Identifier: Apache-2.0

extension PyramidFilter {
    /// The standard deviation of each band when the image is independent noise of standard deviation
    /// 1, finest first.
    ///
    /// A sample of band k is `Σ (gᵢgⱼ − hᵢhⱼ) x[i, j]`, with g the taps of k reductions along an axis
    /// and h those of k + 1 reductions and an expansion; so its variance is
    /// `(g·g)² − 2 (g·h)² + (h·h)²`, the products being averaged over even and odd positions. This is
    /// exact away from the borders. For the default filter it gives 0.943, 0.230, 0.101, 0.049,
    /// 0.024, 0.012. From level 6 on, where the taps have become those of a smooth kernel, each value
    /// follows from the one before by the gain of the level and a halving.
    public func bandNoiseGains(levels: Int) -> [Double] {
        let exact = min(levels, 6)
        var gains = (0..<exact).map { bandNoiseGain(at: $0) }
        while gains.count < levels {
            gains.append(gains[gains.count - 1] * Double(levelGain) / 2)
        }
        return gains
    }

    private func bandNoiseGain(at level: Int) -> Double {
        // Sixteen samples of the coarser level: the middle ones do not see the borders.
        let count = 32 << level
        let fine = reductions(of: count, levels: level)
        let coarse = fine.followed(by: reduction(of: fine.outputCount))
        let back = coarse.followed(
            by: expansion(of: coarse.outputCount, to: fine.outputCount, along: .horizontal))
        let middle = [fine.outputCount / 2, fine.outputCount / 2 + 1]
        func mean(_ left: AxisOperator, _ right: AxisOperator) -> Double {
            middle.map { left.rows[$0].dot(right.rows[$0]) }.reduce(0, +) / 2
        }
        let (gg, gh, hh) = (mean(fine, fine), mean(fine, back), mean(back, back))
        return (gg * gg - 2 * gh * gh + hh * hh).squareRoot()
    }

    /// `levels` reductions along one axis as one operator.
    func reductions(of count: Int, levels: Int) -> AxisOperator {
        let identity = AxisOperator(inputCount: count, outputCount: count) { row, add in
            add(row, 1)
        }
        return (0..<levels).reduce(identity) { operation, _ in
            operation.followed(by: reduction(of: operation.outputCount))
        }
    }
}

extension [AxisOperator.Tap] {
    /// The sum of the products of weights at the same index.
    fileprivate func dot(_ other: [AxisOperator.Tap]) -> Double {
        let weights = Dictionary(uniqueKeysWithValues: other.map { ($0.index, $0.weight) })
        return reduce(0) { $0 + $1.weight * weights[$1.index, default: 0] }
    }
}
