// SPDX-License-Identifier: Apache-2.0

internal import Raster

extension DoublePlane {
    /// The next scale.
    func halved(by rule: HalvingRule) -> DoublePlane {
        if rule == .wavelet { return WaveletLowPass.halved(self) }
        let axes = rule.axes(of: size)
        var result = DoublePlane(size: rule.halvedSize(of: size))
        forEachSource(of: axes) { target, source in
            result.samples[target] += samples[source] / 4
        }
        return result
    }

    /// The transpose of ``halved(by:)``: this plane, a coarse one, handed out to the samples of a
    /// fine plane of `fineSize`.
    func unhalved(by rule: HalvingRule, to fineSize: ImageSize) -> DoublePlane {
        let axes = rule.axes(of: fineSize)
        var result = DoublePlane(size: fineSize)
        result.forEachSource(of: axes) { target, source in
            result.samples[source] += samples[target] / 4
        }
        return result
    }

    /// Calls `body` with the index of each coarse sample and of each fine one that goes into it.
    private func forEachSource(
        of axes: (columns: HalvingRule.Axis, rows: HalvingRule.Axis),
        _ body: (_ target: Int, _ source: Int) -> Void
    ) {
        let columns = (0..<axes.columns.halvedCount).map { index in
            let pair = axes.columns.pair(index)
            return [pair.0, pair.1].compactMap(\.self)
        }
        let width = axes.columns.count
        for row in 0..<axes.rows.halvedCount {
            let rows = axes.rows.pair(row)
            for fineRow in [rows.0, rows.1].compactMap(\.self) {
                for (column, fineColumns) in columns.enumerated() {
                    for fineColumn in fineColumns {
                        body(row * columns.count + column, fineRow * width + fineColumn)
                    }
                }
            }
        }
    }
}
