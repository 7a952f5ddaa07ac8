// SPDX-License-Identifier: Apache-2.0

public import ArgumentParser
internal import CommandSupport

/// The tool `dataset`.
public struct DatasetCommand: ParsableCommand {
    /// The name, the help, and one subcommand a file.
    public static let configuration = CommandConfiguration(
        commandName: "dataset",
        abstract: "Render, inspect, split and pack sets of images.",
        discussion: """
            A set is a folder of images or class folders, a ZIP archive as StyleGAN has it, a .npy \
            array, CIFAR's or MNIST's files, a set that `render` has drawn, or a store that `build` \
            has packed.

            Examples:
              dataset render faces --count 5000 --seed 31 -o faces
              dataset info faces -o sheet.png
              dataset build cifar10 -o cifar10.store
              dataset split cifar10 --test 0.1 --seed 1 -o parts
            """,
        version: Version.current,
        subcommands: [Build.self, Info.self, Split.self, Render.self])

    /// Creates the command as it is before parsing.
    public init() {}
}
