// SPDX-License-Identifier: Apache-2.0

public import ArgumentParser
internal import CommandSupport

/// The tool `ms-ssim`.
public struct SimilarityCommand: ParsableCommand {
    /// The name, the help and the subcommands.
    public static let configuration = CommandConfiguration(
        commandName: "ms-ssim",
        abstract: "Measure how alike images look, by the structure that they share.",
        discussion: """
            Scores are at most 1, which equal images alone have. Programs named MS-SSIM differ in what \
            the paper leaves open; --match follows the rules of one of them, and explain shows them \
            all.

            Examples:
              ms-ssim compare original.png compressed.png
              ms-ssim compare originals/ compressed/ --match pytorch-msssim --json
              ms-ssim explain original.png compressed.png
              ms-ssim map original.png compressed.png -o map.png
              ms-ssim diversity samples/ --pairs 10000
            """,
        version: Version.current,
        subcommands: [Compare.self, Explain.self, Map.self, Diversity.self])

    static let toolName = "ms-ssim"

    /// Creates the command as it is before parsing.
    public init() {}
}
