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
        order: WassersteinOrder, rowMemory: Int, threads: ThreadCount
    ) throws(SlicedWassersteinError) {
        let longest = max(a.count, b.count)
        let bytesPerDirection =
            (ProjectionRows.stride(a.count) + ProjectionRows.stride(b.count))
            * MemoryLayout<Float>.stride
        let affordable = max(4, rowMemory / bytesPerDirection / 4 * 4)
        let blockLength = min(affordable, Self.mostDirections, (directions.count + 3) / 4 * 4)
        let rowsA = ProjectionRows(directions: blockLength, count: a.count)
        let rowsB = ProjectionRows(directions: blockLength, count: b.count)
        var distances: [Double] = []
        for first in stride(from: 0, to: directions.count, by: blockLength) {
            let range = first..<min(first + blockLength, directions.count)
            try rowsA.project(
                a, on: ProjectionBlock(directions, range, scale: a.statistics.scale),
                threads: threads)
            try rowsB.project(
                b, on: ProjectionBlock(directions, range, scale: b.statistics.scale),
                threads: threads)
            var block = [Double](repeating: 0, count: range.count)
            unsafe block.withUnsafeMutableBufferPointer { block in
                let results = unsafe Results(buffer: block)
                let lanes = min(threads.count, range.count)
                threads.forEach(below: lanes) { lane in
                    let scratch = AlignedSamples(
                        uninitializedCount: Self.scratchRows * longest + 2)
                    for row in stride(from: lane, to: range.count, by: lanes) {
                        unsafe results.buffer[row] = unsafe Self.powered(
                            rowsA.row(row), a.count, rowsB.row(row), b.count, order: order,
                            scratch: scratch.base)
                    }
                }
            }
            distances += block
        }
        self.init(order: order, poweredDistances: distances)
    }

    /// The rows that a thread may scribble on.
    static let scratchRows = 3

    private static func powered(
        _ a: UnsafeMutablePointer<Float>, _ countA: Int, _ b: UnsafeMutablePointer<Float>,
        _ countB: Int, order: WassersteinOrder, scratch: UnsafeMutablePointer<Float>
    ) -> Double {
        switch order {
        case .first:
            return unsafe CumulativeDistance(a, countA, b, countB).value(scratch: scratch)
        case .second:
            unsafe ValueSort.sort(a, count: countA, scratch: scratch)
            unsafe ValueSort.sort(b, count: countB, scratch: scratch)
            return unsafe SortedRowDistance.powered(a, countA, b, countB, order: order)
        }
    }

    /// More directions at once gain nothing: their weights would leave the second-level cache.
    private static let mostDirections = 128

    /// Results that cross to other threads: each is written by one of them.
    @unsafe private struct Results: @unchecked Sendable {
        let buffer: UnsafeMutableBufferPointer<Double>
    }
}
