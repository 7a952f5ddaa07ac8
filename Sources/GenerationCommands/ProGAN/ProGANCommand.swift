// SPDX-License-Identifier: Apache-2.0

public import ArgumentParser
internal import CommandSupport

/// The tool `progan`.
public struct ProGANCommand: ParsableCommand {
    /// The name, the help, and one subcommand a file.
    public static let configuration = CommandConfiguration(
        commandName: "progan",
        abstract: "Train networks that grow, and make images with them.",
        discussion: """
            Generator and discriminator learn 4×4 images first; level after level is faded in until the \
            images have their full size (Karras et al., "Progressive growing of GANs", 2018).

            A run is a folder: checkpoints with .safetensors files, log.jsonl, event files for \
            TensorBoard, samples/ and report/index.html.

            Examples:
              dataset render shapes32 --count 20000 --seed 0 -o shapes32
              progan train shapes32 -o run --recipe demo32
              progan train --resume run
              progan sample run --count 16 --seed 1 -o images
              progan interpolate run -o walk
              progan evaluate run shapes32 --json
              progan import celeba.pth -o celeba     # what another PyTorch program trained
            """,
        version: Version.current,
        subcommands: [
            Train.self, Sample.self, Interpolate.self, Evaluate.self, Compare.self, Ablate.self,
            Show.self, Export.self, Import.self,
        ])

    /// Creates the command as it is before parsing.
    public init() {}
}
