// SPDX-License-Identifier: Apache-2.0

import Layers
import Tensors
import TestSupport
import Testing

/// Layers against numbers that independent programs computed in double precision.
struct LayerGoldenTests {
    struct Array: Decodable {
        let shape: [Int]
        let data: [Double]

        func tensor() throws -> Tensor { try Tensor(data, shape: shape) }
    }

    struct Goldens: Decodable {
        struct Discrimination: Decodable {
            let features: Array
            let weight: Array
            let outputIncludingSelf: Array
            let othersAlone: Array
        }
        struct VirtualNormalisation: Decodable {
            let reference: Array
            let gamma: [Double]
            let beta: [Double]
            let referenceOutput: Array
            let x: Array
            let output: Array
        }
        struct Pair: Decodable {
            let input: Array
            let eps: Double
            let output: Array
        }
        struct Deviation: Decodable {
            let groupSize: Int
            let input: Array
            let values: [Double]
        }
        struct Normalisation: Decodable {
            let x: Array
            let gamma: [Double]
            let beta: [Double]
            let trainOutput: Array
            let runningMeanAfter: [Double]
            let runningVarianceAfter: [Double]
            let evalOutput: Array
        }
        struct WeightNormalisation: Decodable {
            let x: Array
            let theta: Array
            let pre: Array
            let gain: [Double]
            let bias: [Double]
            let output: Array
        }
        struct Equalized: Decodable {
            let kernel: Int
            let channels: Int
            let gain: Double
            let constant: Double
        }
        let minibatchDiscrimination: Discrimination
        let virtualBatchNormalisation: VirtualNormalisation
        let pixelNormalisation: [Pair]
        let minibatchDeviation: [Deviation]
        let batchNormalisation: Normalisation
        let equalized: [Equalized]
        let weightNormalisation: WeightNormalisation
    }

    let goldens: Goldens
    let scope = Scope(seed: 1, type: .float64)

    init() throws { goldens = try Fixture.json("layers/layers.json") }

    private func set(_ name: String, _ values: [Double]) throws {
        let tensor = try #require(scope.parameters[name])
        let source = try Tensor(values, shape: tensor.shape)
        try withoutGradient { try tensor.assign(source) }
    }

    // The programs and these layers round in another order: some 1e-15 of numbers below 10.
    private func expect(
        _ tensor: Tensor, _ expected: [Double], tolerance: Double = 1e-12,
        at location: SourceLocation = #_sourceLocation
    ) throws {
        let values = try tensor.values(as: Double.self)
        #expect(values.count == expected.count, sourceLocation: location)
        for (a, b) in zip(values, expected) {
            #expect(abs(a - b) <= tolerance * max(1, abs(b)), sourceLocation: location)
        }
    }

    @Test func minibatchDiscrimination() throws {
        let golden = goldens.minibatchDiscrimination
        let x = try golden.features.tensor()
        let layer = try MinibatchDiscrimination(
            scope / "with", features: 4, kernels: 3, dimensions: 2)
        try set("with.weight", golden.weight.data)
        try expect(layer(x), golden.outputIncludingSelf.data)
        let others = try MinibatchDiscrimination(
            scope / "without", features: 4, kernels: 3, dimensions: 2, includesSelf: false)
        try set("without.weight", golden.weight.data)
        try expect(others(x).slice(4..<7, along: 1), golden.othersAlone.data)
    }

    @Test func virtualBatchNormalisation() throws {
        let golden = goldens.virtualBatchNormalisation
        let layer = try VirtualBatchNormalisation(scope, channels: 2)
        try set("weight", golden.gamma)
        try set("bias", golden.beta)
        let (output, statistics) = try layer.normaliseReference(golden.reference.tensor())
        try expect(output, golden.referenceOutput.data)
        let x = try golden.x.tensor()
        try expect(layer(x, against: statistics), golden.output.data)
        // An example does not see its neighbours.
        let alone = try layer(x.slice(1..<2), against: statistics)
        try expect(alone, Swift.Array(golden.output.data.suffix(8)))
    }

