// SPDX-License-Identifier: Apache-2.0

import Foundation
import Layers
import Raster
import Scoring
import SeededRandom
import Tensors
import TestSupport
import Testing

@testable import Classifiers

/// What torch-fidelity's network computed in double precision from the recipe's weights.
private struct Golden: Decodable {
    struct Stage: Decodable {
        let stage: String
        let shape: [Int]
        let sum: Double
        let first3: [Double]
    }

    struct Control: Decodable {
        let first: [Double]
        let differences: [Double]

        enum CodingKeys: String, CodingKey {
            case first = "image0_first8"
            case differences = "relative_l2_difference"
        }
    }

    struct Features: Decodable {
        let first: [Double]
        let norms: [Double]
        let firstOfSecond: [Double]
        let normOfSecond: Double

        enum CodingKeys: String, CodingKey {
            case first = "image0_first8_float64"
            case norms = "l2_per_image_float64"
            case firstOfSecond = "input2_first4_float32"
            case normOfSecond = "input2_l2_float32"
        }
    }

    struct Check: Decodable {
        let sum: Double
        let first: Double
    }

    let layers: [String: Features]
    let stages: [Stage]
    let control: Control
    let checks: [String: Check]
    let inputSum: Int
    let secondInputSum: Int

    enum CodingKeys: String, CodingKey {
        case layers
        case stages = "stages_float64"
        case control = "negative_control"
        case checks = "weight_checks"
        case inputSum = "input_sum"
        case secondInputSum = "input2_sum"
    }
}

struct InceptionTests {
    /// Bytes as NumPy's `randint(0, 256, …)` draws them, (N, 3, height, width).
    private func images(
        seed: UInt32, count: Int, width: Int, height: Int
    ) -> (batch: ImageBatch, samples: [Double]) {
        var random = LegacyNumPyRandom(seed: seed)
        let samples = (0..<count * 3 * height * width).map { _ in
            Double(random.integer(in: 0..<256))
        }
        let stack = Plane(
            width: width, height: count * 3 * height, samples: samples.map { Float($0) })
        return (
            ImageBatch(
                stack: stack, size: ImageSize(width: width, height: height), channels: .rgb,
                count: count, range: .byte), samples
        )
    }

    /// TensorFlow 1's bilinear sampling, plainly and in double precision but for the scale.
    private func resized(_ samples: [Double], planes: Int, width: Int, height: Int) -> [Double] {
        func places(_ count: Int) -> [(lower: Int, upper: Int, share: Double)] {
            let scale = Double(Float(count) / 299)
            return (0..<299).map {
                let place = Double($0) * scale
                let lower = Int(place)
                return (lower, min(lower + 1, count - 1), place - Double(lower))
            }
        }
        var result: [Double] = []
        for plane in 0..<planes {
            for y in places(height) {
                for x in places(width) {
                    func row(_ line: Int) -> Double {
                        let start = (plane * height + line) * width
                        let (a, b) = (samples[start + x.lower], samples[start + x.upper])
                        return a + (b - a) * x.share
                    }
                    let top = row(y.lower)
                    result.append(top + (row(y.upper) - top) * y.share)
                }
            }
        }
        return result
    }

    @Test func theWholeNetworkComputesWhatTorchFidelityDoes() throws {
        let golden = try Fixture.json(
            "classifiers/inception_random_weights.json", as: Golden.self)
        let weights = try RecipeWeights()
        for (name, check) in golden.checks {
            let values = try weights.tensor(named: name, on: .cpu).values(as: Double.self)
            #expect(abs(values.reduce(0, +) - check.sum) < 1e-9 * max(1, abs(check.sum)))
            #expect(values[0] == check.first)
        }
        let (batch, samples) = images(seed: 69_999, count: 2, width: 32, height: 32)
        #expect(samples.reduce(0, +) == Double(golden.inputSum))
        try withoutGradient {
            try checkStages(golden, weights, samples)
            try checkOutputs(golden, weights, batch)
            try checkTorchVisionsPooling(golden, weights, samples)
        }
    }

