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
    /// Room for samples left of a row's first: a cache line, so that the first begins one.
    private static let margin = 16

    private let base: UnsafeMutablePointer<Float>
    private let work: UnsafeMutablePointer<Float>

    init() {
        let count = Self.rowLength * (2 * Self.sampleRows + WorkRow.count)
        let memory = UnsafeMutableRawPointer.allocate(
            byteCount: count * MemoryLayout<Float>.stride, alignment: 64)
        unsafe base = memory.initializeMemory(as: Float.self, repeating: 0, count: count)
        unsafe work = base + Self.rowLength * 2 * Self.sampleRows
    }

    deinit { unsafe base.deallocate() }

    enum WorkRow: Int, CaseIterable {
        case sum, difference, squaredSum, squaredDifference
        case contrastStructure, luminance, similarity, halved

        static let count = allCases.count
    }

    /// The sums of a row, counted from the tile's first, from the first column of its map on.
    func sums(_ row: Int) -> UnsafeMutablePointer<Float> {
        unsafe base + 2 * row * Self.rowLength + Self.margin
    }

    /// The differences of a row, as ``sums(_:)``.
    func differences(_ row: Int) -> UnsafeMutablePointer<Float> {
        unsafe base + (2 * row + 1) * Self.rowLength + Self.margin
    }

    /// A row to work in, with room for 16 samples before its first.
    func work(_ row: WorkRow) -> UnsafeMutablePointer<Float> {
        unsafe work + row.rawValue * Self.rowLength + Self.margin
    }
}
