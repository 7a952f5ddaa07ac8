// SPDX-License-Identifier: Apache-2.0

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

/// A file that is read and written by offset, from any thread: for what does not fit in memory, and for
/// saved evidence.
///
/// Reads copy into the caller's buffer instead of mapping the file, so that the process holds only
/// what it works on; what the system caches of the file it can take back at once.
final class OffsetFile: Sendable {
    private let descriptor: Int32
    private let path: String

    /// Opens a new file without a name in a folder; it is gone when the object is.
    ///
    /// - Throws: when the folder cannot be written to.
    init(temporaryIn folder: String) throws(SlicedWassersteinError) {
        var template = Array("\(folder)/pyramidion-XXXXXX".utf8CString)
        descriptor = unsafe template.withUnsafeMutableBufferPointer { buffer in
            guard let name = buffer.baseAddress else { return -1 }
            let descriptor = unsafe mkstemp(name)
            if descriptor >= 0 { _ = unsafe unlink(name) }
            return descriptor
        }
        path = "a temporary file in \(folder)"
        guard descriptor >= 0 else { throw failure("could not be opened") }
    }

    /// Opens a file that is there, for reading.
    init(reading path: String) throws(SlicedWassersteinError) {
        descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
        self.path = path
        guard descriptor >= 0 else { throw failure("could not be opened") }
    }

    /// Creates a file, or empties one that is there.
    init(writing path: String) throws(SlicedWassersteinError) {
        descriptor = unsafe open(path, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
        self.path = path
        guard descriptor >= 0 else { throw failure("could not be created") }
    }

    deinit { if descriptor >= 0 { close(descriptor) } }

    /// The folder for temporary files: `TMPDIR`, or `/tmp`.
    static var temporaryFolder: String {
        unsafe getenv("TMPDIR").map { unsafe String(cString: $0) } ?? "/tmp"
    }

    /// Writes bytes at an offset.
    func write(_ bytes: UnsafeRawBufferPointer, at offset: Int) throws(SlicedWassersteinError) {
        var done = 0
        while done < bytes.count {
            let written = unsafe pwrite(
                descriptor, bytes.baseAddress.unsafelyUnwrapped + done, bytes.count - done,
                off_t(offset + done))
            if written < 0 && errno == EINTR { continue }
            guard written > 0 else {
                throw failure("could not be written; a folder with more room can be set as TMPDIR")
            }
            done += written
        }
    }

    /// Fills a buffer from an offset.
    func read(into buffer: UnsafeMutableRawBufferPointer, at offset: Int)
        throws(SlicedWassersteinError)
    {
        var done = 0
        while done < buffer.count {
            let got = unsafe pread(
                descriptor, buffer.baseAddress.unsafelyUnwrapped + done, buffer.count - done,
                off_t(offset + done))
            if got < 0 && errno == EINTR { continue }
            guard got > 0 else { throw failure(got == 0 ? "ends early" : "could not be read") }
            done += got
        }
    }

    /// Writes an array at an offset.
    func write(_ bytes: [UInt8], at offset: Int) throws(SlicedWassersteinError) {
        // The standard library's closure rethrows untyped errors, so this one carries its own out.
        let result: Result<Void, SlicedWassersteinError> = unsafe bytes.withUnsafeBytes { buffer in
            do throws(SlicedWassersteinError) {
                return .success(try unsafe write(buffer, at: offset))
            } catch {
                return .failure(error)
            }
        }
        try result.get()
    }

    /// Reads an array from an offset.
    func read<Element: BitwiseCopyable>(
        into values: inout [Element], at offset: Int
    ) throws(SlicedWassersteinError) {
        let result: Result<Void, SlicedWassersteinError> =
            unsafe values.withUnsafeMutableBytes { buffer in
                do throws(SlicedWassersteinError) {
                    return .success(try unsafe read(into: buffer, at: offset))
                } catch {
                    return .failure(error)
                }
            }
        try result.get()
    }

    private func failure(_ what: String) -> SlicedWassersteinError {
        let code = errno
        let reason = unsafe code == 0 ? "" : ": \(String(cString: strerror(code)))"
        return SlicedWassersteinError("\(path) \(what)\(reason)")
    }
}
