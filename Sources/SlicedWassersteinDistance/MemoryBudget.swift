// SPDX-License-Identifier: Apache-2.0

internal import Raster

/// Shares the memory of a comparison out between descriptors and projections.
struct MemoryBudget {
    private var free: Int
    private let leastRows: Int
    private let scratch: Int

    /// What the program takes besides: its code, mapped parts of the sets, names, blocks of images that
    /// are decomposed, and what the system's allocator holds on to after images were read.
    private static let workingBytes = 320 << 20
    /// Fewer directions at once would read the descriptors too often.
    private static let leastDirections = 16

    init(
        _ memory: Int, reals: SlicedWassersteinEvidence, fakes: SlicedWassersteinEvidence,
        directions: Directions, threads: ThreadCount
    ) {
        let patches = reals.measured.patchesPerImage
        let rows = (reals.count + fakes.count) * patches * MemoryLayout<Float>.stride
        leastRows = rows * min(Self.leastDirections, directions.count)
        scratch =
            max(reals.count, fakes.count) * patches * MemoryLayout<Float>.stride * threads.count
            * RowScratch.rows
        free = memory - Self.workingBytes - reals.residentBytes - fakes.residentBytes - scratch
    }

    /// Whether a table of so many bytes may stay in memory; what it takes is then gone.
    mutating func admits(_ bytes: Int) -> Bool {
        guard bytes + leastRows <= free else { return false }
        free -= bytes
        return true
    }

    /// What rows of projections may take.
    var rowMemory: Int { max(free, 0) }
}
