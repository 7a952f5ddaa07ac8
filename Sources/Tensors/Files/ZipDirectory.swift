// SPDX-License-Identifier: Apache-2.0

/// Where the entries of a zip archive lie in a file, as far as `torch.save` uses the format: stored
/// as they are, with 64-bit sizes for large files.
struct ZipDirectory {
    /// The bytes of each entry, by name.
    private(set) var entries: [String: Range<Int>] = [:]
    /// The names of entries that are compressed, which `torch.save` never does.
    private(set) var compressed: [String] = []

    /// Whether there is code in the archive, as in TorchScript's, compressed or not.
    var hasCode: Bool {
        (entries.keys + compressed).contains { name in
            name.split(separator: "/").dropFirst().first == "code"
        }
    }

    private enum Signature {
        static let entry = 0x0403_4B50
        static let directoryEntry = 0x0201_4B50
        static let end = 0x0605_4B50
        static let end64 = 0x0606_4B50
        static let end64Locator = 0x0706_4B50
    }

    static func isZip(_ file: MappedFile) -> Bool {
        file.number(0, bytes: 4) == Signature.entry
    }

    init(_ file: MappedFile) throws(TensorFileError) {
        let truncated = TensorFileError.damaged(
            file.path, "the zip archive has no directory at its end, so the file is cut off")
        guard let end = Self.findEnd(file), var count = file.number(end + 10, bytes: 2),
            var place = file.number(end + 16, bytes: 4)
        else { throw truncated }
        if file.number(end - 20, bytes: 4) == Signature.end64Locator {
            guard let end64 = file.number(end - 12, bytes: 8),
                file.number(end64, bytes: 4) == Signature.end64,
                let count64 = file.number(end64 + 32, bytes: 8),
                let place64 = file.number(end64 + 48, bytes: 8)
            else { throw truncated }
            (count, place) = (count64, place64)
        }
        for _ in 0..<count {
            guard let (name, bytes, next) = Self.entry(file, at: place) else {
                throw .damaged(file.path, "the directory of the zip archive is malformed")
            }
            if let bytes { entries[name] = bytes } else { compressed.append(name) }
            place = next
        }
    }

    /// The place of the end record, which a comment of up to 65,535 bytes may follow.
    private static func findEnd(_ file: MappedFile) -> Int? {
        var place = file.count - 22
        let first = max(0, place - 65_535)
        while place >= first {
            if file.number(place, bytes: 4) == Signature.end { return place }
            place -= 1
        }
        return nil
    }

    /// An entry of the directory and the place of the next; no bytes where they are compressed.
    private static func entry(_ file: MappedFile, at place: Int)
        -> (name: String, bytes: Range<Int>?, next: Int)?
    {
        guard file.number(place, bytes: 4) == Signature.directoryEntry,
            let method = file.number(place + 10, bytes: 2),
            var packed = file.number(place + 20, bytes: 4),
            var size = file.number(place + 24, bytes: 4),
            let nameLength = file.number(place + 28, bytes: 2),
            let extraLength = file.number(place + 30, bytes: 2),
            let commentLength = file.number(place + 32, bytes: 2),
            var header = file.number(place + 42, bytes: 4),
            let name = file.bytes(place + 46, nameLength)
        else { return nil }
        let extras = place + 46 + nameLength
        // Numbers that are all ones stand in an extra field with eight bytes each, in this order.
        if var field = extra(1, file, from: extras, length: extraLength) {
            func wide(_ narrow: Int) -> Int? {
                guard narrow == 0xFFFF_FFFF else { return narrow }
                defer { field += 8 }
                return file.number(field, bytes: 8)
            }
            guard let wideSize = wide(size), let widePacked = wide(packed),
                let wideHeader = wide(header)
            else { return nil }
            (size, packed, header) = (wideSize, widePacked, wideHeader)
        }
        let title = String(decoding: name, as: UTF8.self)
        let next = extras + extraLength + commentLength
        guard method == 0, packed == size else { return (title, nil, next) }
        // Name and extra field of the entry itself may be of other lengths than the directory's.
        guard file.number(header, bytes: 4) == Signature.entry,
            let ownName = file.number(header + 26, bytes: 2),
            let ownExtra = file.number(header + 28, bytes: 2),
            let bytes = file.range(header + 30 + ownName + ownExtra, size)
        else { return nil }
        return (title, bytes, next)
    }

    /// The content's place of an extra field.
    private static func extra(_ kind: Int, _ file: MappedFile, from start: Int, length: Int)
        -> Int?
    {
        var place = start
        while place + 4 <= start + length {
            guard let found = file.number(place, bytes: 2),
                let size = file.number(place + 2, bytes: 2)
            else { return nil }
            if found == kind { return place + 4 }
            place += 4 + size
        }
        return nil
    }
}
