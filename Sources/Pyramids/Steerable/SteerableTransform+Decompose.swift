// SPDX-License-Identifier: Apache-2.0

public import Raster
internal import Spectral

extension SteerableTransform {
    /// Splits an image of this transform's size.
    public func decompose(_ plane: Plane) -> SteerablePyramid {
        var lowSpectrum = transforms[0].forward(plane)
        let highPass = unsafe tables.highPass.withUnsafeBufferPointer { mask in
            unsafe residual(of: lowSpectrum, mask: SharedTable(mask), by: transforms[0])
        }
        var levels: [[SteerableBand]] = []
        for (level, table) in tables.levels.enumerated() {
            lowSpectrum = lowered(lowSpectrum, to: table.grid, by: table.low)
            levels.append(bands(of: lowSpectrum, table: table, transform: transforms[level]))
        }
        lowSpectrum = lowered(lowSpectrum, to: tables.lowGrid, by: tables.low)
        return SteerablePyramid(
            highPass: highPass, levels: levels,
            lowPass: transforms[height].inverse(lowSpectrum))
    }

    private func residual(
        of spectrum: Spectrum, mask: SharedTable, by transform: RealFourierTransform
    ) -> Plane {
        let count = spectrum.imageSize.height
        return unsafe transform.inverse { kx, line in
            let column = unsafe spectrum.column(kx)
            let weights = unsafe mask.start + kx * count
            for index in 0..<count {
                unsafe line[2 &* index] = column[2 &* index] * weights[index]
                unsafe line[2 &* index &+ 1] = column[2 &* index &+ 1] * weights[index]
            }
        }
    }

    /// The centre of a spectrum times a low mask; in place where the size stays.
    private func lowered(_ spectrum: Spectrum, to grid: FrequencyGrid, by mask: [Float])
        -> Spectrum
    {
        let height = spectrum.imageSize.height
        let isSameSize = spectrum.imageSize == grid.size
        let result = isSameSize ? spectrum : Spectrum(uninitialized: grid.size)
        unsafe mask.withUnsafeBufferPointer { mask in
            let mask = unsafe SharedTable(mask)
            threads.forEachRun(of: grid.columnCount) { columns in
                for kx in columns {
                    let column = unsafe result.column(kx)
                    if !isSameSize {
                        unsafe grid.cropColumn(spectrum.column(kx), height: height, to: column)
                    }
                    let weights = unsafe mask.start + kx * grid.size.height
                    for index in 0..<grid.size.height {
                        unsafe column[2 &* index] *= weights[index]
                        unsafe column[2 &* index &+ 1] *= weights[index]
                    }
                }
            }
        }
        return result
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
