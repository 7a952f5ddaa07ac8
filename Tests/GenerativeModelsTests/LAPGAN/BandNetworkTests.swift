// SPDX-License-Identifier: Apache-2.0

import GenerativeModels
import Layers
import Tensors
import TestSupport
import Testing
import Training

/// Networks of a level against the published sizes and a full pass computed elsewhere.
struct BandNetworkTests {
    private func networks(
        _ architecture: LevelArchitecture, side: Int, classes: Int = 0, type: ElementType = .float32
    ) throws -> (LevelGenerator, LevelDiscriminator) {
        let shape = LevelShape(side: side, classes: classes)
        return (
            try LevelGenerator(architecture, shape, seed: 1, type: type),
            try LevelDiscriminator(architecture, shape, seed: 2, type: type)
        )
    }

    /// Numbers of a layer and all that lies below its path.
    private func count(_ set: ParameterSet, _ path: String) -> Int {
        set.trained.filter { $0.name.hasPrefix(path + ".") }.reduce(0) { $0 + $1.tensor.count }
    }

    @Test func convolutionalSizesAreThePublished() throws {
        for golden in try LAPGANSizes.load().convolutional {
            let sizes = BandArchitecture.published(maps: golden.generatorMaps)
            let (g, d) = try networks(
                .convolutional(sizes: sizes), side: golden.fine, classes: golden.classes)
            #expect(g.parameters.count == golden.generatorTotal)
            #expect(d.parameters.count == golden.discriminatorTotal)
            let plane = count(g.parameters, "class")
            #expect(plane == golden.classPlaneParams)
            let layers = ["hidden1", "hidden2", "band"].map { count(g.parameters, $0) }
            #expect(layers == golden.generatorLayers)
            #expect(count(d.parameters, "hidden2") == golden.discriminatorLayers[1])
            #expect(count(d.parameters, "score") == golden.discriminatorLayers[2])
            let sides = golden.discriminatorSides.prefix(2)
            #expect(sizes.discriminatorSides(of: golden.fine) == Array(sides))
        }
    }

    @Test func denseSizesAreThePublished() throws {
        // The third is the released program's, of 90 million numbers: its sum is enough.
        for golden in try LAPGANSizes.load().dense.prefix(2) {
            let sizes = DenseArchitecture(
                noise: golden.noise, generatorHidden: golden.generatorHidden,
                discriminatorHidden: golden.discriminatorHidden)
            let (g, d) = try networks(.dense(sizes: sizes), side: golden.size)
            #expect(g.parameters.count == golden.generatorTotal)
            #expect(d.parameters.count == golden.discriminatorTotal)
            let names = ["hidden1", "hidden2", "image", "score"]
            #expect(names.prefix(3).map { count(g.parameters, $0) } == golden.generator)
            let judging = ["hidden1", "hidden2", "score"].map { count(d.parameters, $0) }
            #expect(judging == golden.discriminator)
        }
    }

