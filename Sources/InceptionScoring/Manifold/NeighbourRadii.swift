// SPDX-License-Identifier: Apache-2.0

internal import Raster

/// The squared distance of each row to its k-th nearest other row of the same set, exact.
enum NeighbourRadii {
    /// Computes the radii.
    ///
    /// - Parameters:
    ///   - set: More than `neighbours` rows.
    ///   - neighbours: k, at least 1.
    ///   - threads: How many threads may work.
    /// - Returns: The squared distances, in the order of rows.
    static func squared(
        of set: BoundedRows, neighbours: Int, threads: ThreadCount
    ) -> [Double] {
        precondition(neighbours >= 1 && set.count > neighbours)
        let searches = unsafe TileScan.run(set, set, threads: threads) { rows in
            Searches(rows: rows, neighbours: neighbours)
        } visit: { searches, row, columns, products in
            unsafe searches.look(at: row, columns, products, in: set)
        }
        let flat = searches.flatMap(\.rows)
        var radii = [Double](repeating: 0, count: set.count)
        unsafe radii.withUnsafeMutableBufferPointer { buffer in
            let target = unsafe SharedPointer(buffer.baseAddress.unsafelyUnwrapped)
            threads.forEach(below: set.count) { row in
                unsafe target.base[row] = flat[row].radius(of: row, in: set)
            }
        }
        return radii
    }

    /// The searches of a task's rows.
    private struct Searches {
        let start: Int
        var rows: [NeighbourSearch]

        init(rows range: Range<Int>, neighbours: Int) {
            start = range.lowerBound
            rows = range.map { _ in NeighbourSearch(neighbours: neighbours) }
        }

        @unsafe mutating func look(
            at row: Int, _ columns: Range<Int>, _ products: UnsafePointer<Float>,
            in set: BoundedRows
        ) {
            unsafe set.lower.withUnsafeBufferPointer { lower in
                let offsets = unsafe lower.baseAddress.unsafelyUnwrapped + columns.lowerBound
                let search = row - start
                // Taken before the places are gone over, the limit is at worst too generous.
                let shift = set.lower[row] - rows[search].limit
                unsafe TileScan.places(
                    columns.count, products: products, offsets: offsets, shift: shift
                ) { place in
                    let other = columns.lowerBound + place
                    guard other != row else { return }
                    let product = unsafe 2 * products[place]
                    rows[search].consider(
                        other, low: set.lower[row] + set.lower[other] - product,
                        high: set.upper[row] + set.upper[other] - product)
                }
            }
        }
    }
}

/// The search for one row's k-th nearest neighbour among distances that are known within bounds.
///
/// The k-th smallest upper bound is above the distance that is looked for; whatever has its lower
/// bound below that remains a candidate.
private struct NeighbourSearch: Sendable {
    private let neighbours: Int
    /// The smallest upper bounds, ascending, at most k of them.
    private var nearest: [Float] = []
    private var candidates: [(low: Float, row: Int)] = []
    /// Whether there are too many candidates to be worth a list.
    private var isHopeless = false

    private static let longestList = 512

    init(neighbours: Int) { self.neighbours = neighbours }

    /// No distance with its lower bound above this is looked for.
    var limit: Float {
        if isHopeless { return -.infinity }
        // Up by some rounding steps: what is compared with it has been rounded once more.
        return nearest.count < neighbours
            ? .infinity : nearest[neighbours - 1] * (1 + 0x1p-20) + .leastNormalMagnitude
    }

    mutating func consider(_ row: Int, low: Float, high: Float) {
        guard !isHopeless, low <= limit else { return }
        if nearest.count < neighbours || high < nearest[neighbours - 1] {
            let place = nearest.firstIndex { $0 > high } ?? nearest.count
            nearest.insert(high, at: place)
            if nearest.count > neighbours { nearest.removeLast() }
        }
        candidates.append((low, row))
        guard candidates.count >= Self.longestList else { return }
        let limit = limit
        candidates.removeAll { $0.low > limit }
        if candidates.count > Self.longestList / 2 {
            isHopeless = true
            candidates = []
        }
    }

    /// The squared distance to the k-th nearest, computed anew for all candidates.
    func radius(of row: Int, in set: BoundedRows) -> Double {
        let limit = limit
        let others =
            isHopeless
            ? (0..<set.count).filter { $0 != row }
            : candidates.filter { $0.low <= limit }.map(\.row)
        return others.map { set.rows.squaredDistance(row, set.rows, $0) }.sorted()[neighbours - 1]
    }
}
