// SPDX-License-Identifier: Apache-2.0

/// The distance of first order between two rows of numbers, mostly without sorting them.
///
/// It is the area between the two cumulative distributions, ∫|F − G| dt (S. S. Vallender, "Calculation
/// of the Wasserstein Distance between Probability Distributions on the Line", 1974). The range is
/// cut into many strips of one width. Where F − G cannot change its sign within a strip, because it
/// is larger at the strip's beginning than the strip has numbers to change it by, the strip's area
/// follows from how many numbers it holds and from their sum. Only the numbers of the other strips
/// are sorted and walked through. So a row is read twice at most, and the result is that of sorting
/// all of it, to the rounding of double precision.
@unsafe struct CumulativeDistance {
    /// The strips of the longest rows; their tables stay in the second-level cache.
    private static let mostStrips = 1 << 14
    /// Numbers that a strip should hold on average.
    private static let numbersPerStrip = 16

    private let row: UnsafePointer<Float>
    private let other: UnsafePointer<Float>
    private let count: Int
    private let otherCount: Int

    /// Of two rows in any order, not empty and finite.
    init(
        _ row: UnsafePointer<Float>, _ count: Int, _ other: UnsafePointer<Float>, _ otherCount: Int
    ) {
        unsafe self.row = row
        unsafe self.count = count
        unsafe self.other = other
        unsafe self.otherCount = otherCount
    }

    /// The distance; `scratch` has room for three times the longer row and two.
    func value(scratch: UnsafeMutablePointer<Float>) -> Double {
        let (low, high) = unsafe RowScan.extremes(row, count)
        let (otherLow, otherHigh) = unsafe RowScan.extremes(other, otherCount)
        let least = min(low, otherLow)
        let greatest = max(high, otherHigh)
        guard least < greatest else { return 0 }
        let wanted = unsafe max(count, otherCount) / Self.numbersPerStrip
        let strips = unsafe StraightLine.powerOfTwo(upTo: max(2, min(Self.mostStrips, wanted)))
        guard let line = StraightLine(least: least, greatest: greatest, places: strips) else {
            // The range is too small or too large for a line: all is one strip.
            return unsafe walkAll(scratch)
        }
        return unsafe withUnsafeTemporaryAllocation(of: SIMD2<Double>.self, capacity: 2 * strips) {
            tables in
            guard let mine = tables.baseAddress else { return 0 }
            let theirs = unsafe mine + strips
            unsafe mine.initialize(repeating: .zero, count: 2 * strips)
            unsafe RowScan.tally(row, count, line, mine)
            unsafe RowScan.tally(other, otherCount, line, theirs)
            return unsafe withUnsafeTemporaryAllocation(of: UInt8.self, capacity: strips) { flags in
                guard let isOpen = flags.baseAddress else { return 0 }
                let settled = unsafe settle(line, mine, theirs, isOpen)
                let open = unsafe walkOpen(line, mine, theirs, isOpen, scratch)
                return unsafe (settled + open) / (Double(count) * Double(otherCount))
            }
        }
    }

    /// Adds up the strips whose sign is certain and marks the others with 1.
    ///
    /// All is in units of 1 / (count × otherCount), in which the distributions step by whole numbers.
    /// A strip reaches from the midpoint before its place to the midpoint after. Rounding may put a
    /// number into a strip although it lies beyond its end by 10⁻³ of the width at most: what one
    /// strip's area then lacks its neighbour's has too much.
    private func settle(
        _ line: StraightLine, _ mine: UnsafePointer<SIMD2<Double>>,
        _ theirs: UnsafePointer<SIMD2<Double>>, _ isOpen: UnsafeMutablePointer<UInt8>
    ) -> Double {
        let step = unsafe Double(otherCount)
        let otherStep = unsafe Double(count)
        var difference = 0.0
        var area = 0.0
        for strip in 0..<line.places {
            let (a, b) = unsafe (mine[strip], theirs[strip])
            let rise = a.x * step
            let fall = b.x * otherStep
            let isSettled = difference >= fall || difference <= -rise
            unsafe isOpen[strip] = isSettled ? 0 : 1
            if isSettled {
                let (start, end) = line.ends(of: strip)
                // Grouped so that swapping the rows changes the sign and nothing else.
                let integral =
                    difference * (end - start)
                    + ((a.x * end - a.y) * step - (b.x * end - b.y) * otherStep)
                area += abs(integral)
            }
            difference += rise - fall
        }
        return area
    }

    /// Adds up the marked strips by walking through their numbers in order.
    private func walkOpen(
        _ line: StraightLine, _ mine: UnsafePointer<SIMD2<Double>>,
        _ theirs: UnsafePointer<SIMD2<Double>>, _ isOpen: UnsafePointer<UInt8>,
        _ scratch: UnsafeMutablePointer<Float>
    ) -> Double {
        let a = unsafe scratch
        let length = unsafe RowScan.gather(row, count, line, isOpen, into: a)
        let b = unsafe a + length + 1
        let otherLength = unsafe RowScan.gather(other, otherCount, line, isOpen, into: b)
        let rest = unsafe b + otherLength + 1
        unsafe ValueSort.sort(a, count: length, scratch: rest)
        unsafe ValueSort.sort(b, count: otherLength, scratch: rest)
        unsafe a[length] = .infinity
        unsafe b[otherLength] = .infinity
        var difference = 0.0
        var area = 0.0
        var i = 0
        var j = 0
        for strip in 0..<line.places {
            let (countA, countB) = unsafe (mine[strip].x, theirs[strip].x)
            if unsafe isOpen[strip] == 1 {
                let (endA, endB) = (i + Int(countA), j + Int(countB))
                let (start, end) = line.ends(of: strip)
                let walk = unsafe RowWalk(a + i, endA - i, b + j, endB - j)
                area += unsafe walk.area(
                    from: start, to: end, difference: difference, step: Double(otherCount),
                    otherStep: Double(count))
                (i, j) = (endA, endB)
            }
            unsafe difference += countA * Double(otherCount) - countB * Double(count)
        }
        return area
    }

    private func walkAll(_ scratch: UnsafeMutablePointer<Float>) -> Double {
        let a = unsafe scratch
        let b = unsafe a + count
        unsafe a.update(from: row, count: count)
        unsafe b.update(from: other, count: otherCount)
        unsafe ValueSort.sort(a, count: count, scratch: b + otherCount)
        unsafe ValueSort.sort(b, count: otherCount, scratch: b + otherCount)
        return unsafe SortedRowDistance.powered(a, count, b, otherCount, order: .first)
    }
}
