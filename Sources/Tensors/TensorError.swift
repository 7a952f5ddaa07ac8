// SPDX-License-Identifier: Apache-2.0

/// Why an operation on tensors could not be done.
public struct TensorError: Error, Sendable, Equatable, CustomStringConvertible {
    /// What was tried, as in `convolution`.
    public let operation: String
    /// The shapes of the tensors it was tried on, in the order of the operation.
    public let shapes: [[Int]]
    /// What stood in the way.
    public let problem: String

    /// Creates an error from its parts.
    public init(operation: String, shapes: [[Int]], problem: String) {
        self.operation = operation
        self.shapes = shapes
        self.problem = problem
    }

    /// The operation, the shapes and the problem in one line.
    public var description: String {
        let operands = shapes.map { "\($0)" }.joined(separator: ", ")
        return operands.isEmpty
            ? "\(operation): \(problem)" : "\(operation) of \(operands): \(problem)"
    }
}
