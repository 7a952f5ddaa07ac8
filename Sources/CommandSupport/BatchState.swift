// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser

/// Which inputs of a batch have been given out and what became of them; knows nothing of threads.
struct BatchState<Value> {
    private let inputCount: Int
    private var started = 0
    private(set) var failed = 0
    private(set) var done = 0
    /// By input; `nil` where there is no value, or not yet.
    private(set) var values: [Value?]

    init(inputCount: Int) {
        self.inputCount = inputCount
        self.values = Array(repeating: nil, count: inputCount)
    }

    /// The index of the next input, or `nil` if there is none or the work is to stop.
    mutating func next(unless isStopped: Bool) -> Int? {
        guard !isStopped && started < inputCount else { return nil }
        defer { started += 1 }
        return started
    }

    mutating func finish(_ index: Int, with value: Value) {
        values[index] = value
        done += 1
    }

    mutating func fail() {
        failed += 1
    }

    var notStarted: Int { inputCount - started }
}

/// How a batch ended.
struct BatchOutcome: Equatable {
    let done: Int
    let failed: Int
    let notStarted: Int
    /// The number of the signal that ended it early, or `nil`.
    let signal: Int32?

    /// 0, 1 if an input failed, or what a shell reports for a program that a signal ended.
    var exitCode: ExitCode {
        if let signal { return ExitCode(128 + signal) }
        return failed == 0 ? .success : .failure
    }

    /// The line at the end, or `nil` where it would tell nothing that is not plain already.
    func summary(unit: String, isQuiet: Bool) -> String? {
        let total = done + failed + notStarted
        let failures = failed == 0 ? "" : ", \(failed) failed"
        if signal != nil {
            let rest = "\(notStarted) not started"
            return "interrupted: \(done) of \(total) \(unit) done\(failures), \(rest)"
        }
        guard total > 1 && !(isQuiet && failed == 0) else { return nil }
        return "\(done) of \(total) \(unit) done\(failures)"
    }
}
