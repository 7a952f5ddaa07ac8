// SPDX-License-Identifier: Apache-2.0

import Foundation
import Tensors
import TestSupport
import Testing

/// The files of Fixtures/tensors/formats hold what their notes say.
struct TensorFileTests {
    struct Expected: Decodable {
        struct Values: Decodable {
            let dtype: String
            let shape: [Int]
            let values: [Double]

            private enum CodingKeys: CodingKey { case dtype, shape, values }

            init(from decoder: any Decoder) throws {
                let container = try decoder.container(keyedBy: CodingKeys.self)
                dtype = try container.decode(String.self, forKey: .dtype)
                shape = try container.decode([Int].self, forKey: .shape)
                values =
                    dtype == "bool"
                    ? try container.decode([Bool].self, forKey: .values).map { $0 ? 1 : 0 }
                    : try container.decode([Double].self, forKey: .values)
            }
        }

        struct Script: Decodable {
            let input: [Float]
            let inputShape: [Int]
            let output: [Float]
            let outputShape: [Int]

            private enum CodingKeys: String, CodingKey {
                case input, output
                case inputShape = "input_shape"
                case outputShape = "output_shape"
            }
        }

        let tensors: [String: Values]
        let typesAndViews: [String: Values]
        let torchscript: Script

        private enum CodingKeys: String, CodingKey {
            case tensors, torchscript
            case typesAndViews = "dtypes_views"
        }
    }

    static func url(_ name: String) -> URL { Fixture.url("tensors/formats/" + name) }

    private func expected() throws -> Expected {
        try Fixture.json("tensors/formats/expected.json")
    }

    private func check(_ file: any TensorFile, _ expected: [String: Expected.Values]) throws {
        #expect(Set(file.entries.map(\.name)) == Set(expected.keys))
        for entry in file.entries {
            let tensor = try file.tensor(named: entry.name, on: .cpu)
            let wanted = try #require(expected[entry.name])
            #expect(tensor.type.description == wanted.dtype, "\(entry.name)")
            #expect(tensor.shape == wanted.shape, "\(entry.name)")
            #expect(entry.shape == wanted.shape && entry.type == tensor.type)
            #expect(try tensor.values(as: Double.self) == wanted.values, "\(entry.name)")
        }
    }

    @Test(arguments: [
        "state_dict.safetensors", "state_dict_zip.pth", "state_dict_legacy.pth",
        "plain_dict_zip.pth", "plain_dict_legacy.pth",
    ])
    func theSameTensorsAreInEveryLayout(name: String) throws {
        try check(openTensorFile(at: Self.url(name).path), expected().tensors)
    }

    @Test func everyTypeAndViewIsRead() throws {
        try check(
            openTensorFile(at: Self.url("dtypes_views_zip.pth").path), expected().typesAndViews)
    }

    @Test func nestedDictionariesAreJoinedWithDots() throws {
        let file = try openTensorFile(at: Self.url("checkpoint_zip.pth").path)
        let names = file.entries.map(\.name)
        #expect(names.contains { $0.hasSuffix(".conv.weight") })
        #expect(names.contains("nested.a.b"))
        #expect(try file.tensor(named: "nested.a.b", on: .cpu).shape == [3, 3, 3])
    }

    @Test func aScriptRuns() throws {
        let expected = try expected().torchscript
        let script = try ScriptModule(path: Self.url("module_torchscript.pt").path)
        let input = try Tensor(expected.input, shape: expected.inputShape)
        let output = try withoutGradient { try script(input)[0] }
        #expect(output.shape == expected.outputShape)
        for (a, b) in zip(try output.values(as: Float.self), expected.output) {
            #expect(abs(a - b) < 1e-6)
        }
        let names = try script.state().map(\.name)
        #expect(names.contains { $0.hasSuffix("running_mean") })
    }

    @Test func aScriptsTensorsAreReadLikeAFiles() throws {
        let path = Self.url("module_torchscript.pt").path
        #expect(try ScriptTensorFile.isScript(at: path))
        #expect(try !ScriptTensorFile.isScript(at: Self.url("state_dict_zip.pth").path))
        #expect(try !ScriptTensorFile.isScript(at: Self.url("state_dict.safetensors").path))
        let file = try ScriptTensorFile(path: path)
        let state = try ScriptModule(path: path).state()
        #expect(file.entries.map(\.name) == state.map(\.name))
        for (name, tensor) in state {
            #expect(try file.tensor(named: name).values(as: Double.self) == tensor.values())
        }
        #expect(throws: TensorFileError.self) { try file.tensor(named: "nothing") }
    }

    @Test func aScriptIsNoFileOfWeightsAndTheOtherWayRound() throws {
        let script = Self.url("module_torchscript.pt").path
        let error = try #require(throws: TensorFileError.self) { try openTensorFile(at: script) }
        #expect(error.problem == "this is a TorchScript module, a program with weights")
        #expect(throws: TensorError.self) {
            try ScriptModule(path: Self.url("state_dict_zip.pth").path)
        }
        #expect(throws: TensorError.self) { try ScriptModule(path: "/nowhere.pt") }
    }

    @Test func aMissingNameIsAnError() throws {
        let file = try openTensorFile(at: Self.url("state_dict.safetensors").path)
        let error = try #require(throws: TensorFileError.self) {
            try file.tensor(named: "conv.bias", on: .cpu)
        }
        #expect(error.problem == "there is no tensor 'conv.bias' among its 6")
    }
}
