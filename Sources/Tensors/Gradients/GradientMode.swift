// SPDX-License-Identifier: Apache-2.0

internal import CTorchShim

/// Runs `body` without recording for gradients: evaluation, sampling, writing to weights.
///
/// The setting is the thread's, so `body` is synchronous: an `await` in it could go on elsewhere.
public func withoutGradient<Result, Failure: Error>(_ body: () throws(Failure) -> Result)
    throws(Failure) -> Result
{
    try recordingGradients(false, body)
}

/// Runs `body` with recording, also where it is called from inside ``withoutGradient(_:)``.
public func withGradient<Result, Failure: Error>(_ body: () throws(Failure) -> Result)
    throws(Failure) -> Result
{
    try recordingGradients(true, body)
}

private func recordingGradients<Result, Failure: Error>(
    _ records: Bool, _ body: () throws(Failure) -> Result
) throws(Failure) -> Result {
    let before = ctorch_records_gradients()
    ctorch_record_gradients(records)
    defer { ctorch_record_gradients(before) }
    return try body()
}
