// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import CommandSupport
internal import Raster

/// One operation over the images that a command line names, with an output for each.
///
/// Threads are spent on images when there are several, and inside the image when there is one.
struct ImageBatchRun {
    /// Whether outputs go below the named output as a folder.
    let isBatch: Bool
    private let plan: OutputPlan
    private let problems: [ToolFailure]
    private let threads: ThreadCount
    private let isQuiet: Bool

    init(
        _ inputs: [String], recursive: RecursiveArgument, output: String?, suffix: String,
        threads: ThreadsArgument, quiet: QuietArgument
    ) {
        let found = InputExpansion(
            fileExtensions: ImageReadingArguments.fileExtensions,
            isRecursive: recursive.isRequested
        ).files(for: inputs)
        isBatch = inputs.count > 1 || found.files.map(\.path) != inputs
        plan = OutputPlan(found.files, isBatch: isBatch, output: output, suffix: suffix)
        problems = found.problems + plan.problems
        self.threads = threads.count
        isQuiet = quiet.isRequested
    }

    /// Runs the operation for each image, with the threads that are left to it.
    @discardableResult
    func run<Value: Sendable>(
        _ operation: @Sendable (OutputPlan.Item, ThreadCount) throws -> Value
    ) throws(ExitCode) -> [Value] {
        let inner = innerThreads
        return try batch.run(over: plan.items, problems: problems) { try operation($0, inner) }
    }

    /// Runs the operation for each image, and reports what came of those that did not fail, in the
    /// order of the command line.
    func run<Value: Sendable>(
        _ operation: @Sendable (OutputPlan.Item, ThreadCount) throws -> Value,
        report: ([Value]) throws -> Void
    ) throws {
        let inner = innerThreads
        try batch.run(
            over: plan.items, problems: problems, operation: { try operation($0, inner) },
            report: report)
    }

    private var innerThreads: ThreadCount { plan.items.count > 1 ? .one : threads }

    private var batch: Batch {
        Batch(tool: "pyramid", unit: "images", threads: threads, isQuiet: isQuiet)
    }
}
