// SPDX-License-Identifier: Apache-2.0

internal import Synchronization

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

/// A file seen as memory: only the pages that are looked at are read.
///
/// Pages that were looked at count as memory of the process. They are given back again and again, so
/// that it does not grow with the file; the system still has them if they are wanted once more.
///
/// A file that another process cuts short while it is mapped ends this process; the sets that use it
/// are not written to in place.
// Unchecked: the memory is only read. Safe to hold: it is mapped as long as this object lives.
@safe package final class MappedFile: @unchecked Sendable {
    private let base: UnsafeRawPointer
    /// The number of bytes.
    package let count: Int
    /// The file as the caller named it.
    package let path: String
    /// The bytes that were looked at since pages were given back.
    private let seen = Atomic(0)

    private static let mostSeen = 32 << 20

    /// Maps a file.
    ///
    /// - Throws: When the path names nothing, a folder, an empty file, or what may not be read.
    package init(path: String) throws(ArchiveError) {
        func refusal(_ problem: String, _ remedy: String) -> ArchiveError {
            ArchiveError(place: path, problem: problem, remedy: remedy)
        }
        func systemRefusal() -> ArchiveError {
            let reason = unsafe strerror(errno).map { unsafe String(cString: $0) }
            return refusal(
                "the file cannot be read (\((reason ?? "error \(errno)").lowercased()))",
                "check the path and its permissions")
        }
        let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw systemRefusal() }
        defer { close(descriptor) }
        var status = stat()
        guard unsafe fstat(descriptor, &status) == 0 else { throw systemRefusal() }
        guard status.st_mode & S_IFMT == S_IFREG else {
            throw refusal("this is no plain file", "name a file")
        }
        count = Int(status.st_size)
        guard count > 0 else { throw refusal("the file is empty", "fetch or export it again") }
        guard let mapped = unsafe mmap(nil, count, PROT_READ, MAP_PRIVATE, descriptor, 0),
            unsafe mapped != MAP_FAILED
        else { throw systemRefusal() }
        self.path = path
        unsafe base = UnsafeRawPointer(mapped)
    }

    deinit { unsafe munmap(UnsafeMutableRawPointer(mutating: base), count) }

    /// Looks at some bytes; the range must lie in the file.
    package func withBytes<Result>(
        _ range: Range<Int>, _ body: (UnsafeRawBufferPointer) throws -> Result
    ) rethrows -> Result {
        precondition(
            range.lowerBound >= 0 && range.upperBound <= count,
            "bytes \(range) of a file of \(count)")
        if seen.wrappingAdd(range.count, ordering: .relaxed).newValue > Self.mostSeen {
            seen.store(0, ordering: .relaxed)
            // Another thread that is looking at a page has it mapped again at once. Should the advice be
            // refused, nothing is lost but memory.
            _ = unsafe madvise(UnsafeMutableRawPointer(mutating: base), count, MADV_DONTNEED)
        }
        return try unsafe body(
            UnsafeRawBufferPointer(start: base + range.lowerBound, count: range.count))
    }

    /// A copy of some bytes; the range must lie in the file.
    package func bytes(_ range: Range<Int>) -> [UInt8] {
        unsafe withBytes(range) { unsafe Array($0) }
    }

    /// The byte at an offset, which must lie in the file.
    package func byte(_ offset: Int) -> UInt8 {
        precondition(offset >= 0 && offset < count, "byte \(offset) of a file of \(count)")
        return unsafe base.load(fromByteOffset: offset, as: UInt8.self)
    }

    /// A little-endian number of `width` bytes, or nil when the file ends before.
    package func number(_ offset: Int, width: Int) -> Int? {
        guard offset >= 0, offset <= count - width else { return nil }
        return (0..<width).reversed().reduce(0) { $0 << 8 | Int(byte(offset + $1)) }
    }
}
