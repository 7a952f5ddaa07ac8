// SPDX-License-Identifier: Apache-2.0

import Foundation
import Raster
import SeededRandom
import Synchronization
import Tensors
import TestSupport

@testable import Classifiers

/// The golden file's random weights: NumPy's legacy streams, one for each key.
struct RecipeWeights: TensorFile {
    let path = "weights of the recipe"
    let entries: [TensorFileEntry]
    private let tensors: [String: Tensor]

    private struct Keys: Decodable {
        let fid: [Key]
        let torchvision: [Key]

        enum CodingKeys: String, CodingKey {
            case fid = "fid_variant"
            case torchvision
        }
    }

    /// A name and a shape.
    struct Key: Decodable {
        let name: String
        let shape: [Int]

        init(from decoder: any Decoder) throws {
            var pair = try decoder.unkeyedContainer()
            name = try pair.decode(String.self)
            shape = try pair.decode([Int].self)
        }
    }

    static func keys(ofTorchVision: Bool = false) throws -> [Key] {
        let keys = try Fixture.json("classifiers/inception_keys.json", as: Keys.self)
        return ofTorchVision ? keys.torchvision : keys.fid
    }

    init() throws {
        let keys = try Self.keys()
        let values = Mutex([[Float]](repeating: [], count: keys.count))
        ThreadCount.allProcessors.forEach(below: keys.count) { index in
            let drawn = Self.draw(keys[index], number: index)
            values.withLock { $0[index] = drawn }
        }
        var tensors: [String: Tensor] = [:]
        for (key, numbers) in zip(keys, values.withLock { $0 }) {
            tensors[key.name] = try Tensor(numbers, shape: key.shape)
        }
        self.tensors = tensors
        entries = keys.map { TensorFileEntry(name: $0.name, type: .float32, shape: $0.shape) }
    }

    func tensor(named name: String, on device: Device) throws -> Tensor {
        guard let tensor = tensors[name] else { fatalError("no tensor \(name)") }
        return tensor
    }

    private static func draw(_ key: Key, number: Int) -> [Float] {
        var random = LegacyNumPyRandom(seed: UInt32(70_000 + number))
        let count = key.shape.reduce(1, *)
        var scale = 0.1
        var offset = 0.0
        if key.name.hasSuffix("conv.weight") {
            scale = (2 / Double(key.shape.dropFirst().reduce(1, *))).squareRoot()
        } else if key.name.hasSuffix("bn.weight") {
            offset = 1
        } else if key.name == "fc.weight" {
            scale = (1.0 / 2048).squareRoot()
        } else if key.name.hasSuffix("running_var") {
            return (0..<count).map { _ in Float(0.5 + random.uniform()) }
        }
        return (0..<count).map { _ in Float(offset + scale * random.normal()) }
    }
}
