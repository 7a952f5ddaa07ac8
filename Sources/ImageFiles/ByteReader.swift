// SPDX-License-Identifier: Apache-2.0

/// Looks up numbers in bytes that may be hostile: what lies outside is nil, never a trap.
struct ByteReader {
    let bytes: [UInt8]
    /// The part that may be read.
    let range: Range<Int>

    init(_ bytes: [UInt8]) { self.init(bytes, in: bytes.indices) }

    init(_ bytes: [UInt8], in range: Range<Int>) {
        self.bytes = bytes
        self.range = range.clamped(to: bytes.indices)
    }

    var count: Int { range.count }

    /// `count` bytes from `offset` (from the start of the range), or nil when they are not there.
    func slice(_ offset: Int, _ count: Int) -> Range<Int>? {
        guard offset >= 0, count >= 0, offset <= self.count, count <= self.count - offset
        else { return nil }
        return range.lowerBound + offset..<range.lowerBound + offset + count
    }

    func byte(_ offset: Int) -> UInt8? { slice(offset, 1).map { bytes[$0.lowerBound] } }

    func number(_ offset: Int, bytes count: Int, littleEndian: Bool = false) -> Int? {
        guard let place = slice(offset, count) else { return nil }
        let ordered = littleEndian ? Array(bytes[place].reversed()) : Array(bytes[place])
        return ordered.reduce(0) { $0 << 8 | Int($1) }
    }

    /// Whether the bytes at `offset` are those of an ASCII text.
    func matches(_ offset: Int, _ text: String) -> Bool {
        guard let place = slice(offset, text.utf8.count) else { return false }
        return bytes[place].elementsEqual(text.utf8)
    }
}
