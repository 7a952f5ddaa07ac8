// SPDX-License-Identifier: Apache-2.0

internal import Raster

/// Rows in single precision for fast products, with what is needed to bound the distances that these
/// give.
///
/// |x − y|² = |x|² + |y|² − 2 x·y loses digits, and a tie between two distances must not be decided
/// by rounding. So each fast distance comes with a lower and an upper bound, and whenever a decision
/// lies between the two, the distance is computed once more by ``ImageRows/squaredDistance(_:_:_:)``.
struct BoundedRows: Sendable {
    let rows: ImageRows
    /// The rows less a common centre, rounded to single precision.
    let samples: [Float]
    /// (1 − κ) |x|², rounded down, and (1 + κ) |x|², rounded up.
    let lower: [Float]
    let upper: [Float]

    var count: Int { rows.count }
    var columns: Int { rows.columns }

    /// Wraps rows; both sets of a comparison are centred by the same point, which keeps norms, and
    /// with them the bounds, small.
    init(_ rows: ImageRows, centre: [Double]) {
        precondition(centre.count == rows.columns)
        self.rows = rows
        let columns = rows.columns
        var samples: [Float] = []
        samples.reserveCapacity(rows.count * columns)
        var lower: [Float] = []
        var upper: [Float] = []
        let slack = Self.slack(columns: columns)
        for row in 0..<rows.count {
            let values = rows.doubles(CollectionOfOne(row))
            let centred = values.indices.map { Float(values[$0] - centre[$0]) }
            let square = centred.reduce(0) { $0 + Double($1) * Double($1) }
            // Where squares leave the single range there is no bound, and all is computed exactly;
            // zeros keep the products finite.
            let isBounded = square == 0 || (1e-30..<1e37).contains(square)
            samples += isBounded ? centred : [Float](repeating: 0, count: columns)
            lower.append(isBounded ? Float(square * (1 - slack)).nextDown : -.infinity)
            upper.append(isBounded ? Float(square * (1 + slack)).nextUp : .infinity)
        }
        self.samples = samples
        self.lower = lower
        self.upper = upper
    }

    /// κ, so that any error of a fast distance is below κ (|x|² + |y|²).
    ///
    /// A product of `columns` terms in any order errs by at most columns · u · |x| |y| (u = 2⁻²⁴;
    /// N. Higham, "Accuracy and stability of numerical algorithms", 2002, section 3.1), rounding
    /// the samples moves a distance by at most 4 u (|x|² + |y|²), and the last additions by
    /// another few u.
    static func slack(columns: Int) -> Double { Double(columns + 32) * 0x1p-24 }

    /// The mean of two sets, by which both are centred.
    static func centre(_ first: ImageRows, _ second: ImageRows) -> [Double] {
        var sums = [Double](repeating: 0, count: first.columns)
        for rows in [first, second] {
            for row in 0..<rows.count {
                let values = rows.doubles(CollectionOfOne(row))
                for column in sums.indices { sums[column] += values[column] }
            }
        }
        return sums.map { $0 / Double(first.count + second.count) }
    }
}
