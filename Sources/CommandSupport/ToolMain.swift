// SPDX-License-Identifier: Apache-2.0

package import ArgumentParser

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

/// The whole of a tool's `main.swift`, but for the name of its command.
///
/// ```swift
/// import CommandSupport
/// import ImageCommands
///
/// ToolMain.run(PyramidCommand.self)
/// ```
package enum ToolMain {
    /// Runs a root command with the process's arguments and ends the process.
    ///
    /// An error is one line, `tool: message`, on standard error. The process ends with 0, 1 for a
    /// failure, 64 for a misuse of the command line, or what the command threw as an `ExitCode`.
    ///
    /// - Parameters:
    ///   - root: The command that the tool is named after.
    ///   - arguments: In place of the process's own, without the tool's name.
    package static func run<Root: ParsableCommand>(
        _ root: Root.Type, arguments: [String]? = nil
    ) -> Never {
        // A reader of the results that goes away (`| head`) must not end a tool that is still
        // writing files.
        systemSignal(SIGPIPE, SIG_IGN)
        do {
            try ProcessorCheck.requireSupportedProcessor()
            var command = try root.parseAsRoot(arguments)
            try command.run()
            try StandardOutput.flush()
            exit(ExitCode.success.rawValue)
        } catch {
            end(ToolEnding(of: error, root: root))
        }
    }

    private static func end(_ ending: ToolEnding) -> Never {
        print(ending.standardOutput, terminator: "")
        do throws(ToolFailure) {
            try StandardOutput.flush()
        } catch {
            // What could not be printed is worth a line only if there is no worse news.
            if ending.standardError.isEmpty { StandardError.write("\(ending.tool): \(error)\n") }
            StandardError.write(ending.standardError)
            exit(max(ending.exitCode, ExitCode.failure.rawValue))
        }
        StandardError.write(ending.standardError)
        exit(ending.exitCode)
    }
}
