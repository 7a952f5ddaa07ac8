// SPDX-License-Identifier: Apache-2.0

internal import Raster
internal import SeededRandom

/// How a level's distance varies when the images are drawn again, each with all its patches.
///
/// Drawing patches instead would understate the error many times: patches of one image are alike. An
/// image that is drawn twice counts twice, so a replicate needs no new sorting, only weights. Each
/// replicate is normalised anew, by a ``RowCorrection``. Efron and Tibshirani, "An Introduction to
/// the Bootstrap", 1993.
struct ImageBootstrap: Sendable {
    /// Directions that replicates are measured along; the images make the spread, not the directions.
    static let directions = 64

    let replicates: Int
    let order: WassersteinOrder
    let threads: ThreadCount
    let seed: UInt64

    /// The distance in each replicate.
    func distances(
        _ reals: DescriptorTable, names realNames: [String], _ fakes: DescriptorTable,
        names fakeNames: [String], along directions: Directions
    ) throws(SlicedWassersteinError) -> [Double] {
        let realDraws = draws(realNames)
        let fakeDraws = draws(fakeNames)
        let realChanges = realDraws.map { NormalisationChange(reals, draws: $0) }
        let fakeChanges = fakeDraws.map { NormalisationChange(fakes, draws: $0) }
        var totals = [Double](repeating: 0, count: replicates)
        let columnsA = ProjectedColumns(reals, mergingCopies: false)
        let columnsB = ProjectedColumns(fakes, mergingCopies: false)
        let rowsA = ProjectionRows()
        let rowsB = ProjectionRows()
        rowsA.reserve(directions: 4, count: columnsA.count)
        rowsB.reserve(directions: 4, count: columnsB.count)
        for first in stride(from: 0, to: directions.count, by: 4) {
            let range = first..<min(first + 4, directions.count)
            try rowsA.project(
                reals, columnsA,
                on: ProjectionBlock(directions, range, scale: reals.statistics.scale),
                threads: threads)
            try rowsB.project(
                fakes, columnsB,
                on: ProjectionBlock(directions, range, scale: fakes.statistics.scale),
                threads: threads)
            for row in range.indices {
                let a = unsafe LabelledRow(rowsA.row(row - first), reals)
                let b = unsafe LabelledRow(rowsB.row(row - first), fakes)
                let split = ChannelSplit(directions, row)
                let distances = ReplicateDistances(count: replicates)
                threads.forEach(below: replicates) { replicate in
                    distances.set(
                        replicate,
                        LabelledRow.powered(
                            a, realDraws[replicate], realChanges[replicate].correction(split), b,
                            fakeDraws[replicate], fakeChanges[replicate].correction(split),
                            order: order))
                }
                for replicate in totals.indices { totals[replicate] += distances[replicate] }
            }
        }
        return totals.map { total in
            let mean = total / Double(directions.count)
            return order == .first ? mean : mean.squareRoot()
        }
    }

    /// How often each image is drawn, by replicate.
    ///
    /// Images are drawn in the order of their names, so that the same set is drawn from alike in every comparison and in any order of files.
    func draws(_ names: [String]) -> [[Int32]] {
        let order = names.indices.sorted {
            names[$0].utf8.lexicographicallyPrecedes(names[$1].utf8)
        }
        let label = order.reduce(into: RandomStream(seed: seed) / "bootstrap") { stream, image in
            stream = stream / names[image]
        }
        return (0..<replicates).map { replicate in
            var generator = (label / replicate).generator()
            var counts = [Int32](repeating: 0, count: names.count)
            for _ in names { counts[order[generator.index(below: names.count)]] += 1 }
            return counts
        }
    }
}

/// Results that threads write, each its own.
@safe private final class ReplicateDistances: @unchecked Sendable {
    // Unchecked: each place is written by one thread, and read when all are done.
    private let values: UnsafeMutableBufferPointer<Double>

    init(count: Int) {
        unsafe values = .allocate(capacity: count)
        unsafe values.initialize(repeating: 0)
    }

    deinit { unsafe values.deallocate() }

    func set(_ index: Int, _ value: Double) { unsafe values[index] = value }

    subscript(index: Int) -> Double { unsafe values[index] }
}
