// SPDX-License-Identifier: Apache-2.0

internal import Pyramids
internal import Synchronization
internal import Tensors

/// The axis operators of a filter as matrices (outputs, inputs), made once for each length, type and
/// device.
///
/// Unchecked because tensors are not `Sendable`: these are constants that nobody writes to and no
/// gradient reaches, LibTorch counts references atomically, and the lock guards the dictionary.
final class AxisMatrices: @unchecked Sendable {
    private struct Key: Hashable {
        let count: Int
        let target: Int
        /// Nil for a reduction, which is the same along both axes.
        let axis: Axis?
        let type: ElementType
        let device: Device
    }

    private let filter: PyramidFilter
    private let lock = Mutex(())
    private var matrices: [Key: Tensor] = [:]

    init(_ filter: PyramidFilter) { self.filter = filter }

    /// The matrix that reduces `count` samples to `target`, in the type and place of `other`.
    func reduction(
        of count: Int, to target: Int, like other: Tensor
    ) throws(TensorError) -> Tensor {
        let key = Key(
            count: count, target: target, axis: nil, type: other.type, device: other.device)
        return try matrix(key) { filter.reduction(of: count, to: target) }
    }

    /// The matrix that expands `count` samples to `target`, in the type and place of `other`.
    func expansion(
        of count: Int, to target: Int, _ axis: Axis, like other: Tensor
    ) throws(TensorError) -> Tensor {
        let key = Key(
            count: count, target: target, axis: axis, type: other.type, device: other.device)
        return try matrix(key) { filter.expansion(of: count, to: target, along: axis) }
    }

    private func matrix(_ key: Key, _ make: () -> AxisOperator) throws(TensorError) -> Tensor {
        if let known = lock.withLock({ _ in matrices[key] }) { return known }
        let made = try Self.matrix(make()).converted(to: key.type, on: key.device)
        lock.withLock { _ in matrices[key] = made }
        return made
    }

    private static func matrix(_ axisOperator: AxisOperator) throws(TensorError) -> Tensor {
        let columns = axisOperator.inputCount
        var values = [Double](repeating: 0, count: axisOperator.outputCount * columns)
        for (row, taps) in axisOperator.rows.enumerated() {
            for tap in taps { values[row * columns + tap.index] = tap.weight }
        }
        return try Tensor(values, shape: [axisOperator.outputCount, columns])
    }
}
