// SPDX-License-Identifier: Apache-2.0

import Raster

// The row loops of the integer pyramid: plain arithmetic over unit-stride rows, which the compiler
// turns into SIMD; sums are 16 bits wide for 8-bit samples and 32 for 16-bit ones.

/// Computes single rows of the integer REDUCE.
@safe final class IntegerRowReducer<Sample: PyramidSample> {
    private let fine: UnsafePointer<Sample>
    private let size: ImageSize
    private let base: UnsafeMutablePointer<Sample.Sum>
    private static var margin: Int { 4 }

    init(fine: UnsafePointer<Sample>, size: ImageSize) {
        unsafe self.fine = fine
        self.size = size
        unsafe base = .allocate(capacity: size.width + 2 * Self.margin)
        unsafe base.initialize(repeating: 0, count: size.width + 2 * Self.margin)
    }

    deinit { unsafe base.deallocate() }

    private func fineRow(_ row: Int) -> UnsafePointer<Sample> {
        unsafe fine + BorderRule.mirrored(row, count: size.height) * size.width
    }

    /// Writes coarse row `row`.
    func write(_ row: Int, to target: UnsafeMutablePointer<Sample>) {
        let width = size.width
        let column = unsafe base + Self.margin
        let r0 = unsafe fineRow(2 * row - 2)
        let r1 = unsafe fineRow(2 * row - 1)
        let r2 = unsafe fineRow(2 * row)
        let r3 = unsafe fineRow(2 * row + 1)
        let r4 = unsafe fineRow(2 * row + 2)
        for x in 0..<width {
            let outer =
                unsafe Sample.Sum(truncatingIfNeeded: r0[x])
                &+ Sample.Sum(truncatingIfNeeded: r4[x])
            let inner =
                unsafe Sample.Sum(truncatingIfNeeded: r1[x])
                &+ Sample.Sum(truncatingIfNeeded: r3[x])
            let centre = unsafe Sample.Sum(truncatingIfNeeded: r2[x])
            unsafe column[x] = outer &+ 4 &* inner &+ 6 &* centre
        }
        for x in [-2, -1, width, width + 1, width + 2] {
            unsafe column[x] = column[BorderRule.mirrored(x, count: width)]
        }
        for x in 0..<size.halved.width {
            let outer = unsafe column[2 * x - 2] &+ column[2 * x + 2]
            let inner = unsafe column[2 * x - 1] &+ column[2 * x + 1]
            let sum = unsafe outer &+ 4 &* inner &+ 6 &* column[2 * x] &+ 128
            unsafe target[x] = Sample(truncatingIfNeeded: sum &>> 8)
        }
    }
}

/// Computes single rows of the integer EXPAND, even and odd columns apart.
@safe final class IntegerRowExpander<Sample: PyramidSample> {
    private let coarse: UnsafePointer<Sample>
    private let coarseSize: ImageSize
    private let base: UnsafeMutablePointer<Sample.Sum>
    /// Columns 0, 2, 4, … of the loaded row.
    let even: UnsafeMutablePointer<Sample>
    /// Columns 1, 3, 5, … of the loaded row.
    let odd: UnsafeMutablePointer<Sample>

    init(coarse: UnsafePointer<Sample>, size: ImageSize) {
        unsafe self.coarse = coarse
        coarseSize = size.halved
        unsafe base = .allocate(capacity: coarseSize.width + 2)
        unsafe even = .allocate(capacity: coarseSize.width)
        unsafe odd = .allocate(capacity: coarseSize.width)
        unsafe base.initialize(repeating: 0, count: coarseSize.width + 2)
        unsafe even.initialize(repeating: 0, count: coarseSize.width)
        unsafe odd.initialize(repeating: 0, count: coarseSize.width)
    }

    deinit {
        unsafe base.deallocate()
        unsafe even.deallocate()
        unsafe odd.deallocate()
    }

    /// Expands fine row `row`.
    func load(_ row: Int) {
        let count = coarseSize.width
        let index = row / 2
        let above = index > 0 ? index - 1 : min(1, coarseSize.height - 1)
        let below = min(index + 1, coarseSize.height - 1)
        let g0 = unsafe coarse + above * count
        let g1 = unsafe coarse + index * count
        let g2 = unsafe coarse + below * count
        let column = unsafe base + 1
        if row % 2 == 0 {
            for x in 0..<count {
                let outer =
                    unsafe Sample.Sum(truncatingIfNeeded: g0[x])
                    &+ Sample.Sum(truncatingIfNeeded: g2[x])
                unsafe column[x] = outer &+ 6 &* Sample.Sum(truncatingIfNeeded: g1[x])
            }
        } else {
            for x in 0..<count {
                let sum =
                    unsafe Sample.Sum(truncatingIfNeeded: g1[x])
                    &+ Sample.Sum(truncatingIfNeeded: g2[x])
                unsafe column[x] = 4 &* sum
            }
        }
        unsafe column[-1] = column[min(1, count - 1)]
        unsafe column[count] = column[count - 1]
        for x in 0..<count {
            let outer = unsafe column[x - 1] &+ column[x + 1]
            let sum = unsafe outer &+ 6 &* column[x] &+ 32
            unsafe even[x] = Sample(truncatingIfNeeded: sum &>> 6)
            let pair = unsafe 4 &* (column[x] &+ column[x + 1]) &+ 32
            unsafe odd[x] = Sample(truncatingIfNeeded: pair &>> 6)
        }
    }
}
