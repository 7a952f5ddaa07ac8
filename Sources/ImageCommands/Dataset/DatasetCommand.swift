// SPDX-License-Identifier: Apache-2.0

public import ArgumentParser
internal import CommandSupport

/// The tool `dataset`.
public struct DatasetCommand: ParsableCommand {
    /// The name, the help, and one subcommand a file.
    public static let configuration = CommandConfiguration(
        commandName: "dataset",
        abstract: "Render, inspect, split and pack sets of images.",
        version: Version.current,
        subcommands: [Render.self])

    /// Creates the command as it is before parsing.
    public init() {}
}
