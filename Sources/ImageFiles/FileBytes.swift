// SPDX-License-Identifier: Apache-2.0

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

/// Reads whole files, with errors that name what is in the way.
package enum FileBytes {
    /// The bytes of a file, at most `limit` of them.
    ///
    /// - Parameters:
    ///   - path: The file, which may be a pipe.
    ///   - limit: The most bytes to read.
    ///   - isWanted: Whether a file that starts so is worth reading on. If not, what was read is
    ///     returned: a device that never ends must not fill the memory.
    /// - Returns: The bytes, at least one.
    /// - Throws: When the path names nothing, a folder, or a file that cannot be read or is empty.
    package static func contents(
        path: String, limit: Int = .max, isWanted: ([UInt8]) -> Bool = { _ in true }
    ) throws(ImageFileError) -> [UInt8] {
        let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw refusal(path, code: errno) }
        defer { close(descriptor) }
        var status = stat()
        guard unsafe fstat(descriptor, &status) == 0 else { throw refusal(path, code: errno) }
        if status.st_mode & S_IFMT == S_IFDIR {
            throw ImageFileError(
                path: path, problem: "this is a folder", remedy: "name a file inside it")
        }
        var bytes: [UInt8] = []
        // One byte more than expected, so that the end is seen without another round.
        let expected = min(max(Int(status.st_size), 4095) + 1, limit)
        var isChecked = false
        while bytes.count < limit {
            // Pipes may give a few bytes at a time.
            if !isChecked, bytes.count >= 16 {
                guard isWanted(bytes) else { break }
                isChecked = true
            }
            let step = min(bytes.isEmpty ? expected : 1 << 20, limit - bytes.count)
            let got = try append(step, from: descriptor, to: &bytes, path: path)
            if got == 0 { break }
        }
        if bytes.isEmpty {
            throw ImageFileError(
                path: path, problem: "the file is empty", remedy: "fetch or export it again")
        }
        return bytes
    }

    private static func append(
        _ count: Int, from descriptor: Int32, to bytes: inout [UInt8], path: String
    ) throws(ImageFileError) -> Int {
        var failure: Int32 = 0
        let chunk = unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, initialised in
            var got = 0
            repeat {
                got = unsafe read(descriptor, buffer.baseAddress, count)
            } while got < 0 && errno == EINTR
            if got < 0 { failure = errno }
            initialised = max(got, 0)
        }
        guard failure == 0 else { throw refusal(path, code: failure) }
        if bytes.isEmpty { bytes = chunk } else { bytes += chunk }
        return chunk.count
    }

    private static func refusal(_ path: String, code: Int32) -> ImageFileError {
        switch code {
        case ENOENT:
            ImageFileError(
                path: path, problem: "there is no such file", remedy: "check the spelling")
        case EACCES:
            ImageFileError(
                path: path, problem: "reading is not permitted",
                remedy: "change the file's permissions")
        default:
            ImageFileError(
                path: path, problem: "the file cannot be read (\(systemMessage(code)))",
                remedy: "check the path and the device")
        }
    }
}

/// The system's sentence for an error number, in lower case.
func systemMessage(_ code: Int32) -> String {
    guard let text = unsafe strerror(code) else { return "error \(code)" }
    return unsafe String(cString: text).lowercased()
}
