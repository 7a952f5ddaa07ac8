// SPDX-License-Identifier: Apache-2.0

internal import Raster

/// The distances of two sets at one level, along each direction.
public struct LevelDistance: Sendable, Hashable {
    /// The power of the differences.
    public let order: WassersteinOrder
    /// Along each direction the mean of the powers of the differences, without the root.
    public let poweredDistances: [Double]

    /// Creates a level's distances.
    init(order: WassersteinOrder, poweredDistances: [Double]) {
        self.order = order
        self.poweredDistances = poweredDistances
    }

    /// The sliced distance: the p-th root of the mean over the directions.
    public var mean: Double { root(poweredDistances.reduce(0, +) / Double(poweredDistances.count)) }

    /// The greatest distance along any of the directions: a lower bound of the max-sliced distance.
    ///
    /// I. Deshpande et al., "Max-Sliced Wasserstein Distance", CVPR 2019.
    public var maximum: Double { root(poweredDistances.max() ?? 0) }

    /// The standard error of ``mean`` over the directions; nil below two.
    public var standardError: Double? {
        let count = Double(poweredDistances.count)
        guard count > 1 else { return nil }
        let average = poweredDistances.reduce(0, +) / count
        let squares = poweredDistances.reduce(0) { $0 + ($1 - average) * ($1 - average) }
        let error = (squares / (count - 1) / count).squareRoot()
        switch order {
        case .first: return error
        case .second:
            // The derivative of the root carries the error over.
            return average > 0 ? error / (2 * average.squareRoot()) : 0
        }
    }

    private func root(_ value: Double) -> Double { order == .first ? value : value.squareRoot() }
}

extension LevelDistance {
    /// Measures the distances of two tables along some directions.
    ///
    /// Directions are taken in blocks, as many as memory allows; a direction's rows are
    /// compared by one thread, and sums are in an order that depends on neither.
    init(
        of a: DescriptorTable, and b: DescriptorTable, along directions: Directions,
        order: WassersteinOrder, rowMemory: Int, rows: RowPair = RowPair(), threads: ThreadCount
    ) throws(SlicedWassersteinError) {
        let columnsA = ProjectedColumns(a, mergingCopies: true)
        let columnsB = ProjectedColumns(b, mergingCopies: true)
        let bytesPerDirection =
            (ProjectionRows.stride(columnsA.count) + ProjectionRows.stride(columnsB.count))
            * MemoryLayout<Float>.stride
        let affordable = max(4, rowMemory / bytesPerDirection / 4 * 4)
        let blockLength = min(affordable, Self.mostDirections, (directions.count + 3) / 4 * 4)
        rows.a.reserve(directions: blockLength, count: columnsA.count)
        rows.b.reserve(directions: blockLength, count: columnsB.count)
        var distances: [Double] = []
        for first in stride(from: 0, to: directions.count, by: blockLength) {
            let range = first..<min(first + blockLength, directions.count)
            try rows.a.project(
                a, columnsA, on: ProjectionBlock(directions, range, scale: a.statistics.scale),
                threads: threads)
            try rows.b.project(
                b, columnsB, on: ProjectionBlock(directions, range, scale: b.statistics.scale),
                threads: threads)
            distances += rows.distances(
                range.count, columnsA.weights, a.count, columnsB.weights, b.count, order: order,
                threads: threads)
        }
        self.init(order: order, poweredDistances: distances)
    }

    /// More directions at once gain nothing: their weights would leave the second-level cache.
    private static let mostDirections = 128
}