    private func checkStages(
        _ golden: Golden, _ weights: RecipeWeights, _ samples: [Double]
    ) throws {
        let network = try InceptionV3(.original, WeightSource(weights, as: .float64))
        let x = try Tensor(
            resized(samples, planes: 6, width: 32, height: 32).map { ($0 - 128) / 128 },
            shape: [2, 3, 299, 299])
        var stages = golden.stages[...]
        func check(_ name: String, _ output: Tensor) throws(TensorError) {
            guard let expected = stages.popFirst() else { return }
            #expect(name == expected.stage)
            #expect(output.shape == expected.shape)
            let sum = try output.sum().item()
            // The reference folds nothing; both are exact to about 1e-13.
            #expect(
                abs(sum - expected.sum) < 1e-9 * abs(expected.sum), "\(name): \(sum)")
            let first = try output.rowMajor().flattened(from: 0).slice(0..<3)
                .values(as: Double.self)
            for (value, wanted) in zip(first, expected.first3) {
                #expect(abs(value - wanted) < 1e-9 * max(1, abs(wanted)), "\(name)")
            }
        }
        let last = try network.run(x) { name, output throws(TensorError) in
            try check(name, output)
        }
        try check("AvgPool", last.averagePooled(toSize: 1))
        #expect(stages.isEmpty)
        let pooled = try Fixture.array("classifiers/inception_pool2048.npy").values
        let logits = try Fixture.array("classifiers/inception_logits_unbiased.npy").values
        let outputs = try network(x)
        // The golden arrays are rounded to single precision.
        #expect(maximum(try outputs.features.values(), pooled) < 1e-6)
        #expect(maximum(try outputs.logits.values(), logits) < 1e-6)
        let biased = try InceptionV3(
            .original, WeightSource(weights, as: .float64), addsBias: true)
        let expected = try #require(golden.layers["logits"]).first
        let found = try biased(x).logits.values(as: Double.self)
        #expect(maximum(Array(found.prefix(8)), expected) < 1e-6)
    }

    private func checkOutputs(
        _ golden: Golden, _ weights: RecipeWeights, _ batch: ImageBatch
    ) throws {
        let (other, samples) = images(seed: 69_998, count: 1, width: 56, height: 40)
        #expect(samples.reduce(0, +) == Double(golden.secondInputSum))
        for layer in FeatureLayer.allCases {
            let classifier = NetworkClassifier(
                try InceptionV3(.original, WeightSource(weights), layer: layer),
                ClassifierIdentity(network: "Inception-v3", file: "recipe", digest: ""),
                NetworkClassifier.inceptionInput(.original), precision: .float32)
            let expected = try #require(golden.layers[layer.rawValue])
            let outputs = try classifier.outputs(for: batch)
            #expect(outputs.features.count == 2 * classifier.featureCount)
            let found = outputs.features.map { Double($0) }
            #expect(maximum(Array(found.prefix(8)), expected.first) < 1e-4)
            for image in 0..<2 {
                let range = image * layer.count..<(image + 1) * layer.count
                let norm = found[range].reduce(0) { $0 + $1 * $1 }.squareRoot()
                let wanted = expected.norms[image]
                #expect(abs(norm - wanted) < 1e-5 * wanted)
            }
            let second = try classifier.outputs(for: other).features.map { Double($0) }
            #expect(maximum(Array(second.prefix(4)), expected.firstOfSecond) < 1e-4)
            let norm = second.reduce(0) { $0 + $1 * $1 }.squareRoot()
            #expect(abs(norm - expected.normOfSecond) < 1e-5 * norm)
        }
    }

    /// The same weights under TorchVision's pooling give other features: both variants are there, and
    /// they are not each other.
    private func checkTorchVisionsPooling(
        _ golden: Golden, _ weights: RecipeWeights, _ samples: [Double]
    ) throws {
        let x = try Tensor(
            resized(samples, planes: 6, width: 32, height: 32).map { ($0 - 128) / 128 },
            shape: [2, 3, 299, 299])
        let cut = ClassCut(base: weights)
        let network = try InceptionV3(.torchVision, WeightSource(cut, as: .float64))
        let found = try network(x).features.values(as: Double.self)
        let pooled = try Fixture.array("classifiers/inception_pool2048.npy").values
        for (image, wanted) in golden.control.differences.enumerated() {
            let range = image * 2048..<(image + 1) * 2048
            let difference = range.reduce(0) { sum, index in
                let distance = found[index] - pooled[index]
                return sum + distance * distance
            }
            let norm = range.reduce(0) { $0 + pooled[$1] * pooled[$1] }
            #expect(abs((difference / norm).squareRoot() - wanted) < 1e-6)
        }
        #expect(
            maximum(Array(found.prefix(8)), golden.control.first) < 1e-6)
    }

    private func maximum(_ a: [Double], _ b: [Double]) -> Double {
        #expect(a.count == b.count)
        return zip(a, b).reduce(0) { max($0, abs($1.0 - $1.1)) }
    }

    @Test func filesMustFitInEveryNameAndShape() throws {
        let keys = try RecipeWeights.keys()
        // TorchVision's names are these and what only training needs.
        let others = try RecipeWeights.keys(ofTorchVision: true)
        let kept = others.filter { InceptionNames.torchVision($0.name) != nil }
        #expect(kept.map(\.name) == keys.map(\.name))
        #expect(others.count == 580)
        for variant in [InceptionV3.Variant.original, .torchVision] {
            let fitting = variant == .original ? keys : others
            _ = try InceptionV3(
                variant,
                WeightSource(
                    ZeroWeights(fitting.map { ($0.name, $0.shape) }),
                    translating: variant == .original
                        ? InceptionNames.original : InceptionNames.torchVision))
        }
        var wrong = keys.map { ($0.name, $0.shape) }
        wrong.removeAll { $0.0 == "Mixed_6c.branch7x7_2.conv.weight" }
        wrong.append(("Mixed_9z.conv.weight", [1]))
        wrong[0].1 = [32, 3, 5, 5]
        #expect {
            _ = try InceptionV3(.original, WeightSource(ZeroWeights(wrong)))
        } throws: { error in
            (error as? ParameterError)?.differences == [
                .shape(
                    "Conv2d_1a_3x3.conv.weight", expected: [32, 3, 3, 3], found: [32, 3, 5, 5]),
                .missing("Mixed_6c.branch7x7_2.conv.weight"), .unexpected("Mixed_9z.conv.weight"),
            ]
        }
    }

    @Test func namesOfTheOriginalGraphAreKnown() throws {
        for (theirs, ours) in [
            ("layers.conv_4.weight", "Conv2d_4a_3x3.conv.weight"),
            ("layers.mixed_6.tower_1.conv_2.weight", "Mixed_6d.branch7x7dbl_3.conv.weight"),
            ("layers.mixed_3.conv.beta", "Mixed_6a.branch3x3.bn.bias"),
            ("layers.mixed_3.tower.conv_2.var", "Mixed_6a.branch3x3dbl_3.bn.running_var"),
            ("layers.mixed_8.tower_1.conv_3.mean", "Mixed_7a.branch7x7x3_4.bn.running_mean"),
            ("layers.mixed_10.tower_1_mixed_conv_1.weight", "Mixed_7c.branch3x3dbl_3b.conv.weight"),
            ("layers.mixed_9.tower.mixed.conv.weight", "Mixed_7b.branch3x3_2a.conv.weight"),
            ("layers.mixed.tower_2.conv.weight", "Mixed_5b.branch_pool.conv.weight"),
            ("output.weight", "fc.weight"),
        ] {
            #expect(InceptionNames.original(theirs) == ours)
        }
    }
}

/// Tensors of zeros by name: for what looks at names and shapes alone.
private struct ZeroWeights: TensorFile {
    let path = "zeros"
    let entries: [TensorFileEntry]

    init(_ keys: [(String, [Int])]) {
        entries = keys.map { TensorFileEntry(name: $0.0, type: .float32, shape: $0.1) }
    }

    func tensor(named name: String, on device: Device) throws -> Tensor {
        try .zeros(entries.first { $0.name == name }?.shape ?? [])
    }
}

/// Weights with 1000 classes instead of 1008.
private struct ClassCut: TensorFile {
    let base: RecipeWeights
    var path: String { base.path }

    var entries: [TensorFileEntry] {
        base.entries.map { entry in
            guard entry.name.hasPrefix("fc.") else { return entry }
            return TensorFileEntry(
                name: entry.name, type: entry.type, shape: [1000] + entry.shape.dropFirst())
        }
    }

    func tensor(named name: String, on device: Device) throws -> Tensor {
        let tensor = try base.tensor(named: name, on: device)
        return name.hasPrefix("fc.") ? try tensor.slice(0..<1000) : tensor
    }
}
