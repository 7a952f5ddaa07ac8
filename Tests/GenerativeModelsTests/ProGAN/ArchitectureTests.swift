// SPDX-License-Identifier: Apache-2.0

import GenerativeModels
import Layers
import TestSupport
import Testing

/// The sizes of the networks against the paper's table and an independent count.
struct ArchitectureTests {
    struct Golden: Decodable {
        struct Sizes: Decodable {
            let resolution, fmap_base, fmap_max, latent, labels, channels: Int
        }

        /// Name, weight, bias, output and count, in a row.
        struct Layer: Decodable {
            let name: String
            let weight, bias, output: [Int]
            let count: Int

            init(from decoder: any Decoder) throws {
                var row = try decoder.unkeyedContainer()
                name = try row.decode(String.self)
                weight = try row.decode([Int].self)
                bias = try row.decode([Int].self)
                output = try row.decode([Int].self)
                count = try row.decode(Int.self)
            }
        }

        struct Configuration: Decodable {
            let config: Sizes
            let G_final_only, G_all_lods, D_final_only, D_all_lods: Int
            let G_macs, D_macs: Int?
            let G_layers, D_layers: [Layer]?

            var architecture: ProGAN.Architecture {
                ProGAN.Architecture(
                    resolution: config.resolution, channels: config.channels,
                    baseMaps: config.fmap_base, mostMaps: config.fmap_max,
                    latentSize: config.latent, classes: config.labels)
            }
        }

        let configs: [Configuration]
    }

    private let golden: Golden

    init() throws { golden = try Fixture.json("progan/progan_architecture.json") }

    @Test("Every count of the table is exact, from 4×4 to 1024×1024")
    func counts() throws {
        #expect(golden.configs.count == 21)
        for row in golden.configs {
            let own = row.architecture
            let side = own.resolution
            func count(_ layers: [ProGAN.LayerDescription]) -> Int {
                layers.reduce(0) { $0 + $1.parameters }
            }
            func work(_ layers: [ProGAN.LayerDescription]) -> Int {
                layers.reduce(0) { $0 + $1.multiplyAdds }
            }
            let generator = own.generatorLayers(at: side)
            let discriminator = own.discriminatorLayers(at: side)
            #expect(count(generator) == row.G_final_only)
            #expect(count(discriminator) == row.D_final_only)
            #expect(own.generatorParameters == row.G_all_lods)
            #expect(own.discriminatorParameters == row.D_all_lods)
            if let macs = row.G_macs { #expect(work(generator) == macs) }
            if let macs = row.D_macs { #expect(work(discriminator) == macs) }
            for (layers, expected) in [
                (generator, row.G_layers), (discriminator, row.D_layers),
            ] {
                guard let expected else { continue }
                #expect(layers.map(\.weight) == expected.map(\.weight))
                #expect(layers.map { [$0.biases] } == expected.map(\.bias))
                #expect(layers.map(\.output) == expected.map(\.output))
            }
        }
        let paper = ProGAN.Recipe.celebAHQ1024.architecture
        #expect(paper.generatorLayers(at: 1024).reduce(0) { $0 + $1.parameters } == 23_071_507)
    }

    @Test("The networks have the weights that the table says", arguments: [0, 3])
    func networks(classes: Int) throws {
        let architecture = ProGAN.Architecture(
            resolution: 16, baseMaps: 32, mostMaps: 8, classes: classes)
        let g = Scope(seed: 1)
        let d = Scope(seed: 2)
        _ = try ProGAN.Generator(g, architecture)
        _ = try ProGAN.Discriminator(d, architecture)
        #expect(g.parameters.count == architecture.generatorParameters)
        #expect(d.parameters.count == architecture.discriminatorParameters)
        for layer in architecture.generatorLayers(at: 16) {
            #expect(g.parameters["\(layer.name).weight"]?.shape == layer.weight)
            #expect(g.parameters["\(layer.name).bias"]?.shape == [layer.biases])
        }
        for layer in architecture.discriminatorLayers(at: 16) {
            #expect(d.parameters["\(layer.name).weight"]?.shape == layer.weight)
            #expect(d.parameters["\(layer.name).bias"]?.shape == [layer.biases])
        }
    }

    @Test("Recipes name the paper's numbers")
    func recipes() {
        let faces = ProGAN.Recipe.celebA128
        #expect(faces.architecture.generatorLayers(at: 128).reduce(0) { $0 + $1.parameters }
            == 13_625_379)
        #expect(ProGAN.Recipe.cifar10.architecture.generatorParameters == 1_296_908)
        #expect(ProGAN.Recipe.demo32.architecture.discriminatorParameters == 70_385)
        #expect(ProGAN.Recipe.demo32Large.architecture.generatorParameters == 278_636)
        #expect(ProGAN.Recipe.celebAHQ1024.growth.batchSizes == [256: 14, 512: 6, 1024: 3])
        let stages = ProGAN.Recipe.demo32.stages
        #expect(stages.map(\.resolution) == [4, 8, 16, 32])
        #expect(stages.map(\.trainImages) == [10_000, 10_000, 10_000, 52_000])
        #expect(stages.reduce(0) { $0 + $1.fadeImages + $1.trainImages } == 100_000)
    }

    @Test("The ladder of Table 1 ends in the recipe and begins without growing")
    func ladder() throws {
        let ladder = ProGAN.Rung.ladder(to: .demo32)
        #expect(ladder.map(\.letter) == ["a", "b", "c", "d", "e", "f", "g"])
        #expect(ladder.last?.recipe == .demo32)
        let first = try #require(ladder.first?.recipe)
        #expect(first.growth.levels == 0 && first.growth.batchSize == 64)
        #expect(first.discriminatorSteps == 5)
        #expect(abs(first.growth.learningRate - 0.00015) < 1e-12)
        // 20 small steps of the average for one step of the large batch after five of the critic.
        #expect(abs(first.averageDecay - 0.9046104802746175) < 1e-12)
        for rung in ladder {
            let scope = Scope(seed: 1)
            _ = try ProGAN.Generator(scope, rung.recipe.architecture)
        }
    }
}
