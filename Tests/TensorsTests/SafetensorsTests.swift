// SPDX-License-Identifier: Apache-2.0

import Foundation
import Tensors
import TestSupport
import Testing

struct SafetensorsTests {
    @Test func writtenFilesAreReadBack() throws {
        try withTemporaryFolder { folder in
            let path = folder.appending(component: "weights.safetensors").path
            let tensors: [(name: String, tensor: Tensor)] = [
                ("mask", try Tensor([true, false, true])),
                ("a \"quoted\" \\ name é\n", try Tensor([1.5, -2] as [Float])),
                ("scalar", try Tensor(7)),
                ("empty", try Tensor.zeros([0, 3])),
                ("half", try Tensor([0.5, 0.25]).converted(to: .bfloat16)),
                ("image", try Tensor.range(count: 24).reshaped([1, 2, 3, 4]).channelsLast()),
            ]
            try SafetensorsFile.write(tensors, metadata: ["format": "pt", "step": "3"], to: path)
            let file = try SafetensorsFile(path: path)
            #expect(file.metadata == ["format": "pt", "step": "3"])
            #expect(
                file.entries.map(\.name) == [
                    "scalar", tensors[1].name, "empty", "image", "half", "mask",
                ])
            for (name, tensor) in tensors {
                let read = try file.tensor(named: name)
                #expect(read.type == tensor.type && read.shape == tensor.shape)
                #expect(try read.values(as: Double.self) == tensor.values(as: Double.self))
            }
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).count == 1)
        }
    }

    @Test func aFailedWriteLeavesWhatWasThere() throws {
        try withTemporaryFolder { folder in
            let path = folder.appending(component: "weights.safetensors").path
            let x = try Tensor([1.0])
            try SafetensorsFile.write([("x", x)], to: path)
            #expect(throws: TensorFileError.self) {
                try SafetensorsFile.write([("y", x), ("y", x)], to: path)
            }
            #expect(try SafetensorsFile(path: path).entries.map(\.name) == ["x"])
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).count == 1)
            #expect(throws: TensorFileError.self) {
                try SafetensorsFile.write([("y", x)], to: folder.path + "/none/weights")
            }
        }
    }

    /// A header, eight bytes of data, and a part of what is said about it.
    static let hostile: [(header: String, data: Int, problem: String)] = [
        (#"{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}"#, 8, "'}' was expected"),
        (#"{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}x"#, 8, "the end was expected"),
        (#"{"a":{"dtype":"F32","shape":[2]}}"#, 8, "lacks its dtype, its shape"),
        (#"{"a":{"dtype":"F32","shape":[2],"data_offsets":[8,0]}}"#, 8, "lacks its dtype"),
        (#"{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8],"x":1}}"#, 8, "'x' is unexpected"),
        (#"{"a":{"dtype":"F4","shape":[2],"data_offsets":[0,8]}}"#, 8, "has the type F4"),
        (#"{"a":{"dtype":"F32","shape":[3],"data_offsets":[0,8]}}"#, 8, "float32 [3] has 8 bytes"),
        (#"{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}"#, 7, "and the file has 7"),
        (#"{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}"#, 9, "1 bytes follow"),
        (#"{"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}"#, 8, "starts at 4"),
        (
            #"""
            {"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},
             "b":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}
            """#, 8, "starts at 4, and what lies before it ends at 8"
        ),
        (
            #"""
            {"a":{"dtype":"U8","shape":[4],"data_offsets":[0,4]},
             "a":{"dtype":"U8","shape":[4],"data_offsets":[4,8]}}
            """#, 8, "'a' stands there twice"
        ),
        (
            #"{"a":{"dtype":"F32","shape":[4294967296,4294967296],"data_offsets":[0,8]}}"#, 8,
            "has 8 bytes"
        ),
        (
            #"{"a":{"dtype":"F32","shape":[99999999999999999999],"data_offsets":[0,8]}}"#, 8,
            "a whole number"
        ),
        (#"{"a":{"dtype":"F32","shape":[-2],"data_offsets":[0,8]}}"#, 8, "a whole number"),
        (
            #"{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,9223372036854775807]}}"#, 8,
            "has 9223"
        ),
        (#"{"\uD800":{}}"#, 0, "a character was expected"),
        (#"{"a"#, 0, "a text's end was expected"),
        (#"{"a\"#, 0, "a text's end was expected"),
        ("{" + String(repeating: "[", count: 100_000), 0, "was expected"),
    ]

    @Test(arguments: hostile)
    func hostileHeadersAreRefusedInOneLine(header: String, data: Int, problem: String) throws {
        try withTemporaryFolder { folder in
            let file = folder.appending(component: "x.safetensors")
            let text = Array(header.utf8)
            var bytes = (0..<8).map { UInt8(truncatingIfNeeded: text.count >> (8 * $0)) }
            bytes += text + Array(repeating: 0, count: data)
            try Data(bytes).write(to: file)
            let error = try #require(throws: TensorFileError.self) {
                try SafetensorsFile(path: file.path)
            }
            #expect(error.problem.contains(problem), "\(error.problem)")
            #expect(!error.description.contains("\n"))
        }
    }

    @Test func everyTruncationIsRefused() throws {
        let whole = try Data(contentsOf: TensorFileTests.url("state_dict.safetensors"))
        try withTemporaryFolder { folder in
            let file = folder.appending(component: "x.safetensors")
            for length in stride(from: 0, to: whole.count, by: 7) {
                try whole.prefix(length).write(to: file)
                #expect(throws: TensorFileError.self) { try SafetensorsFile(path: file.path) }
                #expect(throws: TensorFileError.self) { try openTensorFile(at: file.path) }
            }
        }
    }
}
