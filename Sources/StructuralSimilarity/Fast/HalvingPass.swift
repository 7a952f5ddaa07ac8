// SPDX-License-Identifier: Apache-2.0

internal import Raster

/// Computes rows of the next scale: means of 2×2 samples, borders by the rule.
@safe struct HalvingPass: @unchecked Sendable {
    let columns: HalvingRule.Axis
    let rows: HalvingRule.Axis
    let fine: SumDifferencePointers
    let coarse: SumDifferencePointers

    init(_ rule: HalvingRule, from fine: SumDifferencePointers, to coarse: SumDifferencePointers) {
        let axes = unsafe rule.axes(of: fine.size)
        columns = axes.columns
        rows = axes.rows
        unsafe self.fine = fine
        unsafe self.coarse = coarse
    }

    /// Writes some coarse rows.
    func write(rows strip: Range<Int>) {
        let scratch = ScratchRows(rows: 1, width: columns.count)
        let tall = scratch.row(0)
        for row in strip {
            let pair = rows.pair(row)
            // A zero of both images is −2c in the sum and 0 in the difference.
            unsafe addRows(pair, of: fine.sum, outside: -fine.offset, into: tall)
            unsafe halveRow(tall, into: coarse.sum + row * columns.halvedCount)
            unsafe addRows(pair, of: fine.difference, outside: 0, into: tall)
            unsafe halveRow(tall, into: coarse.difference + row * columns.halvedCount)
        }
    }

    private func addRows(
        _ pair: (Int?, Int?), of plane: UnsafeMutablePointer<Float>, outside: Float,
        into tall: UnsafeMutablePointer<Float>
    ) {
        let count = columns.count
        // One row of the pair may be missing, never both.
        let first = pair.0 ?? pair.1 ?? 0
        let a = unsafe plane + first * count
        if let second = pair.0 == nil ? nil : pair.1 {
            let b = unsafe plane + second * count
            var x = 0
            while x &+ 8 <= count {
                unsafe tall.store(a.floats8(x) + b.floats8(x), x)
                x &+= 8
            }
            while x < count {
                unsafe tall[x] = a[x] + b[x]
                x &+= 1
            }
        } else {
            for x in 0..<count { unsafe tall[x] = a[x] + outside }
        }
        unsafe tall[-1] = columns.zeroOutside ? 2 * outside : tall[0]
        unsafe tall[count] = columns.zeroOutside ? 2 * outside : tall[count - 1]
    }

    private func halveRow(
        _ tall: UnsafeMutablePointer<Float>, into target: UnsafeMutablePointer<Float>
    ) {
        let source = unsafe UnsafeRawPointer(tall + columns.shift)
        let count = columns.halvedCount
        var x = 0
        while x &+ 8 <= count {
            let both = unsafe source.loadUnaligned(
                fromByteOffset: 8 &* x, as: SIMD16<Float>.self)
            unsafe target.store((both.evenHalf + both.oddHalf) * 0.25, x)
            x &+= 8
        }
        while x < count {
            let left = 2 * x + columns.shift
            unsafe target[x] = (tall[left] + tall[left + 1]) * 0.25
            x &+= 1
        }
    }
}
