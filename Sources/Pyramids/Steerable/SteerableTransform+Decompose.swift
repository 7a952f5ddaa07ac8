// SPDX-License-Identifier: Apache-2.0

public import Raster
internal import Spectral

extension SteerableTransform {
    /// Splits an image of this transform's size.
    public func decompose(_ plane: Plane) -> SteerablePyramid {
        var lowSpectrum = transforms[0].forward(plane)
        let highPass = transforms[0].inverse(lowSpectrum, through: tables.highPass)
        var levels: [[SteerableBand]] = []
        for (level, table) in tables.levels.enumerated() {
            lowSpectrum = table.grid.centre(of: lowSpectrum, times: table.low, threads: threads)
            levels.append(bands(of: lowSpectrum, table: table, transform: transforms[level]))
        }
        lowSpectrum = tables.lowGrid.centre(of: lowSpectrum, times: tables.low, threads: threads)
        return SteerablePyramid(
            highPass: highPass, levels: levels,
            lowPass: transforms[height].inverse(lowSpectrum))
    }

    private func bands(
        of spectrum: Spectrum, table: SteerableTables.Level, transform: RealFourierTransform
    ) -> [SteerableBand] {
        bandRuns().flatMap { run in
            let masks = run.map { OrientationMask(angle: angles[$0], order: order) }
            let parts = masks.map { _ in Spectrum(uninitialized: table.grid.size) }
            let quadratures =
                isComplex ? masks.map { _ in Spectrum(uninitialized: table.grid.size) } : []
            withTables(table) { high, cosines, sines in
                threads.forEachRun(of: table.grid.columnCount) { columns in
                    fill(
                        columns, of: spectrum, high: high, cosines: cosines, sines: sines,
                        masks: masks, transform: transform, into: parts, quadratures)
                }
            }
            return parts.indices.map { index in
                SteerableBand(
                    real: transform.finishInverse(parts[index]),
                    imaginary: isComplex ? transform.finishInverse(quadratures[index]) : nil)
            }
        }
    }

    /// Masks columns for each band and transforms them back.
    private func fill(
        _ columns: Range<Int>, of spectrum: Spectrum, high: SharedTable, cosines: SharedTable,
        sines: SharedTable, masks: [OrientationMask], transform: RealFourierTransform,
        into parts: [Spectrum], _ quadratures: [Spectrum]
    ) {
        let count = spectrum.imageSize.height
        let turned = AlignedSamples(uninitializedCount: 2 * count)
        let line = AlignedSamples(uninitializedCount: 2 * count)
        let phase = QuarterTurns(-order)
        let gain = Float(angularGain)
        for kx in columns {
            let start = kx * count
            unsafe phase.apply(
                to: spectrum.column(kx), weights: high.start + start, gain: gain, count: count,
                into: turned.base)
            for (index, mask) in masks.enumerated() {
                unsafe mask.apply(
                    to: turned.base, cosines: cosines.start + start, sines: sines.start + start,
                    count: count, isQuadrature: false, into: line.base)
                unsafe transform.columnTransform.inverse(line.base, parts[index].column(kx))
                guard isComplex else { continue }
                unsafe mask.apply(
                    to: turned.base, cosines: cosines.start + start, sines: sines.start + start,
                    count: count, isQuadrature: true, into: line.base)
                unsafe transform.columnTransform.inverse(line.base, quadratures[index].column(kx))
            }
        }
    }

    func withTables(
        _ table: SteerableTables.Level,
        _ body: (_ high: SharedTable, _ cosines: SharedTable, _ sines: SharedTable) -> Void
    ) {
        unsafe table.high.withUnsafeBufferPointer { high in
            unsafe table.cosine.withUnsafeBufferPointer { cosines in
                unsafe table.sine.withUnsafeBufferPointer { sines in
                    unsafe body(SharedTable(high), SharedTable(cosines), SharedTable(sines))
                }
            }
        }
    }
}
