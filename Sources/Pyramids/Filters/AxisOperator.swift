// SPDX-License-Identifier: Apache-2.0

/// A linear map along one axis, as sparse rows: output `j` is the sum of `weight * input[index]` over
/// the taps of row `j`.
///
/// Every convention of reducing and expanding is such a map, borders included, and every one is
/// separable. Writing them all as tables of taps makes a convention a few lines of arithmetic, gives
/// one executor for all of them, and one slow truth for the fast paths to be held against.
public struct AxisOperator: Sendable, Equatable {
    /// One term of a row.
    public struct Tap: Sendable, Equatable {
        /// The position in the input.
        public var index: Int
        /// The factor.
        public var weight: Double
    }

    /// How many samples the input has.
    public let inputCount: Int
    /// One row of taps for each output sample, sorted by index, each index once.
    public let rows: [[Tap]]

    /// How many samples the output has.
    public var outputCount: Int { rows.count }

    /// Makes an operator whose row `j` is filled by `fill`, which reports terms in any order; terms
    /// with the same index are added.
    init(
        inputCount: Int, outputCount: Int,
        _ fill: (_ row: Int, _ add: (Int, Double) -> Void) -> Void
    ) {
        self.inputCount = inputCount
        self.rows = (0..<outputCount).map { row in
            var weights: [Int: Double] = [:]
            fill(row) { index, weight in weights[index, default: 0] += weight }
            return weights.filter { $0.value != 0 }
                .map { Tap(index: $0.key, weight: $0.value) }
                .sorted { $0.index < $1.index }
        }
    }

    /// This operator followed by another.
    func followed(by next: AxisOperator) -> AxisOperator {
        precondition(
            next.inputCount == outputCount,
            "an operator for \(next.inputCount) samples cannot follow one that gives \(outputCount)"
        )
        return AxisOperator(inputCount: inputCount, outputCount: next.outputCount) { row, add in
            for outer in next.rows[row] {
                for inner in rows[outer.index] { add(inner.index, inner.weight * outer.weight) }
            }
        }
    }
}
