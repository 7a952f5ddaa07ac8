// SPDX-License-Identifier: Apache-2.0

/// The files of a ZIP archive, found through its central directory.
///
/// They may be stored or deflated, and lie beyond 4 GiB (Zip64). PKWARE, "APPNOTE.TXT, .ZIP File Format Specification", 6.3.
package struct ZipArchive: Sendable {
    /// A file of the archive.
    package struct Entry: Sendable {
        /// Its path within the archive.
        package let name: String
        let isDeflated: Bool
        let packedSize: Int
        /// The number of bytes once expanded.
        package let size: Int
        /// Where the entry's own header starts.
        let offset: Int
    }

    private let file: MappedFile
    /// The files, in the order of the directory.
    package let entries: [Entry]

    /// Reads the directory of an archive.
    package init(path: String) throws(ArchiveError) {
        let file = try MappedFile(path: path)
        self.file = file
        let (count, start) = try Self.directory(of: file)
        var entries: [Entry] = []
        var place = start
        for _ in 0..<count {
            let (entry, next) = try Self.entry(in: file, at: place)
            if let entry { entries.append(entry) }
            place = next
        }
        self.entries = entries
    }

    /// The bytes of an entry.
    package func contents(of entry: Entry) throws(ArchiveError) -> [UInt8] {
        func damaged(_ problem: String) -> ArchiveError {
            ArchiveError(
                place: "\(file.path)/\(entry.name)", problem: problem,
                remedy: "fetch the archive again")
        }
        guard file.number(entry.offset, width: 4) == 0x0403_4B50,
            let nameLength = file.number(entry.offset + 26, width: 2),
            let extraLength = file.number(entry.offset + 28, width: 2)
        else { throw damaged("the archive's directory points to no entry") }
        let start = entry.offset + 30 + nameLength + extraLength
        guard entry.packedSize <= file.count - start else {
            throw damaged("the archive is cut short within this entry")
        }
        let packed = file.bytes(start..<start + entry.packedSize)
        guard entry.isDeflated else { return packed }
        do throws(Inflation.Failure) {
            let plain = try Inflation.expand(packed, .raw, limit: entry.size)
            guard plain.count == entry.size else {
                throw Inflation.Failure(
                    problem: "it expands to \(plain.count) bytes, not to \(entry.size)")
            }
            return plain
        } catch {
            throw damaged(error.problem)
        }
    }

    private static func damaged(_ file: MappedFile, _ problem: String) -> ArchiveError {
        ArchiveError(place: file.path, problem: problem, remedy: "fetch the archive again")
    }

    /// The number of entries and where the directory starts, from the record at the end of the file.
    private static func directory(
        of file: MappedFile
    ) throws(ArchiveError) -> (count: Int, start: Int) {
        let least = 22
        // A comment of up to 65535 bytes may follow the record.
        var place = file.count - least
        let stop = max(0, place - 65535)
        while place >= stop, file.number(place, width: 4) != 0x0605_4B50 { place -= 1 }
        guard place >= stop, place >= 0, var count = file.number(place + 10, width: 2),
            var start = file.number(place + 16, width: 4)
        else { throw damaged(file, "this is no whole ZIP archive: its directory is missing") }
        if count == 0xFFFF || start == 0xFFFF_FFFF,
            file.number(place - 20, width: 4) == 0x0706_4B50,
            let record = file.number(place - 12, width: 8), record >= 0,
            file.number(record, width: 4) == 0x0606_4B50,
            let wideCount = file.number(record + 32, width: 8),
            let wideStart = file.number(record + 48, width: 8)
        {
            (count, start) = (wideCount, wideStart)
        }
        // Each entry takes 46 bytes at least.
        guard start >= 0, count >= 0, start <= file.count, count <= (file.count - start) / 46 else {
            throw damaged(file, "its directory announces \(count) entries, which do not fit")
        }
        return (count, start)
    }

    /// An entry of the directory (nil for a folder), and where the next starts.
    private static func entry(
        in file: MappedFile, at place: Int
    ) throws(ArchiveError) -> (Entry?, next: Int) {
        guard file.number(place, width: 4) == 0x0201_4B50,
            let flags = file.number(place + 8, width: 2),
            let method = file.number(place + 10, width: 2),
            var packedSize = file.number(place + 20, width: 4),
            var size = file.number(place + 24, width: 4),
            let nameLength = file.number(place + 28, width: 2),
            let extraLength = file.number(place + 30, width: 2),
            let commentLength = file.number(place + 32, width: 2),
            var offset = file.number(place + 42, width: 4),
            place + 46 + nameLength + extraLength + commentLength <= file.count
        else { throw damaged(file, "its directory is damaged at byte \(place)") }
        let nameEnd = place + 46 + nameLength
        let name = String(decoding: file.bytes(place + 46..<nameEnd), as: UTF8.self)
        // Zip64: what does not fit in four bytes stands in extra field 1, in this order.
        var extra = nameEnd
        while extra + 4 <= nameEnd + extraLength, let kind = file.number(extra, width: 2),
            let length = file.number(extra + 2, width: 2)
        {
            if kind == 1 {
                var field = extra + 4
                func wide(_ value: Int) -> Int {
                    guard value == 0xFFFF_FFFF, field + 8 <= extra + 4 + length else {
                        return value
                    }
                    defer { field += 8 }
                    return file.number(field, width: 8) ?? value
                }
                size = wide(size)
                packedSize = wide(packedSize)
                offset = wide(offset)
            }
            extra += 4 + length
        }
        let next = nameEnd + extraLength + commentLength
        if name.hasSuffix("/") { return (nil, next) }
        guard flags & 1 == 0 else { throw damaged(file, "\(name) is encrypted") }
        guard method == 0 || method == 8, size >= 0, packedSize >= 0, offset >= 0 else {
            throw damaged(file, "\(name) is packed by method \(method), not stored or deflated")
        }
        let entry = Entry(
            name: name, isDeflated: method == 8, packedSize: packedSize, size: size, offset: offset)
        return (entry, next)
    }
}