    @Test func pixelNormalisation() throws {
        for pair in goldens.pixelNormalisation {
            let layer = PixelNormalisation(epsilon: pair.eps)
            try expect(layer(pair.input.tensor()), pair.output.data)
        }
    }

    @Test func minibatchDeviation() throws {
        for golden in goldens.minibatchDeviation {
            let x = try golden.input.tensor()
            let output = try MinibatchDeviation(groupSize: golden.groupSize)(x)
            let (count, channels) = (golden.input.shape[0], golden.input.shape[1])
            #expect(output.shape == [count, channels + 1] + golden.input.shape[2...])
            try expect(output.slice(0..<channels, along: 1), golden.input.data)
            let area = golden.input.shape[2] * golden.input.shape[3]
            let groups = count / min(golden.groupSize, count)
            #expect(golden.values.count == groups)
            let expected = (0..<count).flatMap {
                Swift.Array(repeating: golden.values[$0 % groups], count: area)
            }
            try expect(output.element(channels, along: 1), expected)
        }
        #expect(throws: TensorError.self) {
            try MinibatchDeviation(groupSize: 4)(Tensor.ones([6, 1, 2, 2]))
        }
        // Images that are all alike differ by √1e-8.
        let same = try MinibatchDeviation()(Tensor.ones([4, 1, 1, 1], type: .float64))
        try expect(same.element(1, along: 1), [1e-4, 1e-4, 1e-4, 1e-4])
    }

    @Test func batchNormalisation() throws {
        let golden = goldens.batchNormalisation
        let layer = try BatchNormalisation(scope, channels: 2)
        try set("weight", golden.gamma)
        try set("bias", golden.beta)
        let x = try golden.x.tensor()
        try expect(layer(x, .training), golden.trainOutput.data)
        try expect(#require(scope.parameters["running_mean"]), golden.runningMeanAfter)
        try expect(#require(scope.parameters["running_var"]), golden.runningVarianceAfter)
        try expect(layer(x, .evaluation), golden.evalOutput.data)
    }

    @Test func normalisedWeightsAreFittedToData() throws {
        let golden = goldens.weightNormalisation
        let layer = try Dense(scope, from: 3, to: 2, weights: .normalised())
        try set("weight", golden.theta.data)
        let x = try golden.x.tensor()
        try expect(layer(x), golden.pre.data)
        try expect(layer.fit(to: x), golden.output.data)
        try expect(#require(scope.parameters["weight_gain"]), golden.gain)
        try expect(#require(scope.parameters["bias"]), golden.bias)
    }

    @Test func fittedConvolutionsHaveTheDeviationInEveryChannel() throws {
        let x = try Tensor((0..<192).map { Double(($0 * 37) % 23) }, shape: [3, 4, 4, 4])
        let rule = WeightRule.normalised(trainsGain: false)
        let down = try Convolution(scope / "down", from: 4, to: 5, kernel: 3, weights: rule)
        let up = try TransposedConvolution(scope / "up", from: 5, to: 2, kernel: 3, weights: rule)
        for y in [try down.fit(to: x, deviation: 0.1), try up.fit(to: down(x), deviation: 0.1)] {
            let channels = y.shape[1]
            try expect(y.mean(along: 0, 2, 3), Swift.Array(repeating: 0, count: channels))
            try expect(
                y.variance(along: 0, 2, 3), Swift.Array(repeating: 0.01, count: channels))
        }
        #expect(scope.parameters["down.weight_gain"]?.requiresGradient == false)
    }

    @Test func equalizedWeightsAreScaledAtRunTime() throws {
        for golden in goldens.equalized {
            // One image of ones under one stored weight of 1 shows the constant.
            let scope = Scope(seed: 1, type: .float64)
            let (kernel, channels) = (golden.kernel, golden.channels)
            let layer = try Convolution(
                scope, from: channels, to: 1, kernel: Sides(height: kernel, width: kernel),
                weights: .equalized(gain: golden.gain))
            let weight = try #require(scope.parameters["weight"])
            try withoutGradient { try weight.fill(with: 1) }
            let x = try Tensor.ones([1, channels, kernel, kernel], type: .float64)
            try expect(
                layer(x), [golden.constant * Double(channels * kernel * kernel)])
        }
    }
}
