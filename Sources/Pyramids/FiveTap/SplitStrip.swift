// SPDX-License-Identifier: Apache-2.0

import Raster

/// A strip of coarse rows of one level: reduces them, and subtracts their expansion from the fine rows
/// between them while those are in cache.
struct SplitStrip {
    private let rows: Range<Int>
    private let size: ImageSize
    private let reducer: RowReducer
    private let expander: RowExpander
    // The coarse rows just outside the strip belong to its neighbours, who may not have written them.
    private let outside: ScratchRow
    private let beyond: ScratchRow

    init(rows: Range<Int>, size: ImageSize, taps: FiveTaps) {
        self.rows = rows
        self.size = size
        reducer = RowReducer(size: size, taps: taps)
        expander = RowExpander(size: size, taps: taps)
        outside = ScratchRow(count: size.halved.width)
        beyond = ScratchRow(count: size.halved.width)
    }

    func run(
        _ fine: UnsafePointer<Float>, band: UnsafeMutablePointer<Float>,
        coarse: UnsafeMutablePointer<Float>
    ) {
        let coarseSize = size.halved
        if rows.lowerBound > 0 {
            unsafe reducer.write(rows.lowerBound - 1, of: fine, to: outside.start)
        }
        if rows.upperBound < coarseSize.height {
            unsafe reducer.write(rows.upperBound, of: fine, to: beyond.start)
        }
        func coarseRow(_ row: Int) -> UnsafePointer<Float> {
            if row < rows.lowerBound { return unsafe UnsafePointer(outside.start) }
            if row >= rows.upperBound { return unsafe UnsafePointer(beyond.start) }
            return unsafe UnsafePointer(coarse + row * coarseSize.width)
        }

        unsafe reducer.write(
            rows.lowerBound, of: fine, to: coarse + rows.lowerBound * coarseSize.width)
        for row in rows {
            if row + 1 < rows.upperBound {
                unsafe reducer.write(row + 1, of: fine, to: coarse + (row + 1) * coarseSize.width)
            }
            let neighbours = expander.neighbours(of: row)
            for fineRow in 2 * row..<min(2 * row + 2, size.height) {
                unsafe expander.load(
                    isOdd: fineRow % 2 == 1, above: coarseRow(neighbours.above),
                    centre: coarseRow(row), below: coarseRow(neighbours.below))
                let start = fineRow * size.width
                expander.expandRow(
                    into: unsafe SubtractedRow(fine: fine + start, band: band + start))
            }
        }
    }
}
