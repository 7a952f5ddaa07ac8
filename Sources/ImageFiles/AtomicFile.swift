// SPDX-License-Identifier: Apache-2.0

#if canImport(FoundationEssentials)
    package import FoundationEssentials
#else
    package import Foundation
#endif
#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

/// A file that appears under its name whole or not at all.
///
/// Bytes go to `.NAME.partial-PID-N` in the same folder, and ``commit()`` renames it. A writer that
/// fails, or that is dropped, removes the partial file; what a killed process leaves is recognised by
/// its name.
///
/// It does not wait for the device (`fsync`), which took more time than all else together when a batch
/// wrote seven files an image. The promise holds whatever happens to the process; after a power failure,
/// files of the last seconds may be missing or empty, as those of any program may be.
package struct AtomicFile: ~Copyable {
    private let path: String
    private let partialPath: String
    private let descriptor: Int32
    private var isOpen = true
    private var isCommitted = false

    /// Starts a file that will replace what is at `url`.
    ///
    /// - Throws: when the folder is missing or not writable, or a folder has that name.
    package init(_ url: URL) throws(ImageFileError) {
        try self.init(path: url.shownPath)
    }

    private init(path: String) throws(ImageFileError) {
        self.path = path
        var status = stat()
        if unsafe stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR {
            throw ImageFileError(
                path: path, problem: "a folder has this name", remedy: "choose another file name")
        }
        let folder = path.lastIndex(of: "/").map { path[...$0] } ?? ""
        let name = path.dropFirst(folder.count)
        var attempt = 0
        var opened: Int32 = -1
        var candidate = ""
        // O_EXCL: two writers of one name, in one process or in many, never share a partial file.
        repeat {
            // Names may be 255 bytes long; the additions must fit as well.
            let stem = String(decoding: name.utf8.prefix(200), as: UTF8.self)
            candidate = "\(folder).\(stem).partial-\(getpid())-\(attempt)"
            opened = unsafe open(candidate, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
            attempt += 1
        } while opened < 0 && errno == EEXIST && attempt < 10_000
        guard opened >= 0 else { throw ImageFileError(writing: path, code: errno) }
        self.descriptor = opened
        self.partialPath = candidate
    }

    deinit {
        if isOpen { close(descriptor) }
        if !isCommitted { _ = unsafe unlink(partialPath) }
    }

    /// Adds bytes at the end.
    package mutating func append(_ bytes: [UInt8]) throws(ImageFileError) {
        var written = 0
        while written < bytes.count {
            let step = unsafe bytes.withUnsafeBytes { source in
                unsafe write(
                    descriptor, source.baseAddress.map { unsafe $0 + written },
                    source.count - written)
            }
            if step < 0 {
                if errno == EINTR { continue }
                throw ImageFileError(writing: path, code: errno)
            }
            written += step
        }
    }

    /// Puts the file in its place.
    package consuming func commit() throws(ImageFileError) {
        isOpen = false
        // Network folders may learn only now that there is no room.
        guard close(descriptor) == 0 else { throw ImageFileError(writing: path, code: errno) }
        guard unsafe rename(partialPath, path) == 0 else {
            throw ImageFileError(writing: path, code: errno)
        }
        isCommitted = true
    }

    /// Writes a whole file, in the place of one that is there.
    ///
    /// - Throws: when the folder is missing or not writable or the device is full; nothing is left then.
    package static func replace(_ url: URL, with bytes: [UInt8]) throws(ImageFileError) {
        var file = try AtomicFile(url)
        try file.append(bytes)
        try file.commit()
    }
}
