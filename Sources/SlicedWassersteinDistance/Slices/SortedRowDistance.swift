// SPDX-License-Identifier: Apache-2.0

/// The power of the differences that a distance adds up.
public enum WassersteinOrder: Int, Sendable, Hashable, Codable, CaseIterable {
    /// The mean absolute difference: the published measure.
    case first = 1
    /// The root of the mean squared difference.
    case second = 2
}

/// Distances between two samples of numbers, both in ascending order.
///
/// In one dimension the cheapest way to move one sample onto another keeps their order, so the
/// distance needs nothing but sorting (C. Villani, "Topics in Optimal Transportation", 2003, section
/// 2.2).
enum SortedRowDistance {
    /// The distance of two rows in any order; `scratch` has room for
    /// ``RowScratch/count(longest:)``.
    static func powered(
        _ row: WeightedRow, _ other: WeightedRow, order: WassersteinOrder,
        scratch: UnsafeMutablePointer<Float>
    ) -> Double {
        let room = unsafe max(row.total, other.total) + RowScratch.slack
        let a = unsafe scratch
        let b = unsafe a + room
        unsafe row.expand(into: a)
        unsafe other.expand(into: b)
        unsafe ValueSort.sort(a, count: row.total, scratch: b + room)
        unsafe ValueSort.sort(b, count: other.total, scratch: b + room)
        return unsafe powered(a, row.total, b, other.total, order: order)
    }

    /// The mean of |aᵢ − bᵢ|ᵖ of two samples of one size.
    static func powered(
        _ a: UnsafePointer<Float>, _ b: UnsafePointer<Float>, count: Int, order: WassersteinOrder
    ) -> Double {
        let rawA = unsafe UnsafeRawPointer(a)
        let rawB = unsafe UnsafeRawPointer(b)
        var sums = SIMD8<Double>.zero
        let whole = count / 8
        for index in 0..<whole {
            let x = unsafe rawA.loadUnaligned(fromByteOffset: index &* 32, as: SIMD8<Float>.self)
            let y = unsafe rawB.loadUnaligned(fromByteOffset: index &* 32, as: SIMD8<Float>.self)
            let difference = SIMD8<Double>(x) - SIMD8<Double>(y)
            switch order {
            case .first: sums += difference.replacing(with: -difference, where: difference .< 0)
            case .second: sums.addProduct(difference, difference)
            }
        }
        var sum = sums.sum()
        for index in (whole * 8)..<count {
            let difference = unsafe abs(Double(a[index]) - Double(b[index]))
            sum += order == .first ? difference : difference * difference
        }
        return sum / Double(count)
    }

    /// The integral of |F⁻¹ − G⁻¹|ᵖ over the quantiles of two samples of any sizes, in which each
    /// number weighs the same as the others of its sample.
    static func powered(
        _ a: UnsafePointer<Float>, _ countA: Int, _ b: UnsafePointer<Float>, _ countB: Int,
        order: WassersteinOrder
    ) -> Double {
        guard countA != countB else { return unsafe powered(a, b, count: countA, order: order) }
        // In units of 1 / (countA · countB) every step of either quantile function is whole.
        var i = 0
        var j = 0
        var position = 0
        var sum = 0.0
        while i < countA && j < countB {
            let endA = (i + 1) * countB
            let endB = (j + 1) * countA
            let end = min(endA, endB)
            let difference = unsafe abs(Double(a[i]) - Double(b[j]))
            sum += Double(end - position) * (order == .first ? difference : difference * difference)
            position = end
            if endA == end { i += 1 }
            if endB == end { j += 1 }
        }
        return sum / (Double(countA) * Double(countB))
    }
}
