// SPDX-License-Identifier: Apache-2.0

import SeededRandom
import Testing

@testable import SlicedWassersteinDistance

struct ValueSortTests {
    enum Shape: String, CaseIterable, Sendable {
        case normal, uniform, equal, twoValues, ramp, falling, tails, tiny, huge, zeros, clumps

        func values(_ count: Int) -> [Float] {
            var random = SplitMix64(seed: UInt64(count))
            return (0..<count).map { index in
                switch self {
                case .normal: Float(random.normal())
                case .uniform: Float(random.uniform(-3, 5))
                case .equal: 2.5
                case .twoValues: random.uniform() < 0.5 ? -1 : 1
                case .ramp: Float(index)
                case .falling: Float(-index)
                // A few values far away leave the others in one place of any straight line.
                case .tails: Float(random.normal() * (random.uniform() < 0.01 ? 1e12 : 1))
                case .tiny: Float(random.uniform() * 900) * .leastNonzeroMagnitude
                case .huge: Float(random.uniform(-1, 1)) * .greatestFiniteMagnitude
                case .zeros: random.uniform() < 0.3 ? -0.0 : 0
                case .clumps: Float(random.index(below: 5)) + Float(random.uniform()) * 1e-5
                }
            }
        }
    }

    @Test(arguments: Shape.allCases, [0, 1, 2, 31, 33, 1000, 40_000])
    func equalsComparisonSort(_ shape: Shape, count: Int) {
        check(shape.values(count))
    }

    /// Rows beyond the cache are dealt out to buckets first.
    @Test(arguments: [Shape.normal, .tails, .twoValues, .clumps, .equal])
    func sortsLongRows(_ shape: Shape) {
        check(shape.values(300_000))
    }

    @Test(arguments: Shape.allCases, [1, 2, 1000]) func labelsStayWithTheirValues(
        _ shape: Shape, count: Int
    ) {
        let values = shape.values(count)
        let found = unsafe values.withUnsafeBufferPointer {
            unsafe RadixSort.sorted($0.baseAddress.unsafelyUnwrapped, count: count) { UInt32($0) }
        }
        #expect(found.values == values.sorted())
        #expect(found.labels.map { values[Int($0)] } == found.values)
        #expect(Set(found.labels).count == count)
    }

    private func check(_ values: [Float]) {
        var row = values
        var scratch = [Float](repeating: .nan, count: max(1, values.count))
        unsafe row.withUnsafeMutableBufferPointer { row in
            unsafe scratch.withUnsafeMutableBufferPointer { scratch in
                guard let base = row.baseAddress, let other = scratch.baseAddress
                else { return }
                unsafe ValueSort.sort(base, count: row.count, scratch: other)
            }
        }
        #expect(row == values.sorted())
    }
}
