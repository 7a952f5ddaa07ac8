// SPDX-License-Identifier: Apache-2.0

import Raster
import SeededRandom
import Testing

@testable import SlicedWassersteinDistance

struct CumulativeDistanceTests {
    static let shapes: [ValueSortTests.Shape] = [
        .normal, .uniform, .equal, .twoValues, .ramp, .tails, .tiny, .zeros, .clumps,
    ]

    /// Sorting both rows whole and adding up differences.
    private func sorted(_ a: [Float], _ b: [Float]) -> Double {
        let (a, b) = (a.sorted(), b.sorted())
        return unsafe a.withUnsafeBufferPointer { a in
            unsafe b.withUnsafeBufferPointer { b in
                unsafe SortedRowDistance.powered(
                    a.baseAddress.unsafelyUnwrapped, a.count, b.baseAddress.unsafelyUnwrapped,
                    b.count, order: .first)
            }
        }
    }

    private func fast(_ a: [Float], _ b: [Float]) -> Double {
        let scratch = AlignedSamples(
            uninitializedCount: RowScratch.count(longest: max(a.count, b.count)))
        let ones = [UInt8](repeating: 1, count: max(a.count, b.count))
        var (a, b) = (a, b)
        return unsafe ones.withUnsafeBufferPointer { ones in
            unsafe a.withUnsafeMutableBufferPointer { a in
                unsafe b.withUnsafeMutableBufferPointer { b in
                    let rows = unsafe [a, b].map { row in
                        unsafe WeightedRow(
                            values: row.baseAddress.unsafelyUnwrapped,
                            weights: ones.baseAddress.unsafelyUnwrapped, count: row.count,
                            total: row.count)
                    }
                    return unsafe CumulativeDistance(rows[0], rows[1]).value(scratch: scratch.base)
                }
            }
        }
    }

    /// Rows that are alike, apart, crossing, and of unequal sizes.
    @Test(arguments: shapes, [(1, 1), (2, 7), (600, 600), (3000, 3000), (2000, 1500)])
    func equalsSorting(_ shape: ValueSortTests.Shape, sizes: (Int, Int)) {
        let a = shape.values(sizes.0)
        let width = (a.max() ?? 0) - (a.min() ?? 0)
        let drawn = shape.values(sizes.1 + 1).dropLast()
        for b in [
            Array(drawn), drawn.map { $0 + width / 50 }, drawn.map { $0 * 1.5 },
            drawn.map { $0 + 3 * width },
        ] {
            let expected = sorted(a, b)
            // Strips are added up in double precision: what is lost is relative to the range.
            let range = Double(max(width, (b.max() ?? 0) - (b.min() ?? 0)))
            #expect(abs(fast(a, b) - expected) <= 1e-10 * expected + 1e-13 * range)
            #expect(fast(a, b) == fast(b, a))
        }
    }

    @Test(arguments: shapes) func identicalRowsAreAtZero(_ shape: ValueSortTests.Shape) {
        let a = shape.values(5000)
        #expect(fast(a, a.shuffled()) == 0)
    }

    /// Distributions that differ by sampling noise alone cross everywhere.
    @Test func crossingsEverywhereAreExact() {
        var random = SplitMix64(seed: 8)
        let (a, b) = (random.normals(count: 20_000), random.normals(count: 20_000))
        #expect(fast(a, b).isApproximatelyEqual(to: sorted(a, b), relative: 1e-10))
    }
}
