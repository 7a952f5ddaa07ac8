// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import CommandSupport
internal import GenerativeModels
internal import ImageFiles
internal import Layers
internal import Tensors

#if canImport(FoundationEssentials)
    internal import FoundationEssentials
#else
    internal import Foundation
#endif

extension LAPGANCommand {
    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show a run: its pyramid, the layers of each level, and how images arise.",
            discussion: """
                Prints what the levels share, how far each is trained, and the tables of their \
                networks. -o draws the chain: a row a sample, from the coarsest level to the finest.
                """)

        @Argument(help: ArgumentHelp("The folder of the run.", valueName: "run"))
        var place: String

        @Option(
            name: .shortAndLong,
            help: ArgumentHelp("Draw the chain into this PNG file.", valueName: "picture"))
        var output: String?

        @Option(help: ArgumentHelp("How many samples the chain has.", valueName: "number"))
        var rows: Int?

        @OptionGroup var seed: SeedArgument

        func validate() throws {
            if rows != nil || seed.value != 0, output == nil {
                throw ValidationError("--rows and --seed go with a picture, -o")
            }
            if let rows, rows < 1 {
                throw ValidationError("--rows must be at least 1, not \(rows)")
            }
        }

        func run() throws {
            let folder = try CascadeFolder(URL(filePath: place))
            print(try text(folder), terminator: "")
            guard let output else { return }
            let chain = try CascadeSheet(folder.cascade(), seed: seed.value).chain(0..<(rows ?? 8))
            try ImageFileWriter.write(chain, to: URL(filePath: output), as: .png8())
        }

        private func text(_ folder: CascadeFolder) throws -> String {
            let manifest = folder.manifest
            let cascade = manifest.cascade
            let sizes = cascade.sides.reversed().map(String.init).joined(separator: "→")
            var text = "\(manifest.recipe.name) on \(manifest.data), seed \(manifest.seed)\n"
            text += "\(sizes) by \(cascade.operators.rawValue), values "
            text += "\(cascade.normalisation.rawValue), "
            text += cascade.classes == 0 ? "no classes\n" : "\(cascade.classes) classes\n"
            for level in cascade.sides.indices {
                let recipe = manifest.level(level)
                let generator = try LevelGenerator(recipe.architecture, recipe.shape, seed: 0)
                let critic = try LevelDiscriminator(recipe.architecture, recipe.shape, seed: 0)
                text += "\nlevel \(level), \(cascade.sides[level])×\(cascade.sides[level]), "
                text += try folder.step(of: level).map { "step \($0)" } ?? "not trained"
                text += "\n\ngenerator\n" + generator.parameters.summary
                text += "\ndiscriminator\n" + critic.parameters.summary
            }
            return text
        }
    }
}
