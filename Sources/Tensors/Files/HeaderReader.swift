// SPDX-License-Identifier: Apache-2.0

/// Reads the JSON of a safetensors header: objects, texts and lists of whole numbers.
struct HeaderReader {
    private let text: [UInt8]
    private var place = 0

    init(_ text: [UInt8]) { self.text = text }

    /// Reads an object; `member` reads the value of each name.
    mutating func object(
        _ member: (inout HeaderReader, String) throws(SafetensorsHeader.Problem) -> Void
    ) throws(SafetensorsHeader.Problem) {
        try expect("{")
        if accept("}") { return }
        repeat {
            let name = try string()
            try expect(":")
            try member(&self, name)
        } while accept(",")
        try expect("}")
    }

    /// Reads a list of whole numbers that are not negative.
    mutating func numbers() throws(SafetensorsHeader.Problem) -> [Int] {
        try expect("[")
        if accept("]") { return [] }
        var numbers: [Int] = []
        repeat { numbers.append(try number()) } while accept(",")
        try expect("]")
        return numbers
    }

    /// Reads a text.
    mutating func string() throws(SafetensorsHeader.Problem) -> String {
        try expect("\"")
        var bytes: [UInt8] = []
        while true {
            guard place < text.count, text[place] >= 0x20 else { throw problem("a text's end") }
            let byte = text[place]
            place += 1
            switch byte {
            case UInt8(ascii: "\""):
                guard let string = String(validating: bytes, as: UTF8.self) else {
                    throw problem("a text in UTF-8")
                }
                return string
            case UInt8(ascii: "\\"):
                bytes += try escape().utf8
            default:
                bytes.append(byte)
            }
        }
    }

    /// Checks that only spaces follow.
    mutating func end() throws(SafetensorsHeader.Problem) {
        skipSpaces()
        guard place == text.count else { throw problem("the end") }
    }

    private mutating func number() throws(SafetensorsHeader.Problem) -> Int {
        skipSpaces()
        let digits = text[place...].prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        guard let number = Int(String(decoding: digits, as: UTF8.self)) else {
            throw problem("a whole number")
        }
        place += digits.count
        return number
    }

    private mutating func escape() throws(SafetensorsHeader.Problem) -> String {
        guard place < text.count else { throw problem("a text's end") }
        let byte = text[place]
        place += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"):
            return String(UnicodeScalar(byte))
        case UInt8(ascii: "b"): return "\u{8}"
        case UInt8(ascii: "f"): return "\u{C}"
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "u"):
            var units = [try codeUnit()]
            if UTF16.isLeadSurrogate(units[0]), text[place...].starts(with: Array("\\u".utf8)) {
                place += 2
                units.append(try codeUnit())
            }
            guard let string = String(validating: units, as: UTF16.self) else {
                throw problem("a character")
            }
            return string
        default: throw problem("a known escape")
        }
    }

    private mutating func codeUnit() throws(SafetensorsHeader.Problem) -> UInt16 {
        let digits = text[place...].prefix(4)
        guard digits.count == 4, !digits.contains(UInt8(ascii: "+")),
            let unit = UInt16(String(decoding: digits, as: UTF8.self), radix: 16)
        else { throw problem("four hexadecimal digits") }
        place += 4
        return unit
    }

    private mutating func skipSpaces() {
        while place < text.count, [0x20, 0x09, 0x0A, 0x0D].contains(text[place]) { place += 1 }
    }

    private mutating func accept(_ character: UnicodeScalar) -> Bool {
        skipSpaces()
        guard place < text.count, text[place] == UInt8(ascii: character) else { return false }
        place += 1
        return true
    }

    private mutating func expect(_ character: UnicodeScalar) throws(SafetensorsHeader.Problem) {
        guard accept(character) else { throw problem("'\(character)'") }
    }

    private func problem(_ expected: String) -> SafetensorsHeader.Problem {
        SafetensorsHeader.Problem(
            description: "\(expected) was expected at byte \(place) of the header")
    }
}
