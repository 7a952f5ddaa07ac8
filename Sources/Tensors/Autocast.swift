// SPDX-License-Identifier: Apache-2.0

internal import CTorchShim

/// Runs `body` with convolutions and matrix products in a 16-bit type, and all that needs more
/// precision as it is.
///
/// Weights stay in single precision; wrap the forward pass and the loss, not
/// ``Tensor/backward(weightedBy:retainingGraph:creatingGraph:)``.
///
/// - Parameters:
///   - type: `bfloat16`, or on a GPU `float16`.
///   - device: Where the tensors are.
///   - body: Synchronous, because the setting is the thread's.
/// - Returns: What `body` returns.
/// - Throws: What `body` throws; a device that has no kernels for the type shows there.
public func withAutocast<Result, Failure: Error>(
    to type: ElementType = .bfloat16, on device: Device, _ body: () throws(Failure) -> Result
) throws(Failure) -> Result {
    precondition(
        type == .bfloat16 || type == .float16, "autocast goes to bfloat16 or float16, not \(type)")
    let before = ctorch_get_autocast(device.number)
    set(ctorch_autocast(enabled: true, type: type.code), on: device)
    defer {
        set(before, on: device)
        // Weights converted in here would hide a later step's if they stayed.
        if !before.enabled { ctorch_clear_autocast() }
    }
    return try body()
}

private func set(_ setting: ctorch_autocast, on device: Device) {
    let status = ctorch_set_autocast(device.number, setting)
    precondition(status == 0, "autocast has only types that LibTorch has")
}
