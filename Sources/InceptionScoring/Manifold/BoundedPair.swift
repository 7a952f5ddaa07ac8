// SPDX-License-Identifier: Apache-2.0

/// A pair of rows whose squared distance is known within bounds, and exactly on demand.
struct BoundedPair {
    /// Where a row lies with regard to a sphere.
    enum Place {
        case inside, surface, outside
    }

    private let first: BoundedRows
    private let row: Int
    private let second: BoundedRows
    private let other: Int
    private let low: Double
    private let high: Double

    /// Creates a pair from x·y in single precision.
    @inline(__always)
    init(_ first: BoundedRows, _ row: Int, _ second: BoundedRows, _ other: Int, product: Float) {
        self.first = first
        self.row = row
        self.second = second
        self.other = other
        low = Double(first.lower[row]) + Double(second.lower[other]) - 2 * Double(product)
        high = Double(first.upper[row]) + Double(second.upper[other]) - 2 * Double(product)
    }

    /// The squared distance, computed anew.
    var squaredDistance: Double { first.rows.squaredDistance(row, second.rows, other) }

    /// Where the one row lies with regard to a sphere of this squared radius around the other.
    @inline(__always)
    func place(inSphereOf squaredRadius: Double) -> Place {
        if high < squaredRadius { return .inside }
        if low > squaredRadius { return .outside }
        let distance = squaredDistance
        return distance < squaredRadius ? .inside : distance == squaredRadius ? .surface : .outside
    }
}

extension Float {
    /// The squared radius in single precision, raised by some rounding steps so that a fast test
    /// against it misses no pair.
    init(raising squaredRadius: Double) {
        self = Float(squaredRadius * (1 + 0x1p-20)).nextUp
    }
}
