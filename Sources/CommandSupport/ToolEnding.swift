// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser

/// What a tool says last, and the code it ends with, for whatever its command threw.
struct ToolEnding: Equatable {
    let tool: String
    let standardOutput: String
    let standardError: String
    let exitCode: Int32

    /// Sorts an error into what was asked for (help, version), a misuse, and a failure.
    init<Root: ParsableCommand>(of error: any Error, root: Root.Type) {
        tool = root.configuration.commandName ?? String(describing: root).lowercased()
        let code = root.exitCode(for: error)
        exitCode = code.rawValue
        if code.isSuccess {
            standardOutput = root.fullMessage(for: error) + "\n"
            standardError = ""
            return
        }
        standardOutput = ""
        let message = root.message(for: error).onSingleLine
        if error is ExitCode {
            standardError = ""
        } else if code != .validationFailure {
            standardError = "\(tool): \(message)\n"
        } else if message.isEmpty {
            // A command without its arguments: the parser's answer is the whole help screen.
            standardError = root.fullMessage(for: error).drop(while: \.isNewline) + "\n"
        } else {
            let end = message.last.map { ".?!".contains($0) } == true ? "" : "."
            standardError =
                "\(tool): \(message)\(end)\(Self.pointerToHelp(root.fullMessage(for: error)))\n"
        }
    }

    /// The parser's last line, which knows the subcommand.
    ///
    /// As in `See 'pyramid info --help' for more
    /// information.`
    private static func pointerToHelp(_ message: String) -> String {
        let lastLine = message.split(separator: "\n").last?.drop { $0 == " " } ?? ""
        return lastLine.hasPrefix("See '") ? " \(lastLine)" : ""
    }
}
