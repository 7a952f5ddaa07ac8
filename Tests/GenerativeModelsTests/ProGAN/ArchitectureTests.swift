// SPDX-License-Identifier: Apache-2.0

import GenerativeModels
import Layers
import Tensors
import TestSupport
import Testing

/// The sizes of the networks against the paper's table and an independent count.
struct ArchitectureTests {
    struct Golden: Decodable {
        struct Layer: Decodable {
            let weight, output: [Int]
            let biases: Int
        }

        struct Configuration: Decodable {
            let resolution, channels, baseMaps, mostMaps, latents, classes: Int
            let generatorFinal, generatorAll, discriminatorFinal, discriminatorAll: Int
            let generatorWork, discriminatorWork: Int?
            let generatorLayers, discriminatorLayers: [Layer]?

            var architecture: ProGAN.Architecture {
                ProGAN.Architecture(
                    resolution: resolution, channels: channels, baseMaps: baseMaps,
                    mostMaps: mostMaps, latentSize: latents, classes: classes)
            }
        }

        let configurations: [Configuration]
    }

    private let golden: Golden

    init() throws { golden = try Fixture.json("progan/architecture.json") }

    @Test("Every count of the table is exact, from 4×4 to 1024×1024")
    func counts() throws {
        #expect(golden.configurations.count == 21)
        for row in golden.configurations {
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
            #expect(count(generator) == row.generatorFinal)
            #expect(count(discriminator) == row.discriminatorFinal)
            #expect(own.generatorParameters == row.generatorAll)
            #expect(own.discriminatorParameters == row.discriminatorAll)
            if let expected = row.generatorWork { #expect(work(generator) == expected) }
            if let expected = row.discriminatorWork { #expect(work(discriminator) == expected) }
            for (layers, expected) in [
                (generator, row.generatorLayers), (discriminator, row.discriminatorLayers),
            ] {
                guard let expected else { continue }
                #expect(layers.map(\.weight) == expected.map(\.weight))
                #expect(layers.map(\.biases) == expected.map(\.biases))
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
        let weights = faces.architecture.generatorLayers(at: 128).map(\.parameters)
        #expect(weights.reduce(0, +) == 13_625_379)
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
        #expect(ladder.map(\.letter) == ["a", "b", "c", "d", "e*", "e", "f", "g"])
        #expect(ladder.last?.recipe == .demo32)
        let first = try #require(ladder.first?.recipe)
        #expect(first.growth.levels == 0 && first.growth.batchSize == 64)
        #expect(first.discriminatorSteps == 5)
        #expect(abs(first.growth.learningRate - 0.0003) < 1e-12)
        // 20 small steps of the average for one step of the large batch after five of the critic.
        #expect(abs(first.averageDecay - 0.9046104802746175) < 1e-12)
        for rung in ladder {
            let scope = Scope(seed: 1)
            _ = try ProGAN.Generator(scope, rung.recipe.architecture)
        }
    }
}
