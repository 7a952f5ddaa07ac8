// SPDX-License-Identifier: Apache-2.0

internal import Raster

/// Computes the sum and difference of two planes.
@safe struct SumDifferencePass: @unchecked Sendable {
    let x: UnsafePointer<Float>
    let y: UnsafePointer<Float>
    let target: SumDifferencePointers

    /// Writes some rows; says whether all their samples were finite.
    func write(rows: Range<Int>) -> Bool {
        let width = target.size.width
        let (sum, difference) = unsafe (target.sum, target.difference)
        let offset = unsafe Floats8(repeating: target.offset)
        var residue = Floats8.zero
        var index = rows.lowerBound * width
        let end = rows.upperBound * width
        while index &+ 8 <= end {
            let (x, y) = unsafe (self.x.floats8(index), self.y.floats8(index))
            let (s, d) = (x + y - offset, x - y)
            unsafe sum.store(s, index)
            unsafe difference.store(d, index)
            // Zero times a number is zero, times anything else not a number.
            residue += s * 0
            index &+= 8
        }
        var isFinite = residue == .zero
        while index < end {
            let (x, y) = unsafe (self.x[index], self.y[index])
            unsafe sum[index] = x + y - target.offset
            unsafe difference[index] = x - y
            isFinite = isFinite && x.isFinite && y.isFinite
            index &+= 1
        }
        return isFinite
    }
}
