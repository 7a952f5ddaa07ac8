// SPDX-License-Identifier: Apache-2.0

/// Passes over rows of projections.
enum RowScan {
    /// The least and the greatest number of a row that is not empty.
    static func extremes(
        _ row: UnsafePointer<Float>, _ count: Int
    ) -> (least: Float, greatest: Float) {
        var least = SIMD8<Float>(repeating: unsafe row[0])
        var greatest = least
        let raw = unsafe UnsafeRawPointer(row)
        let whole = count / 8
        for index in 0..<whole {
            let eight = unsafe raw.loadUnaligned(
                fromByteOffset: index &* 32, as: SIMD8<Float>.self)
            least.replace(with: eight, where: eight .< least)
            greatest.replace(with: eight, where: eight .> greatest)
        }
        var low = least.min()
        var high = greatest.max()
        for index in (whole * 8)..<count {
            low = unsafe min(low, row[index])
            high = unsafe max(high, row[index])
        }
        return (low, high)
    }

    /// Adds each number to its place of a table: its weight to the first part, what the weight makes of
    /// it to the second.
    static func tally(
        _ row: WeightedRow, _ line: StraightLine, _ grid: StripTally.Grid,
        _ table: UnsafeMutablePointer<SIMD2<UInt64>>
    ) {
        let values = unsafe UnsafeRawPointer(row.values)
        let weights = unsafe UnsafeRawPointer(row.weights)
        let whole = unsafe row.count / 8
        for index in 0..<whole {
            let eight = unsafe values.loadUnaligned(
                fromByteOffset: index &* 32, as: SIMD8<Float>.self)
            let counts = unsafe weights.loadUnaligned(
                fromByteOffset: index &* 8, as: SIMD8<UInt8>.self)
            let places = line.places(of: eight)
            unsafe add(eight.lowHalf, counts.lowHalf, places.lowHalf, grid, to: table)
            unsafe add(eight.highHalf, counts.highHalf, places.highHalf, grid, to: table)
        }
        for index in unsafe (whole * 8)..<row.count {
            let (value, weight) = unsafe (row.values[index], row.weights[index])
            let sum = grid.multiples(SIMD4(Double(value) * Double(weight), 0, 0, 0))[0]
            unsafe table[line.place(of: value)] &+= SIMD2(UInt64(weight), sum)
        }
    }

    @inline(__always)
    private static func add(
        _ values: SIMD4<Float>, _ weights: SIMD4<UInt8>, _ places: SIMD4<UInt32>,
        _ grid: StripTally.Grid, to table: UnsafeMutablePointer<SIMD2<UInt64>>
    ) {
        let counts = SIMD4<UInt64>(truncatingIfNeeded: weights)
        // The number in the low bits of 2⁵².
        let factors =
            unsafe unsafeBitCast(counts | 0x1p52.bitPattern, to: SIMD4<Double>.self) - 0x1p52
        let sums = grid.multiples(SIMD4<Double>(values) * factors)
        unsafe table[Int(places[0])] &+= SIMD2(counts[0], sums[0])
        unsafe table[Int(places[1])] &+= SIMD2(counts[1], sums[1])
        unsafe table[Int(places[2])] &+= SIMD2(counts[2], sums[2])
        unsafe table[Int(places[3])] &+= SIMD2(counts[3], sums[3])
    }

    /// Finds the numbers whose place is marked with 1; the others have 0.
    ///
    /// - Parameters:
    ///   - row: The numbers.
    ///   - line: What tells their places.
    ///   - marks: 1 or 0 for each place.
    ///   - indices: Room for as many as the row is long.
    /// - Returns: How many there are.
    static func find(
        _ row: WeightedRow, _ line: StraightLine, _ marks: UnsafePointer<UInt8>,
        into indices: UnsafeMutablePointer<UInt32>
    ) -> Int {
        let raw = unsafe UnsafeRawPointer(row.values)
        let whole = unsafe row.count / 8
        var length = 0
        for index in 0..<whole {
            let values = unsafe raw.loadUnaligned(
                fromByteOffset: index &* 32, as: SIMD8<Float>.self)
            let places = line.places(of: values)
            let first = UInt32(truncatingIfNeeded: index &* 8)
            unsafe note(first, places[0], marks, indices, &length)
            unsafe note(first | 1, places[1], marks, indices, &length)
            unsafe note(first | 2, places[2], marks, indices, &length)
            unsafe note(first | 3, places[3], marks, indices, &length)
            unsafe note(first | 4, places[4], marks, indices, &length)
            unsafe note(first | 5, places[5], marks, indices, &length)
            unsafe note(first | 6, places[6], marks, indices, &length)
            unsafe note(first | 7, places[7], marks, indices, &length)
        }
        for index in unsafe (whole * 8)..<row.count {
            let place = unsafe UInt32(line.place(of: row.values[index]))
            unsafe note(UInt32(index), place, marks, indices, &length)
        }
        return length
    }

    /// Writes an index, which stays only if its place is marked: a branch would be mispredicted.
    @inline(__always)
    private static func note(
        _ index: UInt32, _ place: UInt32, _ marks: UnsafePointer<UInt8>,
        _ indices: UnsafeMutablePointer<UInt32>, _ length: inout Int
    ) {
        unsafe indices[length] = index
        length &+= unsafe Int(marks[Int(place)])
    }
}
