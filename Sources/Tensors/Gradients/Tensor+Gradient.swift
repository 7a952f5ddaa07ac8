// SPDX-License-Identifier: Apache-2.0

internal import CTorchShim

extension Tensor {
    /// Whether operations on the tensor are recorded, so that gradients can be found.
    public var requiresGradient: Bool { unsafe ctorch_requires_gradient(handle) }

    /// Makes the tensor one to find gradients for, or no longer so.
    ///
    /// - Throws: ``TensorError`` for tensors of whole numbers, and for results of operations.
    public func requireGradient(_ required: Bool = true) throws(TensorError) {
        try perform("requiring a gradient", on: self) {
            unsafe ctorch_require_gradient(handle, required)
        }
    }

    /// The same elements cut off from what they were computed from.
    public func detached() throws(TensorError) -> Tensor {
        try made("detaching", self) { unsafe ctorch_detach($0, $1) }
    }

    /// What ``backward(weightedBy:retainingGraph:creatingGraph:)`` has added up for this tensor; nil
    /// when nothing was.
    public func gradient() throws(TensorError) -> Tensor? {
        var output: ctorch_tensor?
        try perform("gradient", on: self) { unsafe ctorch_gradient(handle, &output) }
        return unsafe output.map { unsafe Tensor($0) }
    }

    /// Sets what is added up for this tensor; nil starts anew and gives the memory back.
    public func setGradient(_ gradient: Tensor?) throws(TensorError) {
        try perform("setting a gradient", on: self) {
            withExtendedLifetime(gradient) {
                unsafe ctorch_set_gradient(handle, gradient?.handle)
            }
        }
    }

    /// Adds the gradients of this tensor to those of all that require one and led to it.
    ///
    /// - Parameters:
    ///   - weight: Of this tensor's shape; nil for the 1 of a loss, which is a single number.
    ///   - retainingGraph: Whether the record stays, for another call.
    ///   - creatingGraph: Whether the gradients are recorded themselves, for second derivatives; it
    ///     ties them to the record in a circle that only ``setGradient(_:)`` with nil resolves, so
    ///     prefer ``gradients(of:withRespectTo:weightedBy:retainingGraph:creatingGraph:)``.
    /// - Throws: ``TensorError`` when shapes, types or devices do not fit.
    public func backward(
        weightedBy weight: Tensor? = nil, retainingGraph: Bool = false, creatingGraph: Bool = false
    ) throws(TensorError) {
        try perform("backward", on: self) {
            withExtendedLifetime(weight) {
                unsafe ctorch_backward(
                    handle, weight?.handle, retainingGraph || creatingGraph, creatingGraph)
            }
        }
    }
}

/// The gradients of outputs with respect to inputs, which are left as they are.
///
/// A gradient penalty takes them with `creatingGraph` and goes on computing:
///
/// ```swift
/// let slope = try gradients(of: [score.sum()], withRespectTo: [mixed], creatingGraph: true)[0]
/// let penalty = try (slope.flattened().norm(along: 1) - 1).squared().mean()
/// ```
///
/// - Parameters:
///   - outputs: Their weighted sum is what is differentiated.
///   - inputs: Tensors that require a gradient and led to the outputs.
///   - weights: One for each output, of its shape; nil for the 1 of single numbers.
///   - retainingGraph: Whether the record stays, for another call.
///   - creatingGraph: Whether the gradients are recorded themselves, for second derivatives.
/// - Returns: A gradient for each input, of its shape.
/// - Throws: ``TensorError``, also when an output does not depend on an input.
public func gradients(
    of outputs: [Tensor], withRespectTo inputs: [Tensor], weightedBy weights: [Tensor]? = nil,
    retainingGraph: Bool = false, creatingGraph: Bool = false
) throws(TensorError) -> [Tensor] {
    if let weights, weights.count != outputs.count {
        throw TensorError(
            operation: "gradients", shapes: outputs.map(\.shape),
            problem: "\(weights.count) weights for \(outputs.count) outputs")
    }
    var results: [ctorch_tensor?] = unsafe Array(repeating: nil, count: inputs.count)
    let status = withHandles(outputs) { outputs, outputCount in
        withHandles(inputs) { inputs, inputCount in
            withHandles(weights ?? []) { handles, _ in
                unsafe results.withUnsafeMutableBufferPointer { buffer -> Status in
                    guard let start = buffer.baseAddress else { return 0 }
                    return unsafe ctorch_gradients(
                        outputs, outputCount, inputs, inputCount, weights == nil ? nil : handles,
                        retainingGraph || creatingGraph, creatingGraph, false, start)
                }
            }
        }
    }
    guard status == 0 else { throw lastError("gradients", outputs + inputs) }
    return unsafe results.compactMap { unsafe $0.map { unsafe Tensor($0) } }
}
