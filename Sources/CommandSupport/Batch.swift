// SPDX-License-Identifier: Apache-2.0

package import ArgumentParser
package import Raster
internal import Synchronization

/// One operation over many inputs, several at a time.
///
/// An input that fails is reported on a line of its own as it happens, and the others are finished
/// all the same. Ctrl-C lets what has begun come to its end and starts nothing new.
///
/// ```swift
/// let batch = Batch(tool: "pyramid", unit: "images", threads: threads.count)
/// try batch.run(over: inputs) { file in try decompose(file) }
/// ```
package struct Batch: Sendable {
    private let tool: String
    private let unit: String
    private let threads: ThreadCount
    private let isQuiet: Bool
    private let interruption: Interruption

    /// Creates a batch.
    ///
    /// - Parameters:
    ///   - tool: The name that starts each line on standard error.
    ///   - unit: What is counted, in the plural ("images").
    ///   - threads: How many inputs are worked on at once.
    ///   - isQuiet: Print neither progress nor, if all went well, the count at the end.
    package init(tool: String, unit: String, threads: ThreadCount, isQuiet: Bool = false) {
        self.init(
            tool: tool, unit: unit, threads: threads, isQuiet: isQuiet, interruption: .ofProcess)
    }

    /// Creates a batch that stops at an interruption of the caller's choice, for tests.
    init(
        tool: String, unit: String, threads: ThreadCount, isQuiet: Bool, interruption: Interruption
    ) {
        self.tool = tool
        self.unit = unit
        self.threads = threads
        self.isQuiet = isQuiet
        self.interruption = interruption
    }

    /// Runs `operation` for each input.
    ///
    /// Inputs are started in their order. The operation's errors name the thing they are about,
    /// since the line that is printed is `tool: error`.
    ///
    /// - Parameters:
    ///   - inputs: What to work on.
    ///   - problems: Failures that came before, such as inputs that do not exist; they are printed
    ///     and counted like the others.
    ///   - operation: The work on one input, on any thread.
    /// - Returns: The values in the order of the inputs.
    /// - Throws: `ExitCode(1)` if an input failed, and 128 + the signal's number (130 for Ctrl-C)
    ///   after an interruption. Everything has been printed by then.
    @discardableResult
    package func run<Input: Sendable, Value: Sendable>(
        over inputs: [Input], problems: [ToolFailure] = [],
        operation: @Sendable (Input) throws -> Value
    ) throws(ExitCode) -> [Value] {
        let (values, exitCode) = finish(inputs, problems, operation)
        if exitCode != .success { throw exitCode }
        return values
    }

    /// Runs `operation` for each input, and reports what came of those that did not fail.
    ///
    /// - Parameters:
    ///   - inputs: What to work on.
    ///   - problems: Failures that came before.
    ///   - operation: The work on one input, on any thread.
    ///   - report: Prints the values, which are in the order of the inputs; it is called once, also
    ///     when some inputs failed or were not started.
    /// - Throws: What the report throws; then as ``run(over:problems:operation:)``.
    package func run<Input: Sendable, Value: Sendable>(
        over inputs: [Input], problems: [ToolFailure] = [],
        operation: @Sendable (Input) throws -> Value, report: ([Value]) throws -> Void
    ) throws {
        let (values, exitCode) = finish(inputs, problems, operation)
        try report(values)
        if exitCode != .success { throw exitCode }
    }

    private func finish<Input: Sendable, Value: Sendable>(
        _ inputs: [Input], _ problems: [ToolFailure],
        _ operation: @Sendable (Input) throws -> Value
    ) -> (values: [Value], exitCode: ExitCode) {
        let progress = ProgressReporter(total: inputs.count, unit: unit, isQuiet: isQuiet)
        for problem in problems { progress.printLine(line(for: problem)) }
        let state = Mutex(BatchState<Value>(inputCount: inputs.count))
        Interruption.withSignalsObserved {
            threads.forEach(below: min(threads.count, inputs.count)) { _ in
                while let index = state.withLock({ $0.next(unless: interruption.signal != nil) }) {
                    do {
                        let value = try operation(inputs[index])
                        state.withLock { $0.finish(index, with: value) }
                    } catch {
                        state.withLock { $0.fail() }
                        progress.printLine(line(for: error))
                    }
                    progress.advance()
                }
            }
        }
        progress.finish()
        let outcome = state.withLock { state in
            BatchOutcome(
                done: state.done, failed: state.failed + problems.count,
                notStarted: state.notStarted, signal: interruption.signal)
        }
        if let summary = outcome.summary(unit: unit, isQuiet: isQuiet) {
            StandardError.write("\(tool): \(summary)\n")
        }
        return (state.withLock { $0.values.compactMap(\.self) }, outcome.exitCode)
    }

    private func line(for error: any Error) -> String {
        "\(tool): \(String(describing: error).onSingleLine)"
    }
}
