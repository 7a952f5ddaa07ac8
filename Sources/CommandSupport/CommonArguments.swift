// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
package import Raster

// The options that mean the same in every tool. Each is a type of its own, so that a command takes
// only those that it honours: `@OptionGroup var threads: ThreadsArgument`.

/// `--threads N`: how many threads may work at once.
package struct ThreadsArgument: ParsableArguments {
    @Option(
        name: .customLong("threads"),
        help: ArgumentHelp(
            "Use at most this many threads. If omitted, uses one for each processor.",
            valueName: "count"))
    private var number: Int?

    /// Creates the argument as it is before parsing.
    package init() {}

    /// The number asked for, or one thread for each processor.
    package var count: ThreadCount { number.map { ThreadCount($0) } ?? .allProcessors }

    /// Refuses anything that is not a positive number of threads.
    package func validate() throws {
        if let number, !(1...1024).contains(number) {
            throw ValidationError("--threads must be between 1 and 1024, not \(number)")
        }
    }
}

/// `--json`: results for programs.
package struct JSONArgument: ParsableArguments {
    @Flag(
        name: .customLong("json"),
        help: "Print the result as one line of JSON instead of a table.")
    private var flag = false

    /// Creates the argument as it is before parsing.
    package init() {}

    /// Whether the result is for a program.
    package var isRequested: Bool { flag }
}

/// `--quiet`: no progress, no counts.
package struct QuietArgument: ParsableArguments {
    @Flag(
        name: .customLong("quiet"),
        help: "Print only failures, and JSON if it was asked for.")
    private var flag = false

    /// Creates the argument as it is before parsing.
    package init() {}

    /// Whether progress and counts are unwanted.
    package var isRequested: Bool { flag }
}

/// `--seed N`: where the random numbers start.
package struct SeedArgument: ParsableArguments {
    @Option(
        name: .customLong("seed"),
        help: ArgumentHelp(
            "Start the random numbers here; the same seed gives the same result.",
            valueName: "number"))
    private var number: UInt64 = 0

    /// Creates the argument as it is before parsing.
    package init() {}

    /// The seed; 0 unless told.
    package var value: UInt64 { number }
}

/// `--recursive`: folders within folders.
package struct RecursiveArgument: ParsableArguments {
    @Flag(
        name: .customLong("recursive"),
        help: "Take the files of a folder's subfolders too.")
    private var flag = false

    /// Creates the argument as it is before parsing.
    package init() {}

    /// Whether subfolders are searched.
    package var isRequested: Bool { flag }
}
