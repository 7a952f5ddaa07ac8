// SPDX-License-Identifier: Apache-2.0

internal import Raster

/// What was taken from the sums and differences of a tile: their means, nearly.
///
/// Variances are E[s²] − E[s]², which in single precision loses what E[s]² has more than they. In a
/// tile that is near 0 on average, that is little; flat images lose nothing.
struct TileOffsets: Sendable {
    let sum: Float
    let difference: Float
}

/// Fills a tile's buffer with sums and differences.
@safe struct TileLoading: @unchecked Sendable {
    private let first: UnsafePointer<Float>
    private let second: UnsafePointer<Float>
    private let width: Int
    private let isSumDifference: Bool

    init(_ pair: ScalePair) {
        unsafe first = UnsafePointer(pair.first.storage.base)
        unsafe second = UnsafePointer(pair.second.storage.base)
        width = pair.size.width
        isSumDifference = pair.isSumDifference
    }

    /// Loads the samples of a tile less their offsets; says whether all were finite.
    func load(_ tile: ScaleTile, into buffer: TileBuffer) -> (offsets: TileOffsets, isFinite: Bool)
    {
        let offsets = typicalValues(of: tile)
        let (sum, difference) = (offsets.sum, offsets.difference)
        var residue = Floats8.zero
        for (index, row) in tile.sampleRows.enumerated() {
            let start = row * width + tile.sampleColumns.lowerBound
            let count = tile.sampleColumns.count
            let (a, b) = unsafe (first + start, second + start)
            let (s, d) = unsafe (
                buffer.sums(index) - tile.lead, buffer.differences(index) - tile.lead
            )
            var x = 0
            while x < count {
                let (left, right) =
                    x &+ 8 <= count
                    ? unsafe (a.floats8(x), b.floats8(x))
                    : unsafe (lastLanes(a, x, count), lastLanes(b, x, count))
                unsafe s.store((isSumDifference ? left : left + right) - sum, x)
                unsafe d.store((isSumDifference ? right : left - right) - difference, x)
                // Zero times a number is zero, times anything else not a number.
                residue += left * 0 + right * 0
                x &+= 8
            }
        }
        return (offsets, residue == .zero)
    }

    private func lastLanes(_ row: UnsafePointer<Float>, _ x: Int, _ count: Int) -> Floats8 {
        var lanes = Floats8.zero
        for lane in 0..<count - x { unsafe lanes[lane] = row[x + lane] }
        return lanes
    }

    /// The means over every eighth row.
    private func typicalValues(of tile: ScaleTile) -> TileOffsets {
        var (left, right, count) = (Floats8.zero, Floats8.zero, 0)
        let (rows, columns) = (tile.sampleRows, tile.sampleColumns)
        for row in stride(from: rows.lowerBound, to: rows.upperBound, by: max(1, rows.count / 5)) {
            let start = row * width + columns.lowerBound
            let (a, b) = unsafe (first + start, second + start)
            var x = 0
            while x &+ 8 <= columns.count {
                left += unsafe a.floats8(x)
                right += unsafe b.floats8(x)
                x &+= 8
            }
            if x < columns.count {
                left += unsafe lastLanes(a, x, columns.count)
                right += unsafe lastLanes(b, x, columns.count)
            }
            count += columns.count
        }
        let (a, b) = (left.sum() / Float(count), right.sum() / Float(count))
        // Samples that are not finite are reported by the loading; here they must not spread.
        guard a.isFinite, b.isFinite else { return TileOffsets(sum: 0, difference: 0) }
        return isSumDifference
            ? TileOffsets(sum: a, difference: b) : TileOffsets(sum: a + b, difference: a - b)
    }
}
