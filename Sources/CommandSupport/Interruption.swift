// SPDX-License-Identifier: Apache-2.0

internal import Synchronization

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

/// Whether somebody has asked the work to stop: by Ctrl-C (SIGINT) or by SIGTERM.
///
/// A batch looks here before it starts an item, so that what is begun is also finished.
package final class Interruption: Sendable {
    private let receivedSignal = Atomic<Int32>(0)

    /// What arrives at this process.
    ///
    /// Signals reach it only inside ``withSignalsObserved(_:)``.
    package static let ofProcess = Interruption()

    /// Creates an interruption that has not been asked for, and that signals do not reach.
    init() {}

    /// The number of the first signal that arrived, or `nil`.
    package var signal: Int32? {
        let number = receivedSignal.load(ordering: .acquiring)
        return number == 0 ? nil : number
    }

    /// Asks for a stop as the signal of that number would.
    func request(signal number: Int32) {
        _ = receivedSignal.compareExchange(
            expected: 0, desired: number, ordering: .acquiringAndReleasing)
    }

    /// Runs `body` while the first SIGINT or SIGTERM only sets ``ofProcess``.
    ///
    /// The second ends the process as usual. A signal that the process ignores stays ignored, as
    /// `nohup` expects.
    package static func withSignalsObserved<Result, Failure: Error>(
        _ body: () throws(Failure) -> Result
    ) throws(Failure) -> Result {
        // The handler must not be the first to touch a lazily created value.
        _ = ofProcess.signal
        let interrupt = observe(SIGINT)
        let termination = observe(SIGTERM)
        defer {
            // After an interruption the signals keep their usual, ending action.
            if ofProcess.signal == nil {
                systemSignal(SIGINT, interrupt)
                systemSignal(SIGTERM, termination)
            }
        }
        return try body()
    }

    /// Observes a signal, unless it is ignored, and gives back what was done about it before.
    private static func observe(_ number: Int32) -> SignalHandler? {
        // Only what is safe in a signal handler: an atomic, `signal` and `write`.
        let previous = systemSignal(number) { received in
            Interruption.ofProcess.request(signal: received)
            systemSignal(SIGINT, SIG_DFL)
            systemSignal(SIGTERM, SIG_DFL)
            let notice: StaticString =
                "\nStopping when what has begun is finished; again to stop now.\n"
            _ = unsafe write(STDERR_FILENO, notice.utf8Start, notice.utf8CodeUnitCount)
        }
        if unsafe unsafeBitCast(previous, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self) {
            systemSignal(number, SIG_IGN)
        }
        return previous
    }
}
