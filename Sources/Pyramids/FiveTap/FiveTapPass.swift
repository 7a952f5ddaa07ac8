// SPDX-License-Identifier: Apache-2.0

import Raster

/// The five-tap pyramid step in one pass over memory.
///
/// At 4096² the arithmetic is cheap and memory is not: a reduce, an expand and a subtraction one
/// after the other read and write the image five times. Here a strip of rows is reduced to one coarse
/// row at a time, and as soon as three neighbouring coarse rows exist, the two fine rows between them,
/// still in cache, are expanded against and subtracted. Coarse rows are split into strips for the
/// threads; a strip computes the coarse rows next to its ends itself, so that no thread waits and the
/// result does not depend on their number.
///
/// The vertical pass comes first and writes even and odd columns to rows of their own, which makes
/// the decimating horizontal pass unit-stride. Mirrored borders are a few samples written before and
/// after those rows.
struct FiveTapPass: Sendable {
    let taps: FiveTaps

    init(_ kernel: BurtAdelsonKernel) { taps = FiveTaps(kernel) }

    /// Coarse = REDUCE(fine).
    func reduce(
        _ fine: UnsafePointer<Float>, _ size: ImageSize, into coarse: UnsafeMutablePointer<Float>,
        _ threads: ThreadCount
    ) {
        let shared = unsafe Planes(fine: fine, coarse: coarse, band: nil)
        forEachStrip(of: size, threads) { rows in
            let reducer = unsafe RowReducer(fine: shared.fine, size: size, taps: taps)
            for row in rows {
                unsafe reducer.write(row, to: shared.coarse + row * size.halved.width)
            }
        }
    }

    /// Coarse = REDUCE(fine) and band = fine − EXPAND(coarse).
    func split(
        _ fine: UnsafePointer<Float>, _ size: ImageSize, band: UnsafeMutablePointer<Float>,
        coarse: UnsafeMutablePointer<Float>, _ threads: ThreadCount
    ) {
        let shared = unsafe Planes(fine: fine, coarse: coarse, band: band)
        forEachStrip(of: size, threads) { rows in
            unsafe splitStrip(rows, size, shared, band: shared.band.unsafelyUnwrapped)
        }
    }

    /// Fine = EXPAND(coarse).
    func expand(
        _ coarse: UnsafePointer<Float>, into fine: UnsafeMutablePointer<Float>, _ size: ImageSize,
        _ threads: ThreadCount
    ) {
        let shared = unsafe Planes(fine: coarse, coarse: fine, band: nil)
        forEachStrip(of: size, threads) { rows in
            unsafe expandStrip(rows, shared.fine, size) { row, expander in
                let target = unsafe shared.coarse + row * size.width
                expander.expandRow(into: unsafe StoredRow(target: target))
            }
        }
    }

    /// Band = EXPAND(coarse) + gain · band.
    func collapse(
        _ coarse: UnsafePointer<Float>, into band: UnsafeMutablePointer<Float>, _ size: ImageSize,
        gain: Float, _ threads: ThreadCount
    ) {
        let shared = unsafe Planes(fine: coarse, coarse: band, band: nil)
        forEachStrip(of: size, threads) { rows in
            unsafe expandStrip(rows, shared.fine, size) { row, expander in
                let target = unsafe shared.coarse + row * size.width
                expander.expandRow(into: unsafe AddedRow(band: target, gain: gain))
            }
        }
    }

    /// Pointers that cross to other threads: each strip writes rows of its own.
    @unsafe private struct Planes: @unchecked Sendable {
        let fine: UnsafePointer<Float>
        let coarse: UnsafeMutablePointer<Float>
        let band: UnsafeMutablePointer<Float>?
    }

    /// Below this many samples a strip is not worth waking a thread for.
    private static let smallestStrip = 1 << 16

    private func forEachStrip(
        of size: ImageSize, _ threads: ThreadCount, _ body: @Sendable (Range<Int>) -> Void
    ) {
        let rows = size.halved.height
        let strips = max(1, min(threads.count, size.area / Self.smallestStrip, rows))
        threads.forEach(below: strips) { strip in
            body(rows * strip / strips..<rows * (strip + 1) / strips)
        }
    }

    private func splitStrip(
        _ rows: Range<Int>, _ size: ImageSize, _ planes: Planes, band: UnsafeMutablePointer<Float>
    ) {
        let coarseSize = size.halved
        let reducer = unsafe RowReducer(fine: planes.fine, size: size, taps: taps)
        let expander = RowExpander(size: size, taps: taps)
        // The rows just outside the strip belong to its neighbours, who may not have written them.
        let outside = ScratchRow(count: coarseSize.width)
        let beyond = ScratchRow(count: coarseSize.width)
        if rows.lowerBound > 0 { unsafe reducer.write(rows.lowerBound - 1, to: outside.start) }
        if rows.upperBound < coarseSize.height {
            unsafe reducer.write(rows.upperBound, to: beyond.start)
        }
        func coarseRow(_ row: Int) -> UnsafePointer<Float> {
            if row < rows.lowerBound { return unsafe UnsafePointer(outside.start) }
            if row >= rows.upperBound { return unsafe UnsafePointer(beyond.start) }
            return unsafe UnsafePointer(planes.coarse + row * coarseSize.width)
        }

        unsafe reducer.write(
            rows.lowerBound, to: planes.coarse + rows.lowerBound * coarseSize.width)
        for row in rows {
            if row + 1 < rows.upperBound {
                unsafe reducer.write(row + 1, to: planes.coarse + (row + 1) * coarseSize.width)
            }
            let neighbours = expander.neighbours(of: row)
            for fineRow in 2 * row..<min(2 * row + 2, size.height) {
                unsafe expander.load(
                    isOdd: fineRow % 2 == 1, above: coarseRow(neighbours.above),
                    centre: coarseRow(row), below: coarseRow(neighbours.below))
                let start = fineRow * size.width
                expander.expandRow(
                    into: unsafe SubtractedRow(fine: planes.fine + start, band: band + start))
            }
        }
    }

    private func expandStrip(
        _ rows: Range<Int>, _ coarse: UnsafePointer<Float>, _ size: ImageSize,
        _ body: (_ fineRow: Int, RowExpander) -> Void
    ) {
        let expander = RowExpander(size: size, taps: taps)
        let width = size.halved.width
        for row in rows {
            let neighbours = expander.neighbours(of: row)
            for fineRow in 2 * row..<min(2 * row + 2, size.height) {
                unsafe expander.load(
                    isOdd: fineRow % 2 == 1, above: coarse + neighbours.above * width,
                    centre: coarse + row * width, below: coarse + neighbours.below * width)
                body(fineRow, expander)
            }
        }
    }
}
