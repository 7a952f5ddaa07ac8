// SPDX-License-Identifier: Apache-2.0

/// Sorts floats by dealing them out on a straight line from value to place.
///
/// Projections lie dense and smooth between their extremes, so a value's place can almost be
/// computed: `(value − least) × scale`, rounded, and since each step rounds monotonically, places
/// are in the order of the values. Two counting passes over the 22 bits of the place, and one of
/// insertion for the few values that share one, take the time of two passes where a radix sort of
/// all 32 bits takes three and two conversions. A row that the second-level cache does not hold is
/// first dealt out to buckets. Where values crowd so that a straight line does not tell them apart,
/// the radix sort takes over. The order is exact; zeros of either sign count as equal.
enum ValueSort {
    private static let digitBits = 11
    private static let digits = 1 << digitBits
    /// Rows up to this length are sorted without buckets (2¹⁸ floats are a MiB).
    private static let mostInCache = 1 << 18
    /// What a bucket should hold on average.
    private static let bucketLength = 1 << 15
    /// More values than this under one upper digit go to the radix sort: 8 a place, on average.
    private static let mostSharing: UInt32 = 8 << 11
    /// Up to this length insertion alone is fastest.
    private static let mostInserted = 32

    /// Sorts `count` finite floats in place; `scratch` has room for as many.
    static func sort(
        _ row: UnsafeMutablePointer<Float>, count: Int, scratch: UnsafeMutablePointer<Float>
    ) {
        guard count > mostInserted else { return unsafe insertionSort(row, count) }
        let (least, greatest) = unsafe RowScan.extremes(row, count)
        guard least < greatest else { return }
        if count > mostInCache {
            unsafe sortByBuckets(row, count, scratch, least: least, greatest: greatest)
        } else {
            unsafe sortInCache(row, count, scratch, least: least, greatest: greatest)
        }
    }

    private static func sortInCache(
        _ row: UnsafeMutablePointer<Float>, _ count: Int, _ scratch: UnsafeMutablePointer<Float>,
        least: Float, greatest: Float
    ) {
        guard let line = StraightLine(least: least, greatest: greatest, places: digits * digits)
        else { return unsafe RadixSort.sort(row, count: count, scratch: scratch) }
        unsafe withUnsafeTemporaryAllocation(of: UInt32.self, capacity: 2 * digits) { counts in
            guard let low = counts.baseAddress else { return }
            let high = unsafe low + digits
            unsafe low.initialize(repeating: 0, count: 2 * digits)
            for index in 0..<count {
                let place = unsafe line.place(of: row[index])
                unsafe low[place & (digits &- 1)] &+= 1
                unsafe high[place >> digitBits] &+= 1
            }
            unsafe accumulate(low, digits)
            let sharing = unsafe accumulate(high, digits)
            guard sharing <= mostSharing else {
                return unsafe RadixSort.sort(row, count: count, scratch: scratch)
            }
            unsafe deal(row, count, to: scratch, low) { line.place(of: $0) & (digits &- 1) }
            unsafe deal(scratch, count, to: row, high) { line.place(of: $0) >> digitBits }
            unsafe insertionSort(row, count)
        }
    }

    private static func sortByBuckets(
        _ row: UnsafeMutablePointer<Float>, _ count: Int, _ scratch: UnsafeMutablePointer<Float>,
        least: Float, greatest: Float
    ) {
        let buckets = StraightLine.powerOfTwo(upTo: min(digits, count / bucketLength))
        guard let line = StraightLine(least: least, greatest: greatest, places: buckets)
        else { return unsafe RadixSort.sort(row, count: count, scratch: scratch) }
        let ends = unsafe withUnsafeTemporaryAllocation(of: UInt32.self, capacity: buckets) {
            counts -> [UInt32] in
            guard let places = counts.baseAddress else { return [] }
            unsafe places.initialize(repeating: 0, count: buckets)
            for index in 0..<count { unsafe places[line.place(of: row[index])] &+= 1 }
            // Buckets that hold nearly all would be dealt out again and again.
            guard unsafe accumulate(places, buckets) <= count / 2 else { return [] }
            unsafe deal(row, count, to: scratch, places) { line.place(of: $0) }
            return unsafe Array(counts)
        }
        guard !ends.isEmpty else {
            return unsafe RadixSort.sort(row, count: count, scratch: scratch)
        }
        var first = 0
        for end in ends {
            let length = Int(end) - first
            unsafe sort(scratch + first, count: length, scratch: row + first)
            unsafe (row + first).update(from: scratch + first, count: length)
            first = Int(end)
        }
    }

    /// Turns counts into first places.
    ///
    /// - Returns: The greatest count.
    @discardableResult
    private static func accumulate(_ counts: UnsafeMutablePointer<UInt32>, _ length: Int) -> UInt32
    {
        var total: UInt32 = 0
        var greatest: UInt32 = 0
        for place in 0..<length {
            let count = unsafe counts[place]
            greatest = max(greatest, count)
            unsafe counts[place] = total
            total &+= count
        }
        return greatest
    }

    /// Scatters values to where their places begin; each beginning moves on by one.
    @inline(__always)
    private static func deal(
        _ row: UnsafeMutablePointer<Float>, _ count: Int, to target: UnsafeMutablePointer<Float>,
        _ places: UnsafeMutablePointer<UInt32>, _ place: (Float) -> Int
    ) {
        for index in 0..<count {
            let value = unsafe row[index]
            let place = place(value)
            let position = unsafe places[place]
            unsafe places[place] = position &+ 1
            unsafe target[Int(position)] = value
        }
    }

    private static func insertionSort(_ row: UnsafeMutablePointer<Float>, _ count: Int) {
        guard count > 1 else { return }
        var last = unsafe row[0]
        for index in 1..<count {
            let value = unsafe row[index]
            if value >= last {
                last = value
                continue
            }
            var place = index
            repeat {
                unsafe row[place] = unsafe row[place &- 1]
                place &-= 1
            } while unsafe place > 0 && row[place &- 1] > value
            unsafe row[place] = value
        }
    }
}
