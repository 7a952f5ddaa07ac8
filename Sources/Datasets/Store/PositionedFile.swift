// SPDX-License-Identifier: Apache-2.0

internal import ImageFiles

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

/// A file that is written here and there, and that another run may go on with.
struct PositionedFile: ~Copyable {
    private let descriptor: Int32
    private let path: String

    /// Opens a file for writing and makes it if it is not there.
    init(path: String) throws(DatasetError) {
        descriptor = unsafe open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o666)
        self.path = path
        guard descriptor >= 0 else { throw Self.refusal(path) }
    }

    deinit { close(descriptor) }

    /// Puts bytes at an offset.
    func write(_ bytes: [UInt8], at offset: Int) throws(DatasetError) {
        var written = 0
        while written < bytes.count {
            let step = unsafe bytes.withUnsafeBytes { source in
                unsafe pwrite(
                    descriptor, source.baseAddress.map { unsafe $0 + written },
                    source.count - written, off_t(offset + written))
            }
            if step < 0 {
                if errno == EINTR { continue }
                throw Self.refusal(path)
            }
            written += step
        }
    }

    /// Cuts or lengthens the file.
    func truncate(to size: Int) throws(DatasetError) {
        guard ftruncate(descriptor, off_t(size)) == 0 else { throw Self.refusal(path) }
    }

    private static func refusal(_ path: String) -> DatasetError {
        let code = errno
        let reason = unsafe strerror(code).map { unsafe String(cString: $0).lowercased() }
        return DatasetError(
            place: path, problem: "the file cannot be written (\(reason ?? "error \(code)"))",
            remedy: "check the folder and the room on its device")
    }
}
