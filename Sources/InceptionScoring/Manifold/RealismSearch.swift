// SPDX-License-Identifier: Apache-2.0

internal import Raster

/// The greatest squared radius over squared distance of each row, exact.
enum RealismSearch {
    /// Searches among the spheres of a set; those with a radius below 0 do not count.
    static func ratios(
        of rows: BoundedRows, among spheres: BoundedRows, squaredRadii: [Double],
        threads: ThreadCount
    ) -> [Double] {
        let raised = squaredRadii.map { $0 < 0 ? -Float.infinity : Float(raising: $0) }
        let bests = unsafe TileScan.run(rows, spheres, threads: threads) { range in
            Bests(start: range.lowerBound, ratios: [Double](repeating: 0, count: range.count))
        } visit: { bests, row, columns, products in
            var best = bests.ratios[row - bests.start]
            for place in 0..<columns.count {
                let column = columns.lowerBound + place
                // Only a distance that may be short enough for a better ratio is computed.
                let low = unsafe rows.lower[row] + spheres.lower[column] - 2 * products[place]
                guard best == 0 || Double(low) * best <= Double(raised[column]) else { continue }
                let radius = squaredRadii[column]
                guard radius > 0, best < .infinity else { continue }
                best = max(best, radius / rows.rows.squaredDistance(row, spheres.rows, column))
            }
            bests.ratios[row - bests.start] = best
        }
        return bests.flatMap(\.ratios)
    }

    /// The best ratios of a task's rows.
    private struct Bests: Sendable {
        let start: Int
        var ratios: [Double]
    }
}
