// SPDX-License-Identifier: Apache-2.0

/// Reads the dictionary `{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }`, with its keys
/// in any order.
struct NumPyHeaderText {
    struct Fields {
        var description: String
        var isFortranOrder: Bool
        var shape: [Int]
    }

    private let text: ArraySlice<UInt8>
    private var place: Int

    init(_ text: ArraySlice<UInt8>) {
        self.text = text
        self.place = text.startIndex
    }

    mutating func fields() throws(CodecError) -> Fields {
        var description: String?
        var isFortranOrder: Bool?
        var shape: [Int]?
        try expect("{")
        while !accept("}") {
            let key = try quoted()
            try expect(":")
            switch key {
            case "descr":
                // A list here is a structured type.
                guard !accept("[") else {
                    throw CodecError(
                        "the array holds records", remedy: "save one field of it as an array")
                }
                description = try quoted()
            case "fortran_order": isFortranOrder = try boolean()
            case "shape": shape = try tuple()
            default: throw malformed("an unknown key '\(key.prefix(20))'")
            }
            if !accept(",") {
                try expect("}")
                break
            }
        }
        guard let description, let isFortranOrder, let shape else {
            throw malformed("one of descr, fortran_order and shape missing")
        }
        return Fields(description: description, isFortranOrder: isFortranOrder, shape: shape)
    }

    private func malformed(_ what: String) -> CodecError {
        CodecError(
            "the .npy header has \(what)", remedy: "save the array again with numpy.save")
    }

    private mutating func skipSpace() {
        while place < text.endIndex, [0x20, 0x09, 0x0A, 0x0D].contains(text[place]) { place += 1 }
    }

    private mutating func accept(_ word: String) -> Bool {
        skipSpace()
        guard text[place...].starts(with: word.utf8) else { return false }
        place += word.utf8.count
        return true
    }

    private mutating func expect(_ word: String) throws(CodecError) {
        guard accept(word) else {
            throw malformed("no '\(word)' at byte \(place - text.startIndex) of its text")
        }
    }

    private mutating func quoted() throws(CodecError) -> String {
        let quote: UInt8 = accept("\"") ? 0x22 : 0x27
        if quote == 0x27 { try expect("'") }
        guard let end = text[place...].firstIndex(of: quote) else {
            throw malformed("a quotation without an end")
        }
        defer { place = end + 1 }
        return String(decoding: text[place..<end], as: UTF8.self)
    }

    private mutating func boolean() throws(CodecError) -> Bool {
        if accept("True") { return true }
        try expect("False")
        return false
    }

    private mutating func tuple() throws(CodecError) -> [Int] {
        try expect("(")
        var lengths: [Int] = []
        while !accept(")") {
            skipSpace()
            let digits = text[place...].prefix { (0x30...0x39).contains($0) }
            guard let length = Int(String(decoding: digits, as: UTF8.self)), lengths.count < 32
            else { throw malformed("a shape that is not a tuple of whole numbers") }
            place = digits.endIndex
            lengths.append(length)
            // Python 2 wrote long numbers as 3L.
            _ = accept("L")
            if !accept(",") {
                try expect(")")
                break
            }
        }
        return lengths
    }
}
