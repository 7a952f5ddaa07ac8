// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import CommandSupport
internal import GenerativeModels
internal import Training

#if canImport(FoundationEssentials)
    internal import FoundationEssentials
#else
    internal import Foundation
#endif

extension ProGANCommand {
    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "show",
            abstract: "Print the layers of the networks: shapes, weights and work for an image.",
            aliases: ["inspect"])

        @Argument(
            help: ArgumentHelp(
                "The folder of a run. If omitted, --recipe names what is shown.", valueName: "run"))
        var folder: String?

        @Option(
            help: ArgumentHelp("Show this recipe's networks instead of a run's.", valueName: "name")
        )
        var recipe: RecipeArgument?

        @OptionGroup var json: JSONArgument

        func validate() throws {
            guard (folder == nil) != (recipe == nil) else {
                throw ValidationError("name either a run or, with --recipe, a recipe")
            }
        }

        /// The result for programs.
        private struct Report: Encodable {
            let generator: [ProGAN.LayerDescription]
            let discriminator: [ProGAN.LayerDescription]?
            let generatorParameters: Int
            let discriminatorParameters: Int?
        }

        func run() throws {
            let (architecture, origin) = try network()
            let side = architecture.resolution
            let generator = architecture.generatorLayers(at: side)
            // What another program trained came without one.
            let discriminator = origin == nil ? architecture.discriminatorLayers(at: side) : nil
            if json.isRequested {
                return print(
                    try JSONOutput.line(
                        for: Report(
                            generator: generator, discriminator: discriminator,
                            generatorParameters: architecture.generatorParameters,
                            discriminatorParameters: discriminator == nil
                                ? nil : architecture.discriminatorParameters)))
            }
            print("generator, \(architecture.latents) latents")
            print(Self.table(generator, all: architecture.generatorParameters))
            guard let discriminator else {
                return print("imported from \(origin?.file ?? ""), \(origin?.program ?? "")")
            }
            print("discriminator")
            print(
                Self.table(discriminator, all: architecture.discriminatorParameters),
                terminator: "")
        }

        private func network() throws -> (
            ProGAN.Architecture, ProGAN.ImportedGenerator.Origin?
        ) {
            if let recipe { return (recipe.recipe.architecture, nil) }
            let path = folder ?? ""
            let place = URL(filePath: path, directoryHint: .isDirectory)
            guard RunFolder.exists(at: place) else {
                throw ToolFailure("\(path) holds no run; name one, or a recipe with --recipe")
            }
            let settings = try ProGAN.RunSettings.record(at: place).recipe
            return (settings.recipe.architecture, settings.origin)
        }

        private static func table(_ layers: [ProGAN.LayerDescription], all: Int) -> String {
            var table = TableFormatter(
                columns: [
                    .left("layer"), .left("weight"), .left("output"), .right("parameters"),
                    .right("multiply-adds"),
                ])
            func shape(_ sides: [Int]) -> String {
                sides.map(String.init).joined(separator: "×")
            }
            for layer in layers {
                table.append([
                    layer.name, shape(layer.weight), shape(layer.output),
                    Grouped.digits(layer.parameters), Grouped.digits(layer.multiplyAdds),
                ])
            }
            let parameters = layers.reduce(0) { $0 + $1.parameters }
            table.append([
                "total", "", "", Grouped.digits(parameters),
                Grouped.digits(layers.reduce(0) { $0 + $1.multiplyAdds }),
            ])
            table.append(["with every level's image layer", "", "", Grouped.digits(all), ""])
            return table.text
        }
    }
}

/// Whole numbers for people.
enum Grouped {
    /// A number with a space between thousands.
    static func digits(_ number: Int) -> String {
        var digits = Array("\(number)")
        for place in stride(from: digits.count - 3, to: 0, by: -3) {
            digits.insert("\u{202F}", at: place)
        }
        return String(digits)
    }
}
