// SPDX-License-Identifier: Apache-2.0

public import Raster
internal import Spectral

extension SteerableTransform {
    /// Rebuilds the image; from an unchanged pyramid it is the image that was decomposed, up to
    /// rounding. Of complex bands only the real parts count.
    public func reconstruct(_ pyramid: SteerablePyramid) -> Plane {
        precondition(
            pyramid.levels.count == height && pyramid.levels.allSatisfy { $0.count == order + 1 },
            "a transform of height \(height) and order \(order) rebuilds pyramids of that shape")
        var spectrum = transforms[height].forward(pyramid.lowPass)
        var low = (grid: tables.lowGrid, mask: tables.low)
        for (level, table) in tables.levels.enumerated().reversed() {
            let sum = bandSum(
                pyramid.levels[level], table: table, transform: transforms[level])
            embed(spectrum, grid: low.grid, mask: low.mask, into: sum)
            spectrum = sum
            low = (table.grid, table.low)
        }
        let highPass = transforms[0].forward(pyramid.highPass)
        let rest = spectrum
        let lowMask = low.mask
        return unsafe tables.highPass.withUnsafeBufferPointer { high in
            unsafe lowMask.withUnsafeBufferPointer { low in
                let (high, low) = unsafe (SharedTable(high), SharedTable(low))
                let count = size.height
                return unsafe transforms[0].inverse { kx, line in
                    let above = unsafe highPass.column(kx)
                    let below = unsafe rest.column(kx)
                    let aboveWeights = unsafe high.start + kx * count
                    let belowWeights = unsafe low.start + kx * count
                    for index in 0..<count {
                        let (a, b) = unsafe (aboveWeights[index], belowWeights[index])
                        unsafe line[2 &* index] = above[2 &* index] * a + below[2 &* index] * b
                        unsafe line[2 &* index &+ 1] =
                            above[2 &* index &+ 1] * a + below[2 &* index &+ 1] * b
                    }
                }
            }
        }
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

    /// Adds a smaller spectrum times its low mask to the centre of `target`.
    private func embed(
        _ spectrum: Spectrum, grid: FrequencyGrid, mask: [Float], into target: Spectrum
    ) {
        let positive = (grid.size.height + 1) / 2
        let shift = target.imageSize.height - grid.size.height
        unsafe mask.withUnsafeBufferPointer { mask in
            let mask = unsafe SharedTable(mask)
            threads.forEachRun(of: grid.columnCount) { columns in
                for kx in columns {
                    let column = unsafe spectrum.column(kx)
                    let weights = unsafe mask.start + kx * grid.size.height
                    for index in 0..<grid.size.height {
                        let place = index < positive ? index : index &+ shift
                        let sum = unsafe target.column(kx) + 2 &* place
                        unsafe sum[0] += column[2 &* index] * weights[index]
                        unsafe sum[1] += column[2 &* index &+ 1] * weights[index]
                    }
                }
            }
        }
    }
}
