// SPDX-License-Identifier: Apache-2.0

internal import Synchronization

/// An ``AxisOperator`` laid out for a loop: all indices and weights in two arrays, in the arithmetic
/// of the samples.
final class TapTable<Scalar: BinaryFloatingPoint & Sendable>: Sendable {
    let inputCount: Int
    let outputCount: Int
    /// The taps of row `j` are those from `starts[j]` up to `starts[j + 1]`.
    let starts: [Int]
    let indices: [Int]
    let weights: [Scalar]

    init(_ axisOperator: AxisOperator) {
        inputCount = axisOperator.inputCount
        outputCount = axisOperator.outputCount
        starts = axisOperator.rows.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1.count) }
        indices = axisOperator.rows.flatMap { $0.map(\.index) }
        weights = axisOperator.rows.flatMap { $0.map { Scalar($0.weight) } }
    }
}

/// The tables of one filter, made once for each length.
final class TapTableCache<Scalar: BinaryFloatingPoint & Sendable>: Sendable {
    private struct Key: Hashable {
        let count: Int
        /// Nil for a reduction.
        let target: Int?
        let isHorizontal: Bool
    }

    private let filter: PyramidFilter
    private let tables = Mutex<[Key: TapTable<Scalar>]>([:])

    init(_ filter: PyramidFilter) { self.filter = filter }

    func reduction(of count: Int) -> TapTable<Scalar> {
        table(Key(count: count, target: nil, isHorizontal: true)) { filter.reduction(of: count) }
    }

    func expansion(of count: Int, to target: Int, along axis: Axis) -> TapTable<Scalar> {
        table(Key(count: count, target: target, isHorizontal: axis == .horizontal)) {
            filter.expansion(of: count, to: target, along: axis)
        }
    }

    private func table(_ key: Key, _ make: () -> AxisOperator) -> TapTable<Scalar> {
        if let known = tables.withLock({ $0[key] }) { return known }
        let made = TapTable<Scalar>(make())
        tables.withLock { $0[key] = made }
        return made
    }
}
