// SPDX-License-Identifier: Apache-2.0

internal import Raster

/// A part of a scale's map, which one thread works on at a time, and the samples that it needs.
///
/// Small enough that the rows under the window stay in the first-level cache. Which tiles there are
/// depends on the size alone.
struct ScaleTile: Sendable {
    /// Columns and rows of the map.
    let columns: Range<Int>
    let rows: Range<Int>
    /// The samples under the window, and one more before them, which the next scale may need.
    let sampleColumns: Range<Int>
    let sampleRows: Range<Int>
    /// The samples that belong to this tile and to no other.
    let ownColumns: Range<Int>
    let ownRows: Range<Int>

    /// How many of the samples lie left of the map's first column: none or one.
    var lead: Int { columns.lowerBound - sampleColumns.lowerBound }

    static let greatestWidth = 256
    static let greatestHeight = 32

    /// All tiles of a map under a window of `window` taps, row by row.
    static func tiles(of mapSize: ImageSize, window: Int) -> [ScaleTile] {
        let columns = parts(of: mapSize.width, greatest: greatestWidth)
        return parts(of: mapSize.height, greatest: greatestHeight).flatMap { rows in
            columns.map { ScaleTile(columns: $0, rows: rows, window: window) }
        }
    }

    private static func parts(of count: Int, greatest: Int) -> [Range<Int>] {
        stride(from: 0, to: count, by: greatest).map { $0..<min($0 + greatest, count) }
    }

    private init(columns: Range<Int>, rows: Range<Int>, window: Int) {
        self.columns = columns
        self.rows = rows
        func samples(_ places: Range<Int>) -> (needed: Range<Int>, own: Range<Int>) {
            let end = places.upperBound + window - 1
            let isFirst = places.lowerBound == 0
            return (
                max(places.lowerBound - 1, 0)..<end,
                (isFirst ? 0 : places.lowerBound + window - 1)..<end
            )
        }
        (sampleColumns, ownColumns) = samples(columns)
        (sampleRows, ownRows) = samples(rows)
    }
}
