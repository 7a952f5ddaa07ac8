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

struct MobileNetTests {
    /// Keras's names and shapes of a network with a first layer of `width` maps.
    private func keys(width: Int, classes: Int) -> [(name: String, shape: [Int])] {
        var keys: [(name: String, shape: [Int])] = []
        func add(_ name: String, _ kernel: String, _ shape: [Int], outputs: Int) {
            keys.append(("\(name)/\(kernel)", shape))
            for part in ["gamma", "beta", "moving_mean", "moving_variance"] {
                keys.append(("\(name)_bn/\(part)", [outputs]))
            }
        }
        add("conv1", "kernel", [3, 3, 3, width], outputs: width)
        var inputs = width
        for (index, factor) in [2, 4, 4, 8, 8, 16, 16, 16, 16, 16, 16, 32, 32].enumerated() {
            let outputs = factor * width
            add(
                "conv_dw_\(index + 1)", "depthwise_kernel", [3, 3, inputs, 1], outputs: inputs)
            add("conv_pw_\(index + 1)", "kernel", [1, 1, inputs, outputs], outputs: outputs)
            inputs = outputs
        }
        return keys + [
            ("conv_preds/kernel", [1, 1, inputs, classes]), ("conv_preds/bias", [classes]),
        ]
    }

    private func write(_ keys: [(name: String, shape: [Int])], to path: String) throws {
        try SafetensorsFile.write(
            keys.map { ($0.name, try wave($0.name, $0.shape)) }, to: path)
    }

    /// sin(0.7 i + 0.13 · length of the name), scaled: any language makes the same.
    private func wave(_ name: String, _ shape: [Int]) throws -> Tensor {
        let count = shape.reduce(1, *)
        let phase = 0.13 * Double(name.utf8.count)
        let places = try Tensor.range(by: 0.7, count: count, type: .float64)
        var wave = try (places + phase).sine()
        if name.hasSuffix("variance") || name.hasSuffix("gamma") {
            wave = try wave * 0.3 + 1
        } else if name.contains("kernel") {
            let fan = Double(max(1, shape.dropLast().reduce(1, *)))
            wave = try wave * (2 / fan.squareRoot())
        } else {
            wave = try wave * 0.2
        }
        return try wave.converted(to: .float32).reshaped(shape)
    }

    /// Against the network written out in NumPy, in `Tools/fixtures/classifiers.py`.
    @Test func outputsEqualNumPys() throws {
        struct Golden: Decodable {
            let logits: [Double]
            let features: [Double]
        }
        let golden = try Fixture.json("classifiers/mobilenet_waves.json", as: Golden.self)
        let folder = try TemporaryFolder()
        let path = folder["mobilenet.safetensors"].path
        try write(keys(width: 4, classes: 7), to: path)
        let classifier = try NetworkClassifier(weights: path)
        #expect(classifier.name == "MobileNet v1, unverified weights mobilenet.safetensors")
        #expect(classifier.classCount == 7)
        #expect(classifier.featureCount == 128)
        // Whole numbers by a formula, another for each channel.
        let planes = (0..<3).map { channel in
            var samples: [Float] = []
            for row in 0..<224 {
                for column in 0..<224 {
                    let number = row * 7 + column * (3 + channel) + channel * 50
                    samples.append(Float(number % 256))
                }
            }
            return Plane(width: 224, height: 224, samples: samples)
        }
        let outputs = try classifier.outputs(
            for: ImageBatch([Image(planes: planes, channels: .rgb, range: .byte)]))
        let scale = golden.logits.reduce(0) { max($0, abs($1)) }
        for (found, wanted) in zip(outputs.logits, golden.logits) {
            #expect(abs(Double(found) - wanted) < 1e-4 * scale)
        }
        for (found, wanted) in zip(outputs.features, golden.features) {
            #expect(abs(Double(found) - wanted) < 1e-4 * scale)
        }
        #expect(golden.logits.count == 7 && golden.features.count == 128)
    }

    @Test func aMissingTensorIsNamed() throws {
        let folder = try TemporaryFolder()
        let path = folder["mobilenet.safetensors"].path
        try write(keys(width: 4, classes: 7).filter { $0.name != "conv_pw_5_bn/beta" }, to: path)
        #expect {
            _ = try NetworkClassifier(weights: path)
        } throws: { error in
            (error as? ParameterError)?.differences == [.missing("conv_pw_5_bn/beta")]
        }
    }
}
