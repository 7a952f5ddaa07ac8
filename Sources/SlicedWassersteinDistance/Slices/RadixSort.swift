// SPDX-License-Identifier: Apache-2.0

/// Sorts floats by the digits of their bit patterns, least significant digit first.
///
/// A float's bits, with the sign bit flipped for positive numbers and all bits inverted for negative
/// ones, are unsigned numbers in the same order; three counting passes over digits of 11, 11 and 10
/// bits sort them, whatever the values are.
enum RadixSort {
    private static let digits = 2048

    /// Sorts `count` floats in place; `scratch` has room for as many.
    static func sort(
        _ row: UnsafeMutablePointer<Float>, count: Int, scratch: UnsafeMutablePointer<Float>
    ) {
        unsafe withUnsafeTemporaryAllocation(of: UInt32.self, capacity: 3 * digits) { counts in
            guard let low = counts.baseAddress else { return }
            let middle = unsafe low + digits
            let high = unsafe middle + digits
            unsafe low.initialize(repeating: 0, count: 3 * digits)
            let a = unsafe UnsafeMutableRawPointer(row).assumingMemoryBound(to: UInt32.self)
            let b = unsafe UnsafeMutableRawPointer(scratch).assumingMemoryBound(to: UInt32.self)
            for index in 0..<count {
                let key = ordered(unsafe a[index])
                unsafe a[index] = key
                unsafe low[Int(key & 2047)] &+= 1
                unsafe middle[Int((key >> 11) & 2047)] &+= 1
                unsafe high[Int(key >> 22)] &+= 1
            }
            unsafe accumulate(low)
            unsafe accumulate(middle)
            unsafe accumulate(high)
            unsafe deal(a, count, to: b, low) { Int($0 & 2047) }
            unsafe deal(b, count, to: a, middle) { Int(($0 >> 11) & 2047) }
            unsafe deal(a, count, to: b, high) { Int($0 >> 22) }
            for index in 0..<count { unsafe a[index] = unordered(unsafe b[index]) }
        }
    }

    /// The values in ascending order, each with its label.
    static func sorted(
        _ row: UnsafePointer<Float>, count: Int, label: (Int) -> UInt32
    ) -> (values: [Float], labels: [UInt32]) {
        var keys = (0..<count).map { index in
            UInt64(ordered(unsafe row[index].bitPattern)) << 32 | UInt64(label(index))
        }
        var scratch = keys
        unsafe withUnsafeTemporaryAllocation(of: UInt32.self, capacity: digits) { counts in
            guard let places = counts.baseAddress else { return }
            for shift in [UInt64(32), 43, 54] {
                unsafe places.initialize(repeating: 0, count: digits)
                for key in keys { unsafe places[Int((key >> shift) & 2047)] &+= 1 }
                unsafe accumulate(places)
                unsafe keys.withUnsafeMutableBufferPointer { keys in
                    unsafe scratch.withUnsafeMutableBufferPointer { scratch in
                        guard let from = keys.baseAddress, let to = scratch.baseAddress
                        else { return }
                        unsafe deal(from, count, to: to, places) { Int(($0 >> shift) & 2047) }
                    }
                }
                swap(&keys, &scratch)
            }
        }
        return (
            keys.map { Float(bitPattern: unordered(UInt32($0 >> 32))) },
            keys.map { UInt32(truncatingIfNeeded: $0) }
        )
    }

    @inline(__always)
    private static func deal<Key: FixedWidthInteger>(
        _ keys: UnsafeMutablePointer<Key>, _ count: Int,
        to target: UnsafeMutablePointer<Key>, _ places: UnsafeMutablePointer<UInt32>,
        _ digit: (Key) -> Int
    ) {
        for index in 0..<count {
            let key = unsafe keys[index]
            let place = unsafe places[digit(key)]
            unsafe places[digit(key)] = place &+ 1
            unsafe target[Int(place)] = key
        }
    }

    /// From counts to first places.
    private static func accumulate(_ counts: UnsafeMutablePointer<UInt32>) {
        var total: UInt32 = 0
        for digit in 0..<digits {
            let count = unsafe counts[digit]
            unsafe counts[digit] = total
            total &+= count
        }
    }

    @inline(__always)
    private static func ordered(_ bits: UInt32) -> UInt32 {
        let sign = UInt32(bitPattern: Int32(bitPattern: bits) >> 31)
        return bits ^ (sign | 0x8000_0000)
    }

    @inline(__always)
    private static func unordered(_ key: UInt32) -> UInt32 {
        let sign = UInt32(bitPattern: Int32(bitPattern: key) >> 31)
        return key ^ (~sign | 0x8000_0000)
    }
}
