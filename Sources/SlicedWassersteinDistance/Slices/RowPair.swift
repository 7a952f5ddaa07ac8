// SPDX-License-Identifier: Apache-2.0

internal import Raster
internal import Synchronization

/// The projections of two tables on the same directions.
final class RowPair: Sendable {
    let a = ProjectionRows()
    let b = ProjectionRows()

    /// Gives the memory back if it is more than `most` bytes, as rows of a level may be that left more
    /// to them than the next one does.
    func release(above most: Int) {
        guard a.bytes + b.bytes > most else { return }
        a.release()
        b.release()
        SampleMemory.releaseKept()
    }

    /// Compares the rows of each direction.
    ///
    /// - Parameters:
    ///   - count: How many directions there are.
    ///   - weightsA: How often each column of the first rows counts.
    ///   - totalA: The sum of these weights.
    ///   - weightsB: How often each column of the other rows counts.
    ///   - totalB: The sum of these weights.
    ///   - order: The power.
    ///   - threads: How many threads may work.
    /// - Returns: The powered distance along each direction.
    func distances(
        _ count: Int, _ weightsA: [UInt8], _ totalA: Int, _ weightsB: [UInt8], _ totalB: Int,
        order: WassersteinOrder, threads: ThreadCount
    ) -> [Double] {
        let room = RowScratch.count(longest: max(totalA, totalB))
        let next = Atomic(0)
        return unsafe [Double](unsafeUninitializedCapacity: count) { buffer, filled in
            let results = unsafe Results(buffer: buffer)
            threads.forEach(below: min(threads.count, count)) { _ in
                let scratch = AlignedSamples(uninitializedCount: room)
                unsafe weightsA.withUnsafeBufferPointer { weightsA in
                    unsafe weightsB.withUnsafeBufferPointer { weightsB in
                        guard let weightsA = weightsA.baseAddress,
                            let weightsB = weightsB.baseAddress
                        else { return }
                        while true {
                            let index = next.add(1, ordering: .relaxed).oldValue
                            guard index < count else { return }
                            let a = unsafe WeightedRow(
                                values: self.a.row(index), weights: weightsA,
                                count: self.a.count, total: totalA)
                            let b = unsafe WeightedRow(
                                values: self.b.row(index), weights: weightsB,
                                count: self.b.count, total: totalB)
                            unsafe results.buffer[index] = unsafe Self.powered(
                                a, b, order: order, scratch: scratch.base)
                        }
                    }
                }
            }
            filled = count
        }
    }

    private static func powered(
        _ a: WeightedRow, _ b: WeightedRow, order: WassersteinOrder,
        scratch: UnsafeMutablePointer<Float>
    ) -> Double {
        switch order {
        case .first: unsafe CumulativeDistance(a, b).value(scratch: scratch)
        case .second: unsafe SortedRowDistance.powered(a, b, order: order, scratch: scratch)
        }
    }

    /// Results that cross to other threads: each is written by one of them.
    @unsafe private struct Results: @unchecked Sendable {
        let buffer: UnsafeMutableBufferPointer<Double>
    }
}

/// What a thread may scribble on while it compares two rows.
enum RowScratch {
    /// The rows of it.
    static let rows = 3
    /// Behind a row: an infinity, and room to repeat its last number.
    static let slack = 16

    /// The number of floats, for rows of at most `longest` numbers.
    static func count(longest: Int) -> Int { rows * longest + 2 * slack }
}
