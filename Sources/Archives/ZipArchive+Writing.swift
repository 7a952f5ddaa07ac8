// SPDX-License-Identifier: Apache-2.0

internal import CZlib

extension ZipArchive {
    /// The bytes of an archive of some files, stored without packing.
    ///
    /// Names are UTF-8. All of it must stay below 4 GiB, beyond which the format has other records.
    package static func encoded(_ files: [(name: String, bytes: [UInt8])]) -> [UInt8] {
        var archive: [UInt8] = []
        var directory: [UInt8] = []
        for file in files {
            let start = archive.count
            let checksum = checksum(of: file.bytes)
            // What both headers share: version 2.0, UTF-8 names, stored, 1980-01-01, CRC, sizes.
            var common: [UInt8] = []
            append(20, width: 2, to: &common)
            append(1 << 11, width: 2, to: &common)
            append(0, width: 2, to: &common)
            append(0, width: 2, to: &common)
            append(0x21, width: 2, to: &common)
            append(checksum, width: 4, to: &common)
            append(file.bytes.count, width: 4, to: &common)
            append(file.bytes.count, width: 4, to: &common)
            append(file.name.utf8.count, width: 2, to: &common)
            append(0, width: 2, to: &common)
            append(0x0403_4B50, width: 4, to: &archive)
            archive += common + Array(file.name.utf8) + file.bytes
            append(0x0201_4B50, width: 4, to: &directory)
            append(20, width: 2, to: &directory)
            directory += common
            // No comment, one volume, no attributes.
            directory += [UInt8](repeating: 0, count: 10)
            append(start, width: 4, to: &directory)
            directory += Array(file.name.utf8)
        }
        let directoryStart = archive.count
        precondition(
            directoryStart + directory.count < 0xFFFF_FFFF && files.count < 0xFFFF,
            "an archive of \(directoryStart) bytes needs the records of Zip64")
        archive += directory
        append(0x0605_4B50, width: 4, to: &archive)
        append(0, width: 4, to: &archive)
        append(files.count, width: 2, to: &archive)
        append(files.count, width: 2, to: &archive)
        append(directory.count, width: 4, to: &archive)
        append(directoryStart, width: 4, to: &archive)
        append(0, width: 2, to: &archive)
        return archive
    }

    private static func append(_ value: Int, width: Int, to bytes: inout [UInt8]) {
        for byte in 0..<width { bytes.append(UInt8(value >> (8 * byte) & 255)) }
    }

    private static func checksum(of bytes: [UInt8]) -> Int {
        var checksum = crc32(0, nil, 0)
        var start = 0
        // zlib counts in 32 bits.
        while start < bytes.count {
            let count = min(bytes.count - start, 1 << 30)
            unsafe bytes.withUnsafeBufferPointer { source in
                checksum = unsafe crc32(
                    checksum, source.baseAddress.unsafelyUnwrapped + start, UInt32(count))
            }
            start += count
        }
        return Int(checksum)
    }
}
