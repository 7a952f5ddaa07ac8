// SPDX-License-Identifier: Apache-2.0

internal import Raster

/// Fills a tile's buffer with sums and differences.
@safe struct TileLoading: @unchecked Sendable {
    private let first: UnsafePointer<Float>
    private let second: UnsafePointer<Float>
    private let width: Int
    private let offset: Float
    private let isSumDifference: Bool

    init(_ pair: ScalePair) {
        unsafe first = UnsafePointer(pair.first.storage.base)
        unsafe second = UnsafePointer(pair.second.storage.base)
        width = pair.size.width
        offset = pair.offset
        isSumDifference = pair.isSumDifference
    }

    /// Loads the samples of a tile; says whether all were finite.
    func load(_ tile: ScaleTile, into buffer: TileBuffer) -> Bool {
        var residue = Floats8.zero
        for (index, row) in tile.sampleRows.enumerated() {
            let start = row * width + tile.sampleColumns.lowerBound
            let count = tile.sampleColumns.count
            let (a, b) = unsafe (first + start, second + start)
            let (s, d) = unsafe (buffer.sums(index), buffer.differences(index))
            var x = 0
            while x &+ 8 <= count {
                unsafe write(a.floats8(x), b.floats8(x), s, d, x, &residue)
                x &+= 8
            }
            if x < count {
                var (last, other) = (Floats8.zero, Floats8.zero)
                for lane in 0..<count - x {
                    unsafe last[lane] = a[x + lane]
                    unsafe other[lane] = b[x + lane]
                }
                unsafe write(last, other, s, d, x, &residue)
            }
        }
        return residue == .zero
    }

    @inline(__always)
    private func write(
        _ a: Floats8, _ b: Floats8, _ s: UnsafeMutablePointer<Float>,
        _ d: UnsafeMutablePointer<Float>, _ x: Int, _ residue: inout Floats8
    ) {
        if isSumDifference {
            unsafe s.store(a, x)
            unsafe d.store(b, x)
        } else {
            unsafe s.store(a + b - offset, x)
            unsafe d.store(a - b, x)
            // Zero times a number is zero, times anything else not a number.
            residue += a * 0 + b * 0
        }
    }
}
