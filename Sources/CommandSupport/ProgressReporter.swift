// SPDX-License-Identifier: Apache-2.0

internal import Synchronization

/// Draws how far a piece of work has come on the terminal's current line.
///
/// Several threads may call it. It draws at most ten times a second and only if somebody is
/// looking, that is, if standard error is a terminal. ``finish()`` clears the line again, so that
/// nothing of it stays.
package final class ProgressReporter: Sendable {
    private struct State {
        var done = 0
        var isVisible = false
        var lastDrawn: ContinuousClock.Instant?
    }

    private let total: Int
    private let unit: String
    private let isDrawn: Bool
    private let start: ContinuousClock.Instant
    private let now: @Sendable () -> ContinuousClock.Instant
    private let columns: @Sendable () -> Int
    private let write: @Sendable (String) -> Void
    private let state = Mutex(State())

    private static let leastInterval = Duration.milliseconds(100)
    private static let clearedLine = "\r\u{1B}[K"

    /// Creates a reporter on standard error.
    ///
    /// - Parameters:
    ///   - total: How many pieces of work there are.
    ///   - unit: What they are, in the plural ("images").
    ///   - isQuiet: Draw nothing, even on a terminal.
    package convenience init(total: Int, unit: String, isQuiet: Bool = false) {
        self.init(
            total: total, unit: unit, isDrawn: !isQuiet && StandardError.isTerminal,
            now: { .now }, columns: { StandardError.columns }, write: StandardError.write)
    }

    /// Creates a reporter with a clock and a terminal of the caller's choice, for tests.
    init(
        total: Int, unit: String, isDrawn: Bool,
        now: @escaping @Sendable () -> ContinuousClock.Instant,
        columns: @escaping @Sendable () -> Int, write: @escaping @Sendable (String) -> Void
    ) {
        self.total = total
        self.unit = unit
        self.isDrawn = isDrawn
        self.start = now()
        self.now = now
        self.columns = columns
        self.write = write
    }

    /// Counts more pieces of work as done.
    package func advance(by count: Int = 1) {
        state.withLock { state in
            state.done += count
            draw(&state)
        }
    }

    /// Notes that so many pieces are done in all.
    package func reach(_ done: Int) {
        state.withLock { state in
            state.done = done
            draw(&state)
        }
    }

    /// Prints a line of text to standard error where the progress was, which is drawn again below
    /// it when it is due.
    package func printLine(_ line: String) {
        state.withLock { state in
            clear(&state)
            write(line + "\n")
            draw(&state)
        }
    }

    /// Clears the line; the work is over.
    package func finish() {
        state.withLock { clear(&$0) }
    }

    private func draw(_ state: inout State) {
        guard isDrawn else { return }
        let instant = now()
        if let last = state.lastDrawn, last.duration(to: instant) < Self.leastInterval { return }
        state.lastDrawn = instant
        state.isVisible = true
        let text = ProgressLine.text(
            done: state.done, total: total, unit: unit,
            elapsed: start.duration(to: instant), columns: columns())
        write(Self.clearedLine + text)
    }

    private func clear(_ state: inout State) {
        guard state.isVisible else { return }
        state.isVisible = false
        write(Self.clearedLine)
    }
}
