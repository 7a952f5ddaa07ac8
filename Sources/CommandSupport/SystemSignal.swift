// SPDX-License-Identifier: Apache-2.0

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

/// What happens when a signal arrives.
typealias SignalHandler = @convention(c) (Int32) -> Void

/// The C library's `signal`, under a name that a property called `signal` does not hide.
///
/// - Returns: What was done about the signal before.
@discardableResult
func systemSignal(_ number: Int32, _ handler: SignalHandler?) -> SignalHandler? {
    signal(number, handler)
}
