// SPDX-License-Identifier: Apache-2.0

public import ArgumentParser
internal import CommandSupport

/// The tool `lapgan`.
public struct LAPGANCommand: ParsableCommand {
    /// The name, the help, and one subcommand a file.
    public static let configuration = CommandConfiguration(
        commandName: "lapgan",
        abstract: "Learn to make images coarse to fine, one network a level of a pyramid.",
        discussion: """
            A small network makes a tiny image; at each finer level another one invents the detail \
            band for the enlarged coarser image, and the two are added (Denton, Chintala, Szlam, \
            Fergus: Deep Generative Image Models using a Laplacian Pyramid of Adversarial Networks, \
            2015). Levels learn from real images alone, so they train in any order and side by side.

            Level 0 is the finest.

            Examples:
              dataset render shapes32 --count 20000 -o shapes
              lapgan train shapes -o run --recipe demo32
              lapgan train shapes -o run --recipe demo32 --level 0    # and elsewhere --level 1 …
              lapgan train --resume run
              lapgan sample run --count 64 -o samples
              lapgan evaluate run shapes
              lapgan show run -o chain.png
            """,
        version: Version.current,
        subcommands: [Train.self, Sample.self, Evaluate.self, Show.self])

    /// Creates the command as it is before parsing.
    public init() {}
}
