// SPDX-License-Identifier: Apache-2.0

/// The sums and differences of a tile, and rows to work in.
///
/// Sums and differences lie in alternate rows of one length that the compiler knows, so that every row
/// under the window is at a constant distance from the first; the length is an odd number of
/// cache lines, so that they do not compete for the same places in the cache.
@safe final class TileBuffer: @unchecked Sendable {
    // Unchecked: one tile uses it at a time; `TileBufferPool` sees to that.
    static let rowLength = 19 * 16
    private static let sampleRows = ScaleTile.greatestHeight + SimilarityWindow.standardSize
    /// Room before a work row for samples left of the first.
    private static let margin = 16

    private let base: UnsafeMutablePointer<Float>
    private let work: UnsafeMutablePointer<Float>

    init() {
        let count = Self.rowLength * 2 * Self.sampleRows
        unsafe base = .allocate(capacity: count + Self.rowLength * WorkRow.count)
        unsafe work = base + count
        // Loops run over the end of rows up to a vector; samples are written in whole vectors.
        unsafe work.initialize(repeating: 0, count: Self.rowLength * WorkRow.count)
    }

    deinit { unsafe base.deallocate() }

    enum WorkRow: Int, CaseIterable {
        case sum, difference, squaredSum, squaredDifference, halved

        static let count = allCases.count
    }

    /// The sums of a row, counted from the tile's first.
    func sums(_ row: Int) -> UnsafeMutablePointer<Float> {
        unsafe base + 2 * row * Self.rowLength
    }

    /// The differences of a row.
    func differences(_ row: Int) -> UnsafeMutablePointer<Float> {
        unsafe base + (2 * row + 1) * Self.rowLength
    }

    /// A row to work in, which has room for 16 samples before its first.
    func work(_ row: WorkRow) -> UnsafeMutablePointer<Float> {
        unsafe work + row.rawValue * Self.rowLength + Self.margin
    }
}
