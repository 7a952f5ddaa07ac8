// SPDX-License-Identifier: Apache-2.0

import Foundation
import Layers
import SeededRandom
import Tensors
import TestSupport
import Testing

struct ParameterTests {
    /// A small network and its parameters.
    private func network(seed: UInt64, outputs: Int = 3) throws -> (LayerChain, ParameterSet) {
        let scope = Scope(seed: seed)
        let chain = LayerChain(
            try Convolution(scope / "block1" / "conv", from: 2, to: 4, kernel: 3),
            try BatchNormalisation(scope / "block1" / "norm", channels: 4),
            Activation.relu,
            Dropout(scope / "drop", rate: 0.5),
            try Convolution(scope / "last", from: 4, to: outputs, kernel: 1, bias: false))
        return (chain, scope.parameters)
    }

    @Test func pathsAreNames() throws {
        let (_, parameters) = try network(seed: 1)
        #expect(
            parameters.entries.map(\.name) == [
                "block1.conv.weight", "block1.conv.bias", "block1.norm.weight", "block1.norm.bias",
                "block1.norm.running_mean", "block1.norm.running_var", "last.weight",
            ])
        #expect(parameters["block1.conv.weight"]?.shape == [4, 2, 3, 3])
        #expect(parameters["nothing"] == nil)
        #expect(parameters.count == 72 + 4 + 4 + 4 + 12)
        #expect(
            parameters.summary == """
                parameter                                shape           count
                block1.conv.weight                       4 × 2 × 3 × 3      72
                block1.conv.bias                         4                   4
                block1.norm.weight                       4                   4
                block1.norm.bias                         4                   4
                block1.norm.running_mean (not trained)   4                   4
                block1.norm.running_var (not trained)    4                   4
                last.weight                              3 × 4 × 1 × 1      12
                total                                                       96

                """)
    }

    @Test func firstValuesDependOnSeedAndPathAlone() throws {
        let scope = Scope(seed: 4)
        _ = try Dense(scope / "other", from: 5, to: 5)
        _ = try Dense(scope / "one", from: 3, to: 2)
        let alone = Scope(seed: 4)
        _ = try Dense(alone / "one", from: 3, to: 2)
        let name = "one.weight"
        let values: [Float] = try #require(scope.parameters[name]).values()
        #expect(try #require(alone.parameters[name]).values() == values)
        let another = Scope(seed: 5)
        _ = try Dense(another / "one", from: 3, to: 2)
        #expect(try #require(another.parameters[name]).values() != values)
    }

    /// Each kind for a fan of 50 and 300, with the variance and the mean it has.
    static let initialisers: [(Initialiser, variance: Double, mean: Double)] = [
        (.he(), 2.0 / 50, 0), (.heUniform(), 2.0 / 50, 0), (.xavier(), 2.0 / 350, 0),
        (.xavierUniform(), 2.0 / 350, 0), (.torch, 1.0 / 150, 0),
        (.normal(mean: 1, deviation: 0.02), 0.0004, 1), (.uniform(from: -1, to: 2), 0.75, 0.5),
        (.constant(3), 0, 3),
    ]

    @Test(arguments: initialisers)
    func initialisersHaveTheirVariance(_ rule: Initialiser, variance: Double, mean: Double) throws {
        var generator = SplitMix64(seed: 1)
        let values = try rule.tensor(
            [300, 50], fan: Fan(incoming: 50, outgoing: 300), using: &generator)
        // 15,000 numbers: the mean is within 4 σ/122, the variance within 4 · 1.5 %.
        let spread = variance.squareRoot()
        #expect(abs(try values.mean().item() - mean) <= 4 * spread / 122)
        #expect(abs(try values.variance().item() - variance) <= 0.06 * variance)
    }

    @Test func filesGiveBackEveryTensor() throws {
        let folder = try TemporaryFolder()
        let file = ParameterFile(folder["weights.safetensors"].path)
        let (chain, parameters) = try network(seed: 1)
        let x = try Tensor.ones([2, 2, 5, 5])
        // Running statistics are stored as well.
        _ = try chain(x, .training)
        try file.write(parameters, metadata: ["system": "test"])
        let (other, others) = try network(seed: 2)
        try file.read(into: others)
        #expect(
            try other(x, .evaluation).values(as: Float.self)
                == chain(x, .evaluation).values(as: Float.self))
        #expect(others.trained.allSatisfy { $0.tensor.requiresGradient })
    }

    @Test func filesOfOtherNetworksAreRefused() throws {
        let folder = try TemporaryFolder()
        let file = ParameterFile(folder["weights.safetensors"].path)
        try file.write(network(seed: 1).1)
        let (_, parameters) = try network(seed: 2, outputs: 5)
        let before: [Float] = try #require(parameters["block1.conv.weight"]).values()
        let error = try #require(throws: ParameterError.self) { try file.read(into: parameters) }
        #expect(
            error.description
                == "\(file.path): the tensors are another network's: 'last.weight' is [3, 4, 1, 1] "
                + "and should be [5, 4, 1, 1]; use the settings that they were made with")
        #expect(try #require(parameters["block1.conv.weight"]).values() == before)
        let scope = Scope(seed: 1)
        _ = try Dense(scope / "dense", from: 1, to: 1)
        let differences = try #require(throws: ParameterError.self) {
            try file.read(into: scope.parameters)
        }.differences
        #expect(differences.first == .missing("dense.weight"))
        #expect(differences.count == 2 + 7)
        #expect(differences.last == .unexpected("last.weight"))
    }

    @Test func averagesMoveAndStatisticsAreCopied() throws {
        let (chain, source) = try network(seed: 1)
        let (_, average) = try network(seed: 2)
        _ = try chain(Tensor.ones([2, 2, 5, 5]), .training)
        func values(_ set: ParameterSet, _ name: String) throws -> [Double] {
            try #require(set[name]).values()
        }
        let old = try values(average, "last.weight")
        try average.move(towards: source, by: 0.25)
        let target = try values(source, "last.weight")
        for (value, (a, b)) in zip(try values(average, "last.weight"), zip(old, target)) {
            #expect(abs(value - (a + 0.25 * (b - a))) < 1e-7)
        }
        let name = "block1.norm.running_mean"
        #expect(try values(average, name) == values(source, name))
        try average.copy(from: source)
        #expect(try values(average, "last.weight") == target)
    }

    @Test func dropoutFollowsItsOwnStream() throws {
        let x = try Tensor.ones([20, 50])
        let scope = Scope(seed: 6)
        let layer = Dropout(scope / "drop", rate: 0.25)
        #expect(try layer(x, .evaluation).values(as: Float.self).allSatisfy { $0 == 1 })
        let first: [Float] = try layer(x, .training).values()
        // Values are 0 or 4/3, the share of zeros within 4 σ of 250 in 1000.
        #expect(Set(first).count == 2)
        #expect(abs(first.filter { $0 == 0 }.count - 250) < 55)
        let second: [Float] = try layer(x, .training).values()
        #expect(first != second)
        let counter = try #require(scope.parameters.drawCounters["drop.draws"])
        #expect(counter.count == 2)
        counter.count = 1
        #expect(try layer(x, .training).values() == second)
        let channels = Dropout(scope / "channels", rate: 0.5, unit: .channel)
        let maps = try channels(Tensor.ones([3, 8, 2, 2]), .training).flattened(from: 2)
        #expect(
            try maps.greatest(along: 2).values(as: Float.self)
                == maps.least(along: 2).values(as: Float.self))
    }
}
