// SPDX-License-Identifier: Apache-2.0

public import Raster
internal import Spectral

extension SteerableTransform {
    /// Rebuilds the image.
    ///
    /// From an unchanged pyramid it is the image that was decomposed, up to rounding. Of complex bands
    /// only the real parts count.
    public func reconstruct(_ pyramid: SteerablePyramid) -> Plane {
        precondition(
            pyramid.levels.count == height && pyramid.levels.allSatisfy { $0.count == order + 1 },
            "a transform of height \(height) and order \(order) rebuilds pyramids of that shape")
        var spectrum = transforms[height].forward(pyramid.lowPass)
        var low = (grid: tables.lowGrid, mask: tables.low)
        for (level, table) in tables.levels.enumerated().reversed() {
            let sum = bandSum(
                pyramid.levels[level], table: table, transform: transforms[level])
            low.grid.add(spectrum, times: low.mask, toCentreOf: sum, threads: threads)
            spectrum = sum
            low = (table.grid, table.low)
        }
        let highPass = transforms[0].forward(pyramid.highPass)
        return transforms[0].inverse(
            highPass, through: tables.highPass, spectrum, through: low.mask)
    }

    /// Σ_b (+i)^K · DFT(band_b) · A_b · H.
    private func bandSum(
        _ bands: [SteerableBand], table: SteerableTables.Level, transform: RealFourierTransform
    ) -> Spectrum {
        let sum = Spectrum(uninitialized: table.grid.size)
        for run in bandRuns() {
            let masks = run.map { OrientationMask(angle: angles[$0], order: order) }
            let parts = run.map { transform.forwardRows(of: bands[$0].real) }
            withTables(table) { high, cosines, sines in
                threads.forEachRun(of: table.grid.columnCount) { columns in
                    add(
                        columns, of: parts, isFirst: run.lowerBound == 0,
                        isLast: run.upperBound == order + 1, masks: masks, high: high,
                        cosines: cosines, sines: sines, transform: transform, to: sum)
                }
            }
        }
        return sum
    }

    private func add(
        _ columns: Range<Int>, of parts: [Spectrum], isFirst: Bool, isLast: Bool,
        masks: [OrientationMask], high: SharedTable, cosines: SharedTable, sines: SharedTable,
        transform: RealFourierTransform, to sum: Spectrum
    ) {
        let count = sum.imageSize.height
        let line = AlignedSamples(uninitializedCount: 2 * count)
        let phase = QuarterTurns(order)
        let gain = Float(angularGain)
        for kx in columns {
            let start = kx * count
            let total = unsafe sum.column(kx)
            if isFirst { unsafe total.update(repeating: 0, count: 2 * count) }
            for (part, mask) in zip(parts, masks) {
                unsafe transform.columnTransform.forward(part.column(kx), line.base)
                unsafe mask.accumulate(
                    line.base, cosines: cosines.start + start, sines: sines.start + start,
                    count: count, into: total)
            }
            guard isLast else { continue }
            unsafe phase.apply(
                to: total, weights: high.start + start, gain: gain, count: count, into: total)
        }
    }
}
