// SPDX-License-Identifier: Apache-2.0

import Foundation
import Raster
import Testing

@testable import ImageFiles

/// Arrays that NumPy wrote; see `Tools/fixtures/image-files.py`.
@Suite struct NumPyArrayTests {
    private static let ramp = (0..<24).map { Double($0 - 5) }

    @Test(
        arguments: [
            "u1", "little-u2", "big-u2", "little-i2", "big-i2", "little-i4", "big-i4", "little-f4",
            "big-f4", "little-f8", "big-f8",
        ], ["C", "F"])
    func readsEveryTypeInBothOrders(type: String, order: String) throws {
        let array = try NumPyArray(contentsOf: imageFixture("\(type)-\(order).npy"))
        #expect(array.shape == [2, 3, 4])
        let isUnsigned = type.contains("u")
        #expect(array.doubles == Self.ramp.map { isUnsigned ? abs($0) : $0 })
    }

    @Test(arguments: ["version2.npy", "version3.npy"])
    func readsLaterVersions(name: String) throws {
        #expect(try NumPyArray(contentsOf: imageFixture(name)).doubles == Self.ramp)
    }

    @Test func readsANumberWithoutAxes() throws {
        let array = try NumPyArray(contentsOf: imageFixture("scalar.npy"))
        #expect(array == NumPyArray(shape: [], samples: .float32([2.5])))
    }

    @Test(arguments: [
        ("objects.npy", "the array holds Python objects"),
        ("records.npy", "the array holds records"),
        ("half.npy", "the array holds samples of type '<f2'"),
    ])
    func refusesOtherTypes(name: String, problem: String) throws {
        let error = #expect(throws: ImageFileError.self) {
            try NumPyArray(contentsOf: imageFixture(name))
        }
        #expect(error?.problem == problem)
    }

    @Test func writesTheBytesThatNumPyWrites() throws {
        for name in [
            "u1-C", "little-u2-C", "little-i2-C", "little-i4-C", "little-f4-C", "little-f8-C",
        ] {
            let bytes = try FileBytes.contents(path: imageFixture("\(name).npy").path)
            // NumPy pads the header for a growing array; the data and what the header says agree.
            let array = try NumPyArray(bytes: bytes, name: name)
            let written = array.encoded()
            #expect(written.count % 64 == bytes.count % 64)
            #expect(try NumPyArray(bytes: written, name: name) == array)
        }
    }

    @Test(arguments: [
        ("{'descr': '<f4', 'fortran_order': False, 'shape': (3, 4), }", "48 bytes of samples"),
        (
            "{'descr': '<f4', 'fortran_order': False, 'shape': (4611686018427387904, 16), }",
            "beyond"
        ),
        ("{'descr': '<f4', 'fortran_order': False, }", "missing"),
        ("{'descr': '<f4', 'fortran_order': Maybe, 'shape': (2,)}", "no 'False'"),
        ("{'descr': '<f4', 'fortran_order': False, 'shape': (-2,)}", "whole numbers"),
        ("{'descr': '<f4\n', 'fortran_order': False, 'shape': (2,)}", "'<f4?'"),
        ("", "no '{'"),
    ])
    func refusesHeadersThatLie(text: String, problem: String) {
        let bytes =
            [0x93] + Array("NUMPY".utf8) + [1, 0, UInt8(text.utf8.count), 0] + Array(text.utf8)
        let error = #expect(throws: ImageFileError.self) {
            try NumPyArray(bytes: bytes, name: "lie.npy")
        }
        #expect(error?.description.contains(problem) == true, "\(String(describing: error))")
    }

    @Test func keepsDoublePrecision() throws {
        let value = 1.0 / 3
        let array = NumPyArray(shape: [1, 2, 2], samples: .float64([value, 2, 3, -value]))
        let file = try ImageFileReader().read(bytes: array.encoded(), name: "double.npy")
        #expect(file.sampleFormat == .float64 && file.image.channels == .greyAlpha)
        #expect(file.doublePlanes?.map(\.samples) == [[value, 3], [2, -value]])
    }

    @Test(arguments: [[5], [2, 3, 5], [1, 2, 2, 1]])
    func refusesArraysThatAreNoImages(shape: [Int]) {
        let count = shape.reduce(1, *)
        let array = NumPyArray(shape: shape, samples: .uint8(Array(repeating: 1, count: count)))
        let error = #expect(throws: ImageFileError.self) {
            try ImageFileReader().read(bytes: array.encoded(), name: "a.npy")
        }
        #expect(error?.problem == "the array has the shape \(shape), which is not an image")
    }
}

extension NumPyArray {
    fileprivate var doubles: [Double] {
        switch samples {
        case .uint8(let values): values.map { Double($0) }
        case .uint16(let values): values.map { Double($0) }
        case .int16(let values): values.map { Double($0) }
        case .int32(let values): values.map { Double($0) }
        case .float32(let values): values.map { Double($0) }
        case .float64(let values): values
        }
    }
}
