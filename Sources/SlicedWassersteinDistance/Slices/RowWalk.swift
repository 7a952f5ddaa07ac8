// SPDX-License-Identifier: Apache-2.0

/// A walk through the numbers of one strip of two rows, both in ascending order.
///
/// A number that is not less than any of the strip stands behind those of either row.
@unsafe struct RowWalk {
    private let a: UnsafePointer<Float>
    private let b: UnsafePointer<Float>
    private let countA: Int
    private let countB: Int

    init(_ a: UnsafePointer<Float>, _ countA: Int, _ b: UnsafePointer<Float>, _ countB: Int) {
        unsafe self.a = a
        unsafe self.countA = countA
        unsafe self.b = b
        unsafe self.countB = countB
    }

    /// ∫|F − G| from `start` to `end`, where F − G begins at `difference`, rises by `step` at each
    /// number of the first row and falls by `otherStep` at each of the second.
    func area(
        from start: Double, to end: Double, difference: Double, step: Double, otherStep: Double
    ) -> Double {
        var difference = difference
        var position = start
        var area = 0.0
        var i = 0
        var j = 0
        // Which row is next is anybody's guess, so this has no branch to guess at. Past a row's end
        // stands a greater number.
        for _ in unsafe 0..<(countA + countB) {
            let (x, y) = unsafe (a[i], b[j])
            let isMine = unsafe i < countA && x <= y
            let next = Double(isMine ? x : y)
            area += abs(difference) * (next - position)
            position = next
            difference += isMine ? step : -otherStep
            i &+= isMine ? 1 : 0
            j &+= isMine ? 0 : 1
        }
        return area + abs(difference) * (end - position)
    }
}
