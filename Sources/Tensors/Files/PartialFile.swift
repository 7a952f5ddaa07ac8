// SPDX-License-Identifier: Apache-2.0

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

/// A file that is written beside its place and renamed when it is whole.
///
/// The name says whose it was: `.NAME.partial-PID`. One that fails or is dropped is removed.
struct PartialFile: ~Copyable {
    private let path: String
    private let partialPath: String
    private let descriptor: Int32
    private var isOpen = true
    private var isCommitted = false

    init(_ path: String) throws(TensorFileError) {
        self.path = path
        let folder = path.lastIndex(of: "/").map { path[...$0] } ?? ""
        let name = String(decoding: path.dropFirst(folder.count).utf8.prefix(200), as: UTF8.self)
        partialPath = "\(folder).\(name).partial-\(getpid())"
        descriptor = unsafe open(partialPath, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
        guard descriptor >= 0 else { throw Self.refusal(path, code: errno) }
    }

    deinit {
        if isOpen { close(descriptor) }
        if !isCommitted { _ = unsafe unlink(partialPath) }
    }

    mutating func append(_ bytes: [UInt8]) throws(TensorFileError) {
        var written = 0
        while written < bytes.count {
            let step = unsafe bytes.withUnsafeBytes { source in
                unsafe write(
                    descriptor, source.baseAddress.map { unsafe $0 + written },
                    source.count - written)
            }
            if step < 0 {
                if errno == EINTR { continue }
                throw Self.refusal(path, code: errno)
            }
            written += step
        }
    }

    consuming func commit() throws(TensorFileError) {
        isOpen = false
        // Network folders may learn only now that there is no room.
        guard close(descriptor) == 0, unsafe rename(partialPath, path) == 0 else {
            throw Self.refusal(path, code: errno)
        }
        isCommitted = true
    }

    private static func refusal(_ path: String, code: Int32) -> TensorFileError {
        TensorFileError(
            path: path, problem: "it cannot be written (\(systemMessage(code)))",
            remedy: "check the folder, its permissions and the room on the device")
    }
}
