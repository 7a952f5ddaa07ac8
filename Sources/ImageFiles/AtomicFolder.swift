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

/// Files that belong together and appear under their folder's name all or not at all.
///
/// They are written to ``partial``, a hidden folder `.NAME.partial-PID-N` beside the place, or in it
/// where it exists already. A writer that fails, or that is dropped, removes the hidden folder.
package struct AtomicFolder: ~Copyable {
    private let path: String
    private let partialPath: String

    /// Where the files are written until ``commit(replacing:last:)``.
    package var partial: URL { URL(filePath: partialPath, directoryHint: .isDirectory) }

    /// Starts a folder that will be at `url`; the folders that lead there are made.
    ///
    /// - Throws: When a file is in the way, or the place is not writable.
    package init(_ url: URL) throws(ImageFileError) {
        path = url.shownPath
        let exists: Bool
        var status = stat()
        if unsafe stat(path, &status) == 0 {
            guard status.st_mode & S_IFMT == S_IFDIR else {
                throw ImageFileError(
                    path: path, problem: "a file has this name", remedy: "choose another folder")
            }
            exists = true
        } else {
            exists = false
        }
        let (parent, name) = Self.split(path)
        if !exists, !parent.isEmpty { try Self.make(parent, for: path) }
        // Names may be 255 bytes long; the additions must fit as well.
        let stem = String(decoding: name.utf8.prefix(200), as: UTF8.self)
        var attempt = 0
        var candidate = ""
        var made: Int32 = -1
        repeat {
            candidate =
                exists
                ? "\(path)/.pyramid.partial-\(getpid())-\(attempt)"
                : "\(parent).\(stem).partial-\(getpid())-\(attempt)"
            made = unsafe mkdir(candidate, 0o777)
            attempt += 1
        } while made != 0 && errno == EEXIST && attempt < 10_000
        guard made == 0 else { throw ImageFileError(writing: path, code: errno) }
        partialPath = candidate
    }

    deinit {
        guard unsafe access(partialPath, F_OK) == 0 else { return }
        do {
            try FileManager.default.removeItem(atPath: partialPath)
        } catch {
            // Whatever led here is the error to report. The folder that stays is hidden and says by its
            // name what it is.
            return
        }
    }

    /// Puts the files in their place.
    ///
    /// Where the folder exists, its files that `isPart` recognises are removed first, the others are
    /// left alone.
    ///
    /// - Parameters:
    ///   - isPart: Whether a file of that name belonged to what is replaced.
    ///   - last: The file without which the others count for nothing: it is the first to be removed
    ///     and the last to be put in place.
    /// - Throws: When a file cannot be removed or put in place.
    package consuming func commit(
        replacing isPart: (String) -> Bool, last: String
    ) throws(ImageFileError) {
        if unsafe rename(partialPath, path) == 0 { return }
        // Over a folder that is not empty, rename answers one of these two.
        guard errno == ENOTEMPTY || errno == EEXIST || errno == EINVAL || errno == EBUSY else {
            throw ImageFileError(writing: path, code: errno)
        }
        let old = try Self.names(in: path).filter(isPart)
        for name in old.filter({ $0 == last }) + old.filter({ $0 != last }) {
            guard unsafe unlink("\(path)/\(name)") == 0 || errno == ENOENT else {
                throw ImageFileError(writing: path, code: errno)
            }
        }
        let new = try Self.names(in: partialPath)
        for name in new.filter({ $0 != last }) + new.filter({ $0 == last }) {
            guard unsafe rename("\(partialPath)/\(name)", "\(path)/\(name)") == 0 else {
                throw ImageFileError(writing: "\(path)/\(name)", code: errno)
            }
        }
    }

    /// Makes a folder and the folders that lead to it; one that exists is no error.
    ///
    /// - Throws: When a file is in the way, or a folder is not writable.
    package static func make(_ url: URL) throws(ImageFileError) {
        try make(url.shownPath, for: url.shownPath)
    }

    private static func make(_ path: String, for wanted: String) throws(ImageFileError) {
        if unsafe mkdir(path, 0o777) == 0 || errno == EEXIST { return }
        let (parent, _) = split(path)
        guard errno == ENOENT, !parent.isEmpty, parent != path else {
            throw ImageFileError(writing: wanted, code: errno)
        }
        try make(parent, for: wanted)
        guard unsafe mkdir(path, 0o777) == 0 || errno == EEXIST else {
            throw ImageFileError(writing: wanted, code: errno)
        }
    }

    /// What leads to the last part of a path, with its slash, and that part.
    private static func split(_ path: String) -> (parent: String, name: String) {
        let trimmed = path.reversed().drop { $0 == "/" }.reversed()
        let end = trimmed.lastIndex(of: "/")
        guard let end else { return ("", String(trimmed)) }
        return (String(trimmed[...end]), String(trimmed[trimmed.index(after: end)...]))
    }

    private static func names(in path: String) throws(ImageFileError) -> [String] {
        do {
            return try FileManager.default.contentsOfDirectory(atPath: path).sorted()
        } catch {
            throw ImageFileError(writing: path, code: errno)
        }
    }
}