    @Test func largeSizesAreTheReleased() throws {
        let golden = try LAPGANSizes.load().large
        let (g, d) = try networks(.large, side: 16)
        let layers = ["hidden1", "hidden2", "hidden3", "hidden4", "band"]
        #expect(layers.map { count(g.parameters, $0) } == golden.generator)
        let judging = ["hidden1", "hidden2", "hidden3"].map { count(d.parameters, $0) }
        #expect(judging == golden.discriminator)
        #expect(count(d.parameters, "score") == golden.flat16 + 1)
        let low = try Tensor.zeros([2, 3, 16, 16])
        let noise = try Tensor.ones([2, 1, 16, 16])
        let band = try g.network(noise, LevelCondition(lowPass: low), .training)
        #expect(band.shape == [2, 3, 16, 16])
        #expect(
            try d.network(band, LevelCondition(lowPass: low), .training).shape == [2])
    }

    @Test func generatorAndDiscriminatorComputeTheGoldens() throws {
        let golden = try LAPGANOperations.load()
        let sizes = BandArchitecture.published(maps: 2)
        let (g, _) = try networks(.convolutional(sizes: sizes), side: 6, type: .float64)
        try g.parameters.set(golden.generator.weights, ["hidden1", "hidden2", "band"])
        let noise = try golden.generator.noise.tensor()
        let low = try golden.generator.low.tensor()
        let band = try g.network(noise, LevelCondition(lowPass: low), .evaluation)
        try expect(band, golden.generator.band.data, tolerance: 1e-12)

        let (_, d) = try networks(.convolutional(sizes: sizes), side: 12, type: .float64)
        try d.parameters.set(golden.discriminator.weights, ["hidden1", "hidden2", "score"])
        let condition = LevelCondition(lowPass: try golden.discriminator.low.tensor())
        let logits = try d.network(golden.discriminator.band.tensor(), condition, .evaluation)
        try expect(logits, golden.discriminator.logit, tolerance: 1e-12)
        try expect(logits.sigmoid(), golden.discriminator.probability, tolerance: 1e-12)
    }

    @Test("The noise plane comes first: exchanged with a plane of l it gives another band")
    func orderOfPlanes() throws {
        let golden = try LAPGANOperations.load().generator
        let (g, _) = try networks(
            .convolutional(sizes: .published(maps: 2)), side: 6, type: .float64)
        try g.parameters.set(golden.weights, ["hidden1", "hidden2", "band"])
        let (noise, low) = (try golden.noise.tensor(), try golden.low.tensor())
        let exchanged = try g.network(
            low.slice(0..<1, along: 1),
            LevelCondition(
                lowPass: .concatenated([noise, low.slice(1..<3, along: 1)], along: 1)),
            .evaluation
        ).values(as: Double.self)
        let largest = zip(exchanged, golden.band.data).map { abs($0 - $1) }.max() ?? 0
        #expect(largest > 0.01)
    }

    @Test func classPlaneComputesTheGolden() throws {
        let golden = try LAPGANOperations.load().classPlane
        let scope = Scope(seed: 1, type: .float64)
        let plane = try ClassPlane(scope / "class", classes: 3, side: 4)
        try scope.parameters.set(
            ["w1": golden.weight, "b1": GoldenTensor(shape: [16], data: golden.bias)], ["class"])
        let result = try plane(Tensor(golden.oneHot, shape: [1, 3]))
        try expect(result, golden.plane.data, tolerance: 1e-12)
    }

    @Test("Classes reach both networks of every level")
    func classesMatter() throws {
        for (architecture, side) in [
            (LevelArchitecture.convolutional(sizes: .published(maps: 2)), 12),
            (.dense(sizes: DenseArchitecture(noise: 4, generatorHidden: 8)), 4),
        ] {
            let (g, d) = try networks(architecture, side: side, classes: 2)
            let shape = [1, 3, side, side]
            let low = try Tensor.zeros(shape)
            let noise = try Tensor.ones([1] + g.network.noiseShape)
            let conditions = try [[Float(1), 0], [0, 1]].map {
                LevelCondition(
                    lowPass: side == 4 ? nil : low, classes: try Tensor($0, shape: [1, 2]))
            }
            let bands = try conditions.map {
                try g.network(noise, $0, .evaluation).values(as: Float.self)
            }
            #expect(bands[0] != bands[1])
            let logits = try conditions.map {
                try d.network(.ones(shape), $0, .evaluation).item()
            }
            #expect(logits[0] != logits[1])
        }
    }

    @Test("A discriminator of zeros: logit 0, both losses ln 2, no gradient for the generator")
    func zeroDiscriminator() throws {
        let (g, d) = try networks(.convolutional(sizes: .published(maps: 2)), side: 12)
        for entry in d.parameters.entries {
            try withoutGradient { () throws(TensorError) in try entry.tensor.fill(with: 0) }
        }
        let condition = LevelCondition(lowPass: try Tensor.ones([2, 3, 12, 12]))
        let band = try g.network(.ones([2, 1, 12, 12]), condition, .training)
        let logits = try d.network(band, condition, .training)
        #expect(try logits.values(as: Float.self) == [0, 0])
        let objective = AdversarialObjective.nonSaturating()
        let loss = try objective.generatorTerm(fakes: logits).value
        for value in [
            loss, try objective.discriminatorTerms(reals: logits, fakes: logits)[1].value,
        ] { #expect(abs(try value.item() - 0.6931471805599453) < 1e-6) }
        try loss.backward()
        for entry in g.parameters.trained {
            let slopes = try #require(try entry.tensor.gradient()).values(as: Float.self)
            #expect(slopes.allSatisfy { $0 == 0 })
        }
    }

    @Test("With a noise scale of 0 the first band follows from l alone")
    func noiseScale() throws {
        for (scale, matters) in [(0.0, false), (1.0, true)] {
            let (g, _) = try networks(
                .convolutional(sizes: BandArchitecture(generatorMaps: 4, noiseScale: scale)),
                side: 8)
            let condition = LevelCondition(lowPass: try Tensor.ones([1, 3, 8, 8]))
            let bands = try [Tensor.ones([1, 1, 8, 8]), .zeros([1, 1, 8, 8])].map {
                try g.network($0, condition, .evaluation).values(as: Float.self)
            }
            #expect((bands[0] != bands[1]) == matters)
        }
    }

    @Test("A small output scale makes the first band small")
    func outputScale() throws {
        func largest(_ scale: Double) throws -> Double {
            let (g, _) = try networks(
                .convolutional(sizes: BandArchitecture(generatorMaps: 4, outputScale: scale)),
                side: 8)
            let condition = LevelCondition(lowPass: try Tensor.ones([1, 3, 8, 8]))
            return try g.network(.ones([1, 1, 8, 8]), condition, .evaluation).magnitude()
                .greatest().item()
        }
        #expect(abs(try largest(0.01) / largest(1) - 0.01) < 1e-6)
    }
}

extension ParameterSet {
    /// Sets weights `w1`, `b1` … to the layers of these paths.
    func set(_ weights: [String: GoldenTensor], _ paths: [String]) throws {
        for (number, path) in paths.enumerated() {
            for (kind, name) in [("w", "weight"), ("b", "bias")] {
                guard let golden = weights["\(kind)\(number + 1)"],
                    let tensor = self["\(path).\(name)"]
                else { throw FixtureMismatch(path: "\(path).\(name)") }
                try withoutGradient { () throws -> Void in
                    try tensor.assign(golden.tensor().reshaped(tensor.shape))
                }
            }
        }
    }
}

/// A golden weight has no place in a network.
struct FixtureMismatch: Error {
    let path: String
}

/// Holds each number to its golden value.
func expect(
    _ tensor: Tensor, _ expected: [Double], tolerance: Double,
    at location: SourceLocation = #_sourceLocation
) throws {
    let values = try tensor.values(as: Double.self)
    #expect(values.count == expected.count, sourceLocation: location)
    for (a, b) in zip(values, expected) {
        #expect(abs(a - b) <= tolerance * max(1, abs(b)), sourceLocation: location)
    }
}
