// SPDX-License-Identifier: Apache-2.0

import Raster

/// Computes single rows of EXPAND(coarse) and combines them with the fine row they belong to.
///
/// Polyphase form: even positions have the taps `2c, 2a, 2c`, odd ones `2b, 2b`, on each axis.
@safe final class RowExpander {
    private let size: ImageSize
    private let coarseSize: ImageSize
    private let taps: FiveTaps
    // The vertically expanded row, still at coarse width.
    private let column: ScratchRow

    init(size: ImageSize, taps: FiveTaps) {
        self.size = size
        self.coarseSize = size.halved
        self.taps = taps
        column = ScratchRow(count: coarseSize.width)
    }

    /// The coarse rows above and below, mirrored about the first row and about the missing odd
    /// position after the last.
    func neighbours(of row: Int) -> (above: Int, below: Int) {
        (row > 0 ? row - 1 : min(1, coarseSize.height - 1), min(row + 1, coarseSize.height - 1))
    }

    /// Expands vertically to each fine row that lies on some coarse rows of a plane, in turn.
    @inline(__always)
    func forEachFineRow(
        of rows: Range<Int>, _ coarse: UnsafePointer<Float>, _ body: (_ fineRow: Int) -> Void
    ) {
        let width = coarseSize.width
        for row in rows {
            let neighbours = neighbours(of: row)
            for fineRow in 2 * row..<min(2 * row + 2, size.height) {
                unsafe load(
                    isOdd: fineRow % 2 == 1, above: coarse + neighbours.above * width,
                    centre: coarse + row * width, below: coarse + neighbours.below * width)
                body(fineRow)
            }
        }
    }

    /// Expands vertically to one fine row.
    func load(
        isOdd: Bool, above: UnsafePointer<Float>, centre: UnsafePointer<Float>,
        below: UnsafePointer<Float>
    ) {
        let count = coarseSize.width
        let target = unsafe column.start
        let whole = count & ~7
        var x = 0
        if isOdd {
            let b = 2 * taps.b
            while x < whole {
                unsafe target.store(b * (centre.floats8(x) + below.floats8(x)), x)
                x += 8
            }
            while x < count {
                unsafe target[x] = b * (centre[x] + below[x])
                x += 1
            }
        } else {
            let (a, c) = (2 * taps.a, 2 * taps.c)
            while x < whole {
                let outer = unsafe above.floats8(x) + below.floats8(x)
                unsafe target.store(a * centre.floats8(x) + c * outer, x)
                x += 8
            }
            while x < count {
                unsafe target[x] = a * centre[x] + c * (above[x] + below[x])
                x += 1
            }
        }
        unsafe target[-1] = target[min(1, count - 1)]
        unsafe target[count] = target[count - 1]
    }

    /// Writes the expanded row, combined with the fine row as `output` says.
    @inline(__always)
    func expandRow(into output: some ExpandedRowOutput) {
        let (a, b, c) = (2 * taps.a, 2 * taps.b, 2 * taps.c)
        let v = unsafe UnsafePointer(column.start)
        let whole = size.width & ~15
        var x = 0
        while x < whole {
            let left = unsafe v.floats8(x / 2 - 1)
            let centre = unsafe v.floats8(x / 2)
            let right = unsafe v.floats8(x / 2 + 1)
            var expanded = Floats16()
            expanded.evenHalf = a * centre + c * (left + right)
            expanded.oddHalf = b * (centre + right)
            output.write(expanded, at: x)
            x += 16
        }
        while x < size.width {
            let index = x / 2
            if x % 2 == 0 {
                output.write(unsafe a * v[index] + c * (v[index - 1] + v[index + 1]), at: x)
            } else {
                output.write(unsafe b * (v[index] + v[index + 1]), at: x)
            }
            x += 1
        }
    }
}
