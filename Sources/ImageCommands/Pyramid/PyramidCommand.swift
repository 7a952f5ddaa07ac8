// SPDX-License-Identifier: Apache-2.0

public import ArgumentParser
internal import CommandSupport

/// The tool `pyramid`.
public struct PyramidCommand: ParsableCommand {
    /// The name, the help, and one subcommand a file.
    public static let configuration = CommandConfiguration(
        commandName: "pyramid",
        abstract: "Take images apart into the levels of a pyramid, and put them together again.",
        discussion: """
            Levels count from the finest, 0. A pyramid on disk is a folder with a manifest, one file \
            a level, and the low-pass residual; collapsing it gives the image back, byte for byte.

            Examples:
              pyramid decompose photo.png -o photo.pyramid
              pyramid collapse photo.pyramid -o again.png
              pyramid show photo.png -o sheet.png
            """,
        version: Version.current,
        subcommands: [
            Decompose.self, Collapse.self, Show.self, Info.self, Blend.self, Fuse.self, Stack.self,
            Enhance.self, LocalLaplacian.self, Denoise.self, Steer.self, Filter.self, Spectrum.self,
        ])

    /// Creates the command as it is before parsing.
    public init() {}
}
