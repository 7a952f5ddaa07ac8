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

    /// Adds each number to its place of a table: 1 to the first part, the number to the second.
    static func tally(
        _ row: UnsafePointer<Float>, _ count: Int, _ line: StraightLine,
        _ table: UnsafeMutablePointer<SIMD2<Double>>
    ) {
        let raw = unsafe UnsafeRawPointer(row)
        let whole = count / 8
        for index in 0..<whole {
            let values = unsafe raw.loadUnaligned(
                fromByteOffset: index &* 32, as: SIMD8<Float>.self)
            let places = line.places(of: values)
            unsafe add(values[0], places[0], to: table)
            unsafe add(values[1], places[1], to: table)
            unsafe add(values[2], places[2], to: table)
            unsafe add(values[3], places[3], to: table)
            unsafe add(values[4], places[4], to: table)
            unsafe add(values[5], places[5], to: table)
            unsafe add(values[6], places[6], to: table)
            unsafe add(values[7], places[7], to: table)
        }
        for index in (whole * 8)..<count {
            let value = unsafe row[index]
            unsafe add(value, UInt32(line.place(of: value)), to: table)
        }
    }

    @inline(__always)
    private static func add(
        _ value: Float, _ place: UInt32, to table: UnsafeMutablePointer<SIMD2<Double>>
    ) {
        unsafe table[Int(place)] += SIMD2(1, Double(value))
    }

    /// Copies the numbers whose place is marked with 1; the others have 0.
    ///
    /// - Returns: How many there are.
    static func gather(
        _ row: UnsafePointer<Float>, _ count: Int, _ line: StraightLine,
        _ marks: UnsafePointer<UInt8>, into target: UnsafeMutablePointer<Float>
    ) -> Int {
        let raw = unsafe UnsafeRawPointer(row)
        let whole = count / 8
        var length = 0
        for index in 0..<whole {
            let values = unsafe raw.loadUnaligned(
                fromByteOffset: index &* 32, as: SIMD8<Float>.self)
            let places = line.places(of: values)
            unsafe keep(values[0], places[0], marks, target, &length)
            unsafe keep(values[1], places[1], marks, target, &length)
            unsafe keep(values[2], places[2], marks, target, &length)
            unsafe keep(values[3], places[3], marks, target, &length)
            unsafe keep(values[4], places[4], marks, target, &length)
            unsafe keep(values[5], places[5], marks, target, &length)
            unsafe keep(values[6], places[6], marks, target, &length)
            unsafe keep(values[7], places[7], marks, target, &length)
        }
        for index in (whole * 8)..<count {
            let value = unsafe row[index]
            unsafe keep(value, UInt32(line.place(of: value)), marks, target, &length)
        }
        return length
    }

    /// Writes a number, which stays only if its place is marked: a branch would be mispredicted.
    @inline(__always)
    private static func keep(
        _ value: Float, _ place: UInt32, _ marks: UnsafePointer<UInt8>,
        _ target: UnsafeMutablePointer<Float>, _ length: inout Int
    ) {
        unsafe target[length] = value
        length &+= unsafe Int(marks[Int(place)])
    }
}

/// The line from the least value, at place 0, to the greatest, at the last place.
struct StraightLine {
    /// The number of places, a power of two.
    let places: Int
    private let least: Float
    private let scale: Float
    private let mask: UInt32

    /// Creates a line, or nil where the difference of the values is too small or too large for one.
    init?(least: Float, greatest: Float, places: Int) {
        precondition(places > 1 && places & (places - 1) == 0 && places <= 1 << 22)
        self.places = places
        self.least = least
        mask = UInt32(places - 1)
        scale = Float(places - 1) / (greatest - least)
        guard scale.isFinite && scale > 0 else { return nil }
    }

    /// The nearest place.
    ///
    /// Adding 2²³ leaves it in the low bits, without the checks that a conversion
    /// makes.
    @inline(__always)
    func place(of value: Float) -> Int {
        Int(((value - least) * scale + 0x1p23).bitPattern & mask)
    }

    /// The nearest places of eight values.
    @inline(__always)
    func places(of values: SIMD8<Float>) -> SIMD8<UInt32> {
        let shifted = (values - least) * scale + 0x1p23
        return unsafe unsafeBitCast(shifted, to: SIMD8<UInt32>.self) & mask
    }

    /// Where a place begins and ends: half way to its neighbours.
    func ends(of place: Int) -> (start: Double, end: Double) {
        let width = 1 / Double(scale)
        let middle = Double(least) + Double(place) * width
        return (middle - width / 2, middle + width / 2)
    }

    /// The greatest power of two that is at most `number`.
    static func powerOfTwo(upTo number: Int) -> Int {
        1 << (Int.bitWidth - 1 - max(1, number).leadingZeroBitCount)
    }
}
