// SPDX-License-Identifier: Apache-2.0

internal import Raster

/// Goes over all pairs of two sets, tile by tile, so that memory stays small however many there are.
///
/// A thread takes some rows of the first set, multiplies them with a stretch of the second, and looks
/// at the products while they are in cache.
enum TileScan {
    static let rowsPerTask = 512
    private static let columnsPerTile = 512

    /// Looks at x·y for a row and a stretch of columns.
    typealias Visit<Kept> =
        @Sendable (
            _ kept: inout Kept, _ row: Int, _ columns: Range<Int>, _ products: UnsafePointer<Float>
        ) -> Void

    /// Runs over all pairs.
    ///
    /// - Parameters:
    ///   - first: The set whose rows are shared out.
    ///   - second: The set of the columns.
    ///   - threads: How many threads may work.
    ///   - start: Makes what a task keeps, from its rows.
    ///   - visit: Looks at x·y for a row and a stretch of columns.
    /// - Returns: What the tasks kept, in the order of rows.
    static func run<Kept: Sendable>(
        _ first: BoundedRows, _ second: BoundedRows, threads: ThreadCount,
        start: @Sendable (Range<Int>) -> Kept,
        visit: Visit<Kept>
    ) -> [Kept] {
        _ = Factorisation.onCallingThread
        let tasks = (first.count + rowsPerTask - 1) / rowsPerTask
        var results = [Kept?](repeating: nil, count: tasks)
        unsafe results.withUnsafeMutableBufferPointer { buffer in
            let target = unsafe SharedPointer(buffer.baseAddress.unsafelyUnwrapped)
            threads.forEach(below: tasks) { task in
                let rows = task * rowsPerTask..<min((task + 1) * rowsPerTask, first.count)
                var kept = start(rows)
                unsafe scan(rows, of: first, second) { row, columns, products in
                    unsafe visit(&kept, row, columns, products)
                }
                unsafe target.base[task] = kept
            }
        }
        return results.compactMap(\.self)
    }

    private static func scan(
        _ rows: Range<Int>, of first: BoundedRows, _ second: BoundedRows,
        _ visit: (_ row: Int, _ columns: Range<Int>, _ products: UnsafePointer<Float>) -> Void
    ) {
        var tile = [Float](repeating: 0, count: rows.count * columnsPerTile)
        let inner = first.columns
        unsafe tile.withUnsafeMutableBufferPointer { tile in
            let products = unsafe tile.baseAddress.unsafelyUnwrapped
            unsafe first.samples.withUnsafeBufferPointer { a in
                unsafe second.samples.withUnsafeBufferPointer { b in
                    for left in stride(from: 0, to: second.count, by: columnsPerTile) {
                        let columns = left..<min(left + columnsPerTile, second.count)
                        unsafe MatrixProduct.singleTile(
                            a.baseAddress.unsafelyUnwrapped + rows.lowerBound * inner,
                            rows: rows.count,
                            b.baseAddress.unsafelyUnwrapped + left * inner, rows: columns.count,
                            inner: inner, into: products)
                        for row in rows {
                            unsafe visit(
                                row, columns,
                                products + (row - rows.lowerBound) * columns.count)
                        }
                    }
                }
            }
        }
    }

    /// Calls `body` for each place where `offsets[place] + shift − 2 products[place]` may be at most 0.
    ///
    /// Sixteen places are dismissed by one comparison, which is what happens to nearly all.
    @inline(__always)
    static func places(
        _ count: Int, products: UnsafePointer<Float>, offsets: UnsafePointer<Float>,
        shift: Float, _ body: (Int) -> Void
    ) {
        var place = 0
        let shifts = SIMD8<Float>(repeating: shift)
        while place + 16 <= count {
            let low = unsafe offsets.eight(place) + shifts - 2 * products.eight(place)
            let high = unsafe offsets.eight(place + 8) + shifts - 2 * products.eight(place + 8)
            if pointwiseMin(low, high).min() <= 0 {
                for lane in 0..<8 where low[lane] <= 0 { body(place + lane) }
                for lane in 0..<8 where high[lane] <= 0 { body(place + 8 + lane) }
            }
            place += 16
        }
        while place < count {
            if unsafe offsets[place] + shift - 2 * products[place] <= 0 { body(place) }
            place += 1
        }
    }
}

extension UnsafePointer<Float> {
    /// Eight samples from `offset` on, at any alignment.
    @inline(__always)
    fileprivate func eight(_ offset: Int) -> SIMD8<Float> {
        unsafe UnsafeRawPointer(self + offset).loadUnaligned(as: SIMD8<Float>.self)
    }
}
