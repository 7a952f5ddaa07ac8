// SPDX-License-Identifier: Apache-2.0

import Raster

/// Computes single rows of REDUCE(fine).
@safe final class RowReducer {
    private let size: ImageSize
    private let taps: FiveTaps
    // The vertically filtered row, even and odd columns apart.
    private let even: ScratchRow
    private let odd: ScratchRow
    // A column outside and the column inside that stands for it.
    private let mirroredColumns: [5 of (outside: Int, inside: Int)]

    init(size: ImageSize, taps: FiveTaps) {
        self.size = size
        self.taps = taps
        even = ScratchRow(count: size.halved.width)
        odd = ScratchRow(count: size.halved.width)
        let width = size.width
        mirroredColumns = InlineArray { index in
            let outside = index < 2 ? index - 2 : width + index - 2
            return (outside, BorderRule.mirrored(outside, count: width))
        }
    }

    /// Writes coarse row `row` of a plane.
    func write(
        _ row: Int, of fine: UnsafePointer<Float>, to target: UnsafeMutablePointer<Float>
    ) {
        unsafe filterColumns(of: fine, around: 2 * row)
        mirrorEnds()
        unsafe filterRow(into: target)
    }

    @inline(__always)
    private func filterColumns(of fine: UnsafePointer<Float>, around centre: Int) {
        @inline(__always)
        func fineRow(_ row: Int) -> UnsafePointer<Float> {
            unsafe fine + BorderRule.mirrored(row, count: size.height) * size.width
        }
        let (a, b, c) = (taps.a, taps.b, taps.c)
        let r0 = unsafe fineRow(centre - 2)
        let r1 = unsafe fineRow(centre - 1)
        let r2 = unsafe fineRow(centre)
        let r3 = unsafe fineRow(centre + 1)
        let r4 = unsafe fineRow(centre + 2)
        let evenStart = unsafe even.start
        let oddStart = unsafe odd.start
        let whole = size.width & ~15
        var x = 0
        while x < whole {
            let inner = unsafe r1.floats16(x) + r3.floats16(x)
            let outer = unsafe r0.floats16(x) + r4.floats16(x)
            let sum = unsafe a * r2.floats16(x) + b * inner + c * outer
            unsafe evenStart.store(sum.evenHalf, x / 2)
            unsafe oddStart.store(sum.oddHalf, x / 2)
            x += 16
        }
        while x < size.width {
            let sum = unsafe a * r2[x] + b * (r1[x] + r3[x]) + c * (r0[x] + r4[x])
            if x % 2 == 0 { unsafe evenStart[x / 2] = sum } else { unsafe oddStart[x / 2] = sum }
            x += 1
        }
    }

    /// Writes columns −2, −1 and, after the last, as many as the taps reach.
    @inline(__always)
    private func mirrorEnds() {
        for index in 0..<5 {
            let (column, source) = mirroredColumns[index]
            let value = unsafe source & 1 == 0 ? even.start[source >> 1] : odd.start[source >> 1]
            // Arithmetic shift: column −1 is odd sample −1.
            if column & 1 == 0 {
                unsafe even.start[column >> 1] = value
            } else {
                unsafe odd.start[column >> 1] = value
            }
        }
    }

    @inline(__always)
    private func filterRow(into target: UnsafeMutablePointer<Float>) {
        let (a, b, c) = (taps.a, taps.b, taps.c)
        let e = unsafe UnsafePointer(even.start)
        let o = unsafe UnsafePointer(odd.start)
        let count = size.halved.width
        let whole = count & ~7
        var x = 0
        while x < whole {
            let inner = unsafe o.floats8(x - 1) + o.floats8(x)
            let outer = unsafe e.floats8(x - 1) + e.floats8(x + 1)
            unsafe target.store(a * e.floats8(x) + b * inner + c * outer, x)
            x += 8
        }
        while x < count {
            unsafe target[x] = a * e[x] + b * (o[x - 1] + o[x]) + c * (e[x - 1] + e[x + 1])
            x += 1
        }
    }
}
