// SPDX-License-Identifier: Apache-2.0

internal import CTorchShim

// Every call of the shim goes through here: the tensors are kept alive until the C++ function is
// done, its status is looked at, and its message becomes an error with the shapes.

/// The status that a function of the shim returns.
typealias Status = Int32
/// Where a function of the shim puts its tensor.
typealias Output = UnsafeMutablePointer<ctorch_tensor?>

/// A tensor made out of nothing.
@safe @inline(__always)
func made(_ operation: StaticString, _ body: (Output) -> Status) throws(TensorError) -> Tensor {
    var output: ctorch_tensor?
    guard unsafe body(&output) == 0, let made = unsafe output else {
        throw lastError(operation, [])
    }
    return unsafe Tensor(made)
}

/// A tensor made out of one.
@safe @inline(__always)
func made(
    _ operation: StaticString, _ x: Tensor, _ body: (ctorch_tensor, Output) -> Status
) throws(TensorError) -> Tensor {
    var output: ctorch_tensor?
    let status = withExtendedLifetime(x) { unsafe body(x.handle, &output) }
    guard status == 0, let made = unsafe output else { throw lastError(operation, [x]) }
    return unsafe Tensor(made)
}

/// A tensor made out of two.
@safe @inline(__always)
func made(
    _ operation: StaticString, _ a: Tensor, _ b: Tensor,
    _ body: (ctorch_tensor, ctorch_tensor, Output) -> Status
) throws(TensorError) -> Tensor {
    var output: ctorch_tensor?
    let status = withExtendedLifetime((a, b)) { unsafe body(a.handle, b.handle, &output) }
    guard status == 0, let made = unsafe output else { throw lastError(operation, [a, b]) }
    return unsafe Tensor(made)
}

/// A tensor made out of three.
@safe @inline(__always)
func made(
    _ operation: StaticString, _ a: Tensor, _ b: Tensor, _ c: Tensor,
    _ body: (ctorch_tensor, ctorch_tensor, ctorch_tensor, Output) -> Status
) throws(TensorError) -> Tensor {
    var output: ctorch_tensor?
    let status = withExtendedLifetime((a, b, c)) {
        unsafe body(a.handle, b.handle, c.handle, &output)
    }
    guard status == 0, let made = unsafe output else { throw lastError(operation, [a, b, c]) }
    return unsafe Tensor(made)
}

/// A tensor made out of one, a weight and perhaps a bias, as layers have them.
@safe @inline(__always)
func made(
    _ operation: StaticString, _ x: Tensor, weight: Tensor, bias: Tensor?,
    _ body: (ctorch_tensor, ctorch_tensor, ctorch_tensor?, Output) -> Status
) throws(TensorError) -> Tensor {
    var output: ctorch_tensor?
    let status = withExtendedLifetime((x, weight, bias)) {
        unsafe body(x.handle, weight.handle, bias?.handle, &output)
    }
    guard status == 0, let made = unsafe output else {
        throw lastError(operation, [x, weight] + (bias.map { [$0] } ?? []))
    }
    return unsafe Tensor(made)
}

/// A tensor made out of one and some that may be missing, in the order given.
@safe @inline(__always)
func made(
    _ operation: StaticString, _ x: Tensor, perhaps others: Tensor?...,
    body: (ctorch_tensor, [ctorch_tensor?], Output) -> Status
) throws(TensorError) -> Tensor {
    var output: ctorch_tensor?
    let status = withExtendedLifetime((x, others)) {
        unsafe body(x.handle, others.map { unsafe $0?.handle }, &output)
    }
    guard status == 0, let made = unsafe output else {
        throw lastError(operation, [x] + others.compactMap(\.self))
    }
    return unsafe Tensor(made)
}

/// A tensor made out of many.
@safe
func made(
    _ operation: StaticString, _ tensors: [Tensor],
    _ body: (UnsafePointer<ctorch_tensor>?, Int, Output) -> Status
) throws(TensorError) -> Tensor {
    var output: ctorch_tensor?
    let status = withHandles(tensors) { handles, count in unsafe body(handles, count, &output) }
    guard status == 0, let made = unsafe output else { throw lastError(operation, tensors) }
    return unsafe Tensor(made)
}

/// Runs a function that makes no tensor.
@safe @inline(__always)
func perform(
    _ operation: StaticString, on tensors: Tensor..., body: () -> Status
) throws(TensorError) {
    let status = withExtendedLifetime(tensors) { body() }
    guard status == 0 else { throw lastError(operation, tensors) }
}

/// The handles of tensors in a row, for as long as `body` runs.
@safe
func withHandles<Result>(
    _ tensors: [Tensor], _ body: (UnsafePointer<ctorch_tensor>?, Int) -> Result
) -> Result {
    withExtendedLifetime(tensors) {
        let handles = unsafe tensors.map { unsafe $0.handle }
        return unsafe handles.withUnsafeBufferPointer { unsafe body($0.baseAddress, $0.count) }
    }
}

/// The error of the function that failed last on this thread.
@inline(never)
func lastError(_ operation: StaticString, _ tensors: [Tensor]) -> TensorError {
    let message = unsafe String(cString: ctorch_message())
    return TensorError(
        operation: "\(operation)", shapes: tensors.map(\.shape), problem: message.oneLine)
}

extension String {
    /// The lines of the text after one another.
    ///
    /// LibTorch spreads some messages over several.
    fileprivate var oneLine: String {
        split(whereSeparator: \.isNewline).map { line in
            line.drop { $0 == " " }
        }.joined(separator: " ")
    }
}
