// SPDX-License-Identifier: Apache-2.0

/// The words at the start of a PFM, PGM or PPM file: two letters, then numbers, `#` to the end of the
/// line a comment, and one white space before the samples.
struct NetpbmHeader {
    let words: [String]
    /// Where the samples start.
    let dataOffset: Int

    private static let longestWord = 40

    init(_ bytes: [UInt8], format: String) throws(CodecError) {
        var words: [String] = []
        var place = 0
        while words.count < 4 {
            while place < bytes.count, Self.isSpace(bytes[place]) || bytes[place] == 0x23 {
                if bytes[place] == 0x23 {
                    place = bytes[place...].firstIndex(of: 0x0A) ?? bytes.count
                } else {
                    place += 1
                }
            }
            let word = bytes[place...].prefix(Self.longestWord).prefix { !Self.isSpace($0) }
            place = word.endIndex
            guard !word.isEmpty, place < bytes.count, Self.isSpace(bytes[place]) else {
                throw CodecError("the \(format) header is cut short or damaged at byte \(place)")
            }
            words.append(String(decoding: word, as: UTF8.self))
        }
        self.words = words
        self.dataOffset = place + 1
    }

    /// Width and height as the header has them.
    func sides(format: String) throws(CodecError) -> (width: Int, height: Int) {
        guard let width = Int(words[1]), let height = Int(words[2]) else {
            throw CodecError(
                "the \(format) header has '\(words[1])' and '\(words[2])' for width and height")
        }
        return (width, height)
    }

    private static func isSpace(_ byte: UInt8) -> Bool {
        byte == 0x20 || (0x09...0x0D).contains(byte)
    }

    /// The number of samples, once it is known that the file holds exactly them.
    static func checkData(
        _ needed: Int, present: Int, format: String
    ) throws(CodecError) {
        guard needed == present else {
            throw CodecError(
                "the \(format) header declares \(needed) bytes of samples, and \(present) follow it"
            )
        }
    }
}
