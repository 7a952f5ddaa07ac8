// SPDX-License-Identifier: Apache-2.0

import Foundation
import Tensors
import TestSupport
import Testing

/// Damaged and hostile `.pth` files give one line and run nothing.
struct PickledTensorFileTests {
    /// What every legacy file starts with: the magic number, the version and no facts.
    private static let preamble: [UInt8] =
        [
            0x80, 0x02, 0x8A, 0x0A, 0x6C, 0xFC, 0x9C, 0x46, 0xF9, 0x20, 0x6A, 0xA8, 0x50, 0x19,
            0x2E,
        ] + [0x80, 0x02, 0x4D, 0xE9, 0x03, 0x2E]
        + Array("\u{80}".unicodeScalars.map { UInt8($0.value) })
        + [0x02, 0x7D, 0x2E]

    private func problem(_ bytes: [UInt8]) throws -> String {
        try withTemporaryFolder { folder in
            let file = folder.appending(component: "x.pth")
            try Data(bytes).write(to: file)
            let error = try #require(throws: TensorFileError.self) {
                try openTensorFile(at: file.path)
            }
            #expect(!error.description.contains("\n"))
            return error.problem
        }
    }

    /// A value's pickle, and the storages' keys.
    private func legacy(_ pickle: [UInt8]) -> [UInt8] { Self.preamble + pickle + [0x5D, 0x2E] }

    /// A tensor of one storage of `count` floats, as torch.save pickles it.
    private func tensor(count: UInt8, offset: UInt8, shape: UInt8, stride: UInt8) -> [UInt8] {
        Array("ctorch._utils\n_rebuild_tensor_v2\n((U\u{7}storagectorch\nFloatStorage\nU".utf8)
            + [1] + Array("0U".utf8) + [3] + Array("cpu".utf8)
            + [0x4B, count, 0x74, 0x51, 0x4B, offset, 0x4B, shape, 0x85, 0x4B, stride, 0x85, 0x89]
            + [0x4E, 0x74, 0x52]
    }

    @Test(arguments: ["state_dict_zip.pth", "state_dict_legacy.pth", "checkpoint_zip.pth"])
    func everyTruncationIsRefused(name: String) throws {
        let whole = try [UInt8](Data(contentsOf: TensorFileTests.url(name)))
        for length in stride(from: 1, to: whole.count, by: 97) {
            _ = try problem(Array(whole.prefix(length)))
        }
    }

    @Test(arguments: ["state_dict_zip.pth", "state_dict_legacy.pth", "dtypes_views_zip.pth"])
    func changedBytesNeverTrap(name: String) throws {
        let whole = try [UInt8](Data(contentsOf: TensorFileTests.url(name)))
        try withTemporaryFolder { folder in
            let file = folder.appending(component: "x.pth")
            for place in stride(from: 0, to: whole.count, by: 11) {
                var bytes = whole
                bytes[place] ^= 0xFF
                try Data(bytes).write(to: file)
                // Read or refused: numbers that changed are still numbers.
                do {
                    _ = try openTensorFile(at: file.path).tensors()
                } catch {
                    #expect(error is TensorFileError, "\(error)")
                }
            }
        }
    }

    @Test func nothingIsCalled() throws {
        let call = Array("cposix\nsystem\nU\u{4}truetR.".utf8)
        let marked = [UInt8(ascii: "c")] + call.dropFirst()
        let pickle = Array(marked.prefix(14)) + [0x28] + Array(marked.dropFirst(14))
        #expect(
            try problem(legacy(pickle))
                == "it asks for posix.system, which tensors and plain values do not need")
    }

    @Test func plainValuesAreNotes() throws {
        let notes = try openTensorFile(at: Fixture.url("progan-ports/gan-zoo-fading.pth").path)
            .notes
        // The attributes of an object that only holds settings, by its place in the checkpoint.
        #expect(notes["config.alpha"] == .number(0.25))
        #expect(notes["config.lossCriterion"] == .text("DCGAN"))
        #expect(notes["config.equalizedlR"] == .truth(true))
        #expect(notes["config.depthOtherScales.1"] == .number(8))
        #expect(notes["config.attribKeysOrder"] == nil)
    }

    @Test func viewsStayWithinTheirStorage() throws {
        for (offset, shape, stride) in [(0, 5, 1), (1, 4, 1), (0, 2, 4), (255, 1, 1)]
            as [(UInt8, UInt8, UInt8)]
        {
            let pickle = tensor(count: 4, offset: offset, shape: shape, stride: stride) + [0x2E]
            #expect(
                try problem(legacy(pickle)) == "a tensor [\(shape)] reaches beyond its 4 numbers")
        }
        let fits = tensor(count: 4, offset: 1, shape: 2, stride: 2) + [0x2E]
        #expect(try problem(legacy(fits)).contains("are not all there"))
    }

    @Test func depthAndCirclesAreBounded() throws {
        // A hundred thousand lists, each in the next: ] ] … a a … .
        let nested: [UInt8] =
            Array(repeating: 0x5D, count: 100_000) + Array(repeating: 0x61, count: 99_999)
        #expect(try problem(legacy(nested + [0x2E])).contains("nested without end"))
        // A list that holds itself twice: ] q 0 h 0 a h 0 a .
        let circle: [UInt8] = [0x5D, 0x71, 0, 0x68, 0, 0x61, 0x68, 0, 0x61, 0x2E]
        #expect(try problem(legacy(circle)).contains("nested without end"))
    }

    @Test func malformedPicklesAreNamed() throws {
        let cases: [([UInt8], String)] = [
            ([0x2E], "the stack is empty"),
            ([0x29, 0x61, 0x2E], "the stack is empty"),
            ([0x4E, 0x4E, 0x61, 0x2E], "items are added to what is no list"),
            ([0x4E, 0x4B, 1, 0x4B, 2, 0x73, 0x2E], "keys are set in what is no dictionary"),
            ([0x7D, 0x28, 0x4B, 1, 0x75, 0x2E], "a key has no value"),
            ([0x74, 0x2E], "a mark is missing"),
            ([0x68, 9, 0x2E], "value 9 was never stored"),
            ([0x58, 0xFF, 0xFF, 0xFF, 0xFF, 0x2E], "it ends too early"),
            ([0xFE], "instruction 254 is none that torch.save writes"),
            ([0x4E, 0x51, 0x2E], "a storage has no name"),
            ([0x4E, 0x29, 0x52, 0x2E], "something is called that is no function"),
            ([0x7D, 0x2E], "it holds no tensors"),
        ]
        for (pickle, text) in cases {
            #expect(try problem(legacy(pickle)).contains(text), "\(pickle)")
        }
    }

    @Test func otherFilesAreNamed() throws {
        #expect(
            try problem(Array("hello".utf8))
                == "this is neither a safetensors file nor one of torch.save")
        #expect(try problem(Array("PK\u{3}\u{4}".utf8)).contains("no directory at its end"))
        let error = try #require(throws: TensorFileError.self) {
            try openTensorFile(at: "/nowhere/weights.pth")
        }
        #expect(
            error.description
                == "/nowhere/weights.pth: there is no such file; check the spelling")
    }
}
