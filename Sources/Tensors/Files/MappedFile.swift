// SPDX-License-Identifier: Apache-2.0

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

/// A file's bytes in memory, read from the disk as they are looked at.
///
/// Offsets come from files that may be hostile: ``bytes(_:)`` and its kin give nil for what lies
/// outside, and ``withBytes(_:_:)`` traps.
@safe final class MappedFile {
    // Safe to hold: the mapping lives exactly as long as this object, and each use says `unsafe`.
    private let memory: UnsafeRawBufferPointer
    let path: String

    /// Maps a file of at least one byte.
    init(path: String) throws(TensorFileError) {
        self.path = path
        let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw Self.refusal(path, code: errno) }
        defer { close(descriptor) }
        var status = stat()
        guard unsafe fstat(descriptor, &status) == 0 else { throw Self.refusal(path, code: errno) }
        guard status.st_mode & S_IFMT == S_IFREG else {
            throw TensorFileError(
                path: path, problem: "this is not a file", remedy: "name a file of weights")
        }
        let count = Int(status.st_size)
        guard count > 0 else { throw .damaged(path, "the file is empty") }
        guard
            let start = unsafe mmap(nil, count, PROT_READ, MAP_PRIVATE, descriptor, 0),
            unsafe start != MAP_FAILED
        else { throw Self.refusal(path, code: errno) }
        unsafe memory = UnsafeRawBufferPointer(start: start, count: count)
    }

    deinit {
        if let start = unsafe memory.baseAddress {
            unsafe munmap(UnsafeMutableRawPointer(mutating: start), memory.count)
        }
    }

    var count: Int { unsafe memory.count }

    /// A byte, or nil beyond the end.
    func byte(at offset: Int) -> UInt8? {
        offset >= 0 && offset < count ? unsafe memory[offset] : nil
    }

    /// The place of `length` bytes from `offset`, or nil when they are not all there.
    func range(_ offset: Int, _ length: Int) -> Range<Int>? {
        guard offset >= 0, length >= 0, offset <= count, length <= count - offset else {
            return nil
        }
        return offset..<offset + length
    }

    /// A copy of bytes, or nil when they are not all there.
    func bytes(_ offset: Int, _ length: Int) -> [UInt8]? {
        range(offset, length).map { unsafe Array(memory[$0]) }
    }

    /// A little-endian number of up to eight bytes; nil when it is not there or is over 2⁶³.
    func number(_ offset: Int, bytes length: Int) -> Int? {
        guard let bytes = bytes(offset, length) else { return nil }
        return Int(exactly: bytes.reversed().reduce(0) { ($0 as UInt64) << 8 | UInt64($1) })
    }

    /// Lends bytes that are there.
    func withBytes<Result, Failure: Error>(
        _ range: Range<Int>, _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        precondition(range.lowerBound >= 0 && range.upperBound <= count, "bytes beyond the file")
        return try unsafe body(UnsafeRawBufferPointer(rebasing: memory[range]))
    }

    private static func refusal(_ path: String, code: Int32) -> TensorFileError {
        code == ENOENT
            ? TensorFileError(
                path: path, problem: "there is no such file", remedy: "check the spelling")
            : TensorFileError(
                path: path, problem: "the file cannot be read (\(systemMessage(code)))",
                remedy: "check the path and its permissions")
    }
}

/// The system's sentence for an error number, in lower case.
func systemMessage(_ code: Int32) -> String {
    guard let text = unsafe strerror(code) else { return "error \(code)" }
    return unsafe String(cString: text).lowercased()
}
