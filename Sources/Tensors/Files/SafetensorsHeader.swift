// SPDX-License-Identifier: Apache-2.0

/// What stands in front of the data of a safetensors file: for each tensor its type, shape and place,
/// and a map of texts.
///
/// The file may be hostile, so the text is read by the grammar of this header alone, in one pass with
/// no recursion: an object of objects. Order is kept, and what JSON leaves open (a name twice) is
/// refused.
struct SafetensorsHeader {
    struct Tensor: Equatable {
        var name: String
        var type: String
        var shape: [Int]
        /// From the start of the data.
        var place: Range<Int>
    }

    var tensors: [Tensor] = []
    var metadata: [(name: String, value: String)] = []

    /// Why a header is refused: what stands where.
    struct Problem: Error {
        let description: String
    }

    init() {}

    /// Reads a header.
    init(_ text: [UInt8]) throws(Problem) {
        var reader = HeaderReader(text)
        var names: Set<String> = []
        try reader.object { (reader, name) throws(Problem) in
            guard names.insert(name).inserted else {
                throw Problem(description: "the name '\(name)' stands there twice")
            }
            if name == "__metadata__" {
                try reader.object { (reader, key) throws(Problem) in
                    metadata.append((key, try reader.string()))
                }
            } else {
                tensors.append(try Self.tensor(name, &reader))
            }
        }
        try reader.end()
    }

    private static func tensor(_ name: String, _ reader: inout HeaderReader) throws(Problem)
        -> Tensor
    {
        var type: String?
        var shape: [Int]?
        var offsets: [Int]?
        try reader.object { (reader, key) throws(Problem) in
            switch key {
            case "dtype" where type == nil: type = try reader.string()
            case "shape" where shape == nil: shape = try reader.numbers()
            case "data_offsets" where offsets == nil: offsets = try reader.numbers()
            default: throw Problem(description: "'\(key)' is unexpected in tensor '\(name)'")
            }
        }
        guard let type, let shape, let offsets, offsets.count == 2, offsets[0] <= offsets[1] else {
            throw Problem(
                description: "tensor '\(name)' lacks its dtype, its shape or two data_offsets")
        }
        return Tensor(name: name, type: type, shape: shape, place: offsets[0]..<offsets[1])
    }

    /// The header as text.
    var text: String {
        var parts = tensors.map { tensor in
            let shape = tensor.shape.map(String.init).joined(separator: ",")
            return "\(Self.quoted(tensor.name)):{\"dtype\":\"\(tensor.type)\",\"shape\":[\(shape)],"
                + "\"data_offsets\":[\(tensor.place.lowerBound),\(tensor.place.upperBound)]}"
        }
        if !metadata.isEmpty {
            let entries = metadata.map { "\(Self.quoted($0.name)):\(Self.quoted($0.value))" }
            parts.insert("\"__metadata__\":{\(entries.joined(separator: ","))}", at: 0)
        }
        return "{\(parts.joined(separator: ","))}"
    }

    private static func quoted(_ text: String) -> String {
        var quoted = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": quoted += "\\\""
            case "\\": quoted += "\\\\"
            case _ where scalar.value < 0x20:
                let digits = String(scalar.value, radix: 16)
                quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        return quoted + "\""
    }
}
