// SPDX-License-Identifier: Apache-2.0

internal import Raster

/// Which rows of two sets lie in whose spheres, exact at ties.
struct SphereMembership: Sendable {
    /// For each generated row, how many real spheres it is within, and within but not on.
    private(set) var realSpheres: [Int]
    private(set) var realSpheresStrictly: [Int]
    /// For each real row, whether it is within, or within but not on, a generated sphere.
    private(set) var isInGeneratedSphere: [Bool]
    private(set) var isInGeneratedSphereStrictly: [Bool]
    /// For each real row, whether a generated row is within but not on its sphere.
    private(set) var isCovered: [Bool]

    /// Compares each generated row with each real one; radii are squared.
    init(
        generated: BoundedRows, generatedRadii: [Double], real: BoundedRows, realRadii: [Double],
        threads: ThreadCount
    ) {
        // The test |x|² + |y|² − 2 x·y ≤ r² with r² on the side of the column.
        let offsets = zip(real.lower, realRadii).map { ($0 - Float(raising: $1)).nextDown }
        let parts = unsafe TileScan.run(generated, real, threads: threads) { rows in
            Part(start: rows.lowerBound, rows: rows.count, realCount: real.count)
        } visit: { part, row, columns, products in
            let left = columns.lowerBound
            unsafe offsets.withUnsafeBufferPointer { offsets in
                unsafe TileScan.places(
                    columns.count, products: products,
                    offsets: offsets.baseAddress.unsafelyUnwrapped + left,
                    shift: generated.lower[row]
                ) { place in
                    let pair = unsafe BoundedPair(
                        generated, row, real, left + place, product: products[place])
                    part.addRealSphere(
                        of: left + place, holding: row,
                        pair.place(inSphereOf: realRadii[left + place]))
                }
            }
            let shift = (generated.lower[row] - Float(raising: generatedRadii[row])).nextDown
            unsafe real.lower.withUnsafeBufferPointer { lower in
                unsafe TileScan.places(
                    columns.count, products: products,
                    offsets: lower.baseAddress.unsafelyUnwrapped + left, shift: shift
                ) { place in
                    let pair = unsafe BoundedPair(
                        generated, row, real, left + place, product: products[place])
                    part.addGeneratedSphere(
                        holding: left + place, pair.place(inSphereOf: generatedRadii[row]))
                }
            }
        }
        realSpheres = parts.flatMap(\.realSpheres)
        realSpheresStrictly = parts.flatMap(\.realSpheresStrictly)
        isInGeneratedSphere = [Bool](repeating: false, count: real.count)
        isInGeneratedSphereStrictly = isInGeneratedSphere
        isCovered = isInGeneratedSphere
        for part in parts {
            for column in 0..<real.count {
                if part.isInGeneratedSphere[column] { isInGeneratedSphere[column] = true }
                if part.isInGeneratedSphereStrictly[column] {
                    isInGeneratedSphereStrictly[column] = true
                }
                if part.isCovered[column] { isCovered[column] = true }
            }
        }
    }

    /// What the rows of one task found.
    private struct Part: Sendable {
        let start: Int
        var realSpheres: [Int]
        var realSpheresStrictly: [Int]
        var isInGeneratedSphere: [Bool]
        var isInGeneratedSphereStrictly: [Bool]
        var isCovered: [Bool]

        init(start: Int, rows: Int, realCount: Int) {
            self.start = start
            realSpheres = [Int](repeating: 0, count: rows)
            realSpheresStrictly = realSpheres
            isInGeneratedSphere = [Bool](repeating: false, count: realCount)
            isInGeneratedSphereStrictly = isInGeneratedSphere
            isCovered = isInGeneratedSphere
        }

        mutating func addRealSphere(
            of column: Int, holding row: Int, _ place: BoundedPair.Place
        ) {
            switch place {
            case .outside: break
            case .surface: realSpheres[row - start] += 1
            case .inside:
                realSpheres[row - start] += 1
                realSpheresStrictly[row - start] += 1
                isCovered[column] = true
            }
        }

        mutating func addGeneratedSphere(holding column: Int, _ place: BoundedPair.Place) {
            switch place {
            case .outside: break
            case .surface: isInGeneratedSphere[column] = true
            case .inside:
                isInGeneratedSphere[column] = true
                isInGeneratedSphereStrictly[column] = true
            }
        }
    }
}
