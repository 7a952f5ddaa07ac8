// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import CommandSupport
internal import GenerativeModels
internal import Tensors
internal import Training

#if canImport(FoundationEssentials)
    internal import FoundationEssentials
#else
    internal import Foundation
#endif

extension ProGANCommand {
    struct Import: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "import",
            abstract: "Read the generator that another PyTorch program trained, as a run.",
            discussion: """
                Read are a .pth or .safetensors file with a state_dict, or a checkpoint of such, of \
                \(ProGAN.ImportedGenerator.programs.joined(separator: ", ")). The program is known by \
                the names in the file; nothing in it is run.

                The run has one generator and no discriminator: sample, interpolate, evaluate, show and \
                export take it, and it cannot be trained on with.
                """)

        @Argument(help: "The file.", completion: .file(extensions: ["pth", "pt", "safetensors"]))
        var file: String

        @Option(
            name: .shortAndLong, help: ArgumentHelp("A folder for the run.", valueName: "folder"))
        var output: String

        @Option(
            help: ArgumentHelp(
                """
                Read the levels up to this side. If omitted, all; some programs store levels that were \
                not trained yet, and do not say so.
                """, valueName: "pixels"))
        var side: Int?

        @Option(
            help: ArgumentHelp(
                """
                Whether the generator puts latents on a sphere first: normalised or as-is. If omitted, \
                what the program's last version did.
                """, valueName: "which"))
        var latents: Latents?

        @Option(
            help: ArgumentHelp(
                "Which of the file's generators, such as netG. If omitted, the averaged one.",
                valueName: "name"))
        var generator: String?

        enum Latents: String, ExpressibleByArgument, CaseIterable {
            case normalised
            case asIs = "as-is"
        }

        func run() throws {
            let place = URL(filePath: output, directoryHint: .isDirectory)
            guard !RunFolder.exists(at: place) else {
                throw ToolFailure("\(output) holds a run already; name another folder")
            }
            let imported = try ProGAN.ImportedGenerator(
                path: file,
                .init(
                    side: side, normalisesLatents: latents.map { $0 == .normalised },
                    entry: generator))
            try imported.writeRun(to: place, versions: ["pyramidion": Version.current])
            let (architecture, origin) = (imported.architecture, imported.origin)
            let side = architecture.resolution
            print(
                "\(output): \(origin.entry.isEmpty ? "a generator" : origin.entry) of \(origin.program), "
                    + "\(side)×\(side), \(architecture.latents) latents"
                    + (architecture.classes > 0 ? ", \(architecture.classes) classes" : ""))
        }
    }
}
