// SPDX-License-Identifier: Apache-2.0

internal import Raster

/// Where the rows of a group of 32 neighbouring columns lie in memory.
///
/// A plane is one such layout. Between a pass along rows and one along columns another is faster:
/// each group by itself, so that the column pass reads one run of memory instead of 128 bytes from
/// every row, which no processor fetches ahead.
@safe struct ColumnGroups: @unchecked Sendable {
    // Unchecked: the passes give every thread rows or groups of its own.
    let base: UnsafeMutablePointer<Float>
    let groupStride: Int
    let rowStride: Int

    /// Columns in a group.
    static let width = 32

    static func count(for size: ImageSize) -> Int { (size.width + width - 1) / width }

    /// The layout of a plane.
    init(plane: UnsafeMutablePointer<Float>, width: Int) {
        unsafe base = plane
        groupStride = Self.width
        rowStride = width
    }

    /// Groups one after the other in `memory`.
    init(in memory: AlignedSamples, size: ImageSize) {
        unsafe base = memory.base
        groupStride = Self.stride(of: size)
        rowStride = Self.width
    }

    /// Memory for groups one after the other.
    static func makeMemory(for size: ImageSize) -> AlignedSamples {
        AlignedSamples(uninitializedCount: count(for: size) * stride(of: size))
    }

    // Two rows more than needed: strides that are powers of two would share a few cache sets.
    private static func stride(of size: ImageSize) -> Int { (size.height + 2) * width }

    /// The first sample of row `y` of a group.
    @inline(__always)
    func row(_ y: Int, group: Int) -> UnsafeMutablePointer<Float> {
        unsafe base + (group &* groupStride &+ y &* rowStride)
    }
}
