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

    private let row: WeightedRow
    private let other: WeightedRow

    /// Of two rows in any order, not empty and finite.
    init(_ row: WeightedRow, _ other: WeightedRow) {
        unsafe self.row = row
        unsafe self.other = other
    }

    /// The distance; `scratch` has room for ``RowScratch/count(longest:)``.
    func value(scratch: UnsafeMutablePointer<Float>) -> Double {
        let (low, high) = unsafe RowScan.extremes(row.values, row.count)
        let (otherLow, otherHigh) = unsafe RowScan.extremes(other.values, other.count)
        let least = min(low, otherLow)
        let greatest = max(high, otherHigh)
        guard least < greatest else { return 0 }
        let longest = unsafe max(row.total, other.total)
        let wanted = unsafe longest / Self.numbersPerStrip
        let strips = unsafe StraightLine.powerOfTwo(upTo: max(2, min(Self.mostStrips, wanted)))
        guard let line = StraightLine(least: least, greatest: greatest, places: strips) else {
            // The range is too small or too large for a line: all is one strip.
            return unsafe walkAll(scratch)
        }
        let grid = StripTally.Grid(greatest: max(abs(least), abs(greatest)), count: longest)
        return unsafe withUnsafeTemporaryAllocation(of: SIMD2<UInt64>.self, capacity: 2 * strips) {
            tables in
            guard let mine = tables.baseAddress else { return 0 }
            let theirs = unsafe mine + strips
            unsafe mine.initialize(repeating: .zero, count: 2 * strips)
            unsafe RowScan.tally(row, line, grid, mine)
            unsafe RowScan.tally(other, line, grid, theirs)
            return unsafe withUnsafeTemporaryAllocation(of: UInt8.self, capacity: strips) { flags in
                guard let isOpen = flags.baseAddress else { return 0 }
                let settled = unsafe settle(line, grid, mine, theirs, isOpen)
                let open = unsafe walkOpen(line, mine, theirs, isOpen, scratch)
                return unsafe (settled + open) / (Double(row.total) * Double(other.total))
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
        _ line: StraightLine, _ grid: StripTally.Grid, _ mine: UnsafePointer<SIMD2<UInt64>>,
        _ theirs: UnsafePointer<SIMD2<UInt64>>, _ isOpen: UnsafeMutablePointer<UInt8>
    ) -> Double {
        let step = unsafe Double(other.total)
        let otherStep = unsafe Double(row.total)
        var difference = 0.0
        var area = 0.0
        for strip in 0..<line.places {
            let a = unsafe StripTally(mine[strip], grid)
            let b = unsafe StripTally(theirs[strip], grid)
            let rise = a.count * step
            let fall = b.count * otherStep
            let isSettled = difference >= fall || difference <= -rise
            unsafe isOpen[strip] = isSettled ? 0 : 1
            if isSettled {
                let (start, end) = line.ends(of: strip)
                // Grouped so that swapping the rows changes the sign and nothing else.
                let integral =
                    difference * (end - start)
                    + ((a.count * end - a.sum) * step - (b.count * end - b.sum) * otherStep)
                area += abs(integral)
            }
            difference += rise - fall
        }
        return area
    }

    /// Adds up the marked strips by walking through their numbers in order.
    private func walkOpen(
        _ line: StraightLine, _ mine: UnsafePointer<SIMD2<UInt64>>,
        _ theirs: UnsafePointer<SIMD2<UInt64>>, _ isOpen: UnsafePointer<UInt8>,
        _ scratch: UnsafeMutablePointer<Float>
    ) -> Double {
        let rest = unsafe scratch + 2 * (max(row.total, other.total) + RowScratch.slack)
        let a = unsafe scratch
        let length = unsafe Self.gather(row, line, isOpen, into: a, rest)
        let b = unsafe a + length + RowScratch.slack
        let otherLength = unsafe Self.gather(other, line, isOpen, into: b, rest)
        unsafe ValueSort.sort(a, count: length, scratch: rest)
        unsafe ValueSort.sort(b, count: otherLength, scratch: rest)
        unsafe a[length] = .infinity
        unsafe b[otherLength] = .infinity
        let step = unsafe Double(other.total)
        let otherStep = unsafe Double(row.total)
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
                    from: start, to: end, difference: difference, step: step,
                    otherStep: otherStep)
                (i, j) = (endA, endB)
            }
            difference += Double(countA) * step - Double(countB) * otherStep
        }
        return area
    }

    /// Copies the numbers of marked strips, each as often as it counts.
    ///
    /// - Returns: How many there are.
    private static func gather(
        _ row: WeightedRow, _ line: StraightLine, _ marks: UnsafePointer<UInt8>,
        into target: UnsafeMutablePointer<Float>, _ scratch: UnsafeMutablePointer<Float>
    ) -> Int {
        let indices = unsafe UnsafeMutableRawPointer(scratch).assumingMemoryBound(to: UInt32.self)
        let found = unsafe RowScan.find(row, line, marks, into: indices)
        var length = 0
        for place in 0..<found {
            let index = unsafe Int(indices[place])
            unsafe WeightedRow.repeated(row.values[index], at: target + length)
            length &+= unsafe Int(row.weights[index])
        }
        return length
    }

    private func walkAll(_ scratch: UnsafeMutablePointer<Float>) -> Double {
        unsafe SortedRowDistance.powered(row, other, order: .first, scratch: scratch)
    }
}
