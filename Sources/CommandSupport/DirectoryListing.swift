// SPDX-License-Identifier: Apache-2.0

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

/// What the operating system says of a path, with its reason where it refuses.
package enum DirectoryListing {
    /// Which folder it is, by whatever path it was reached.
    package struct Identity: Hashable {
        let device: UInt64
        let file: UInt64
    }

    /// Whether the path leads to a folder.
    ///
    /// - Throws: When it leads nowhere.
    package static func isFolder(_ path: String) throws(ToolFailure) -> Bool {
        isFolder(try status(of: path))
    }

    /// Whether the path leads to a folder, or `nil` if it leads nowhere.
    package static func isExistingFolder(_ path: String) -> Bool? {
        var status = stat()
        return unsafe stat(path, &status) == 0 ? isFolder(status) : nil
    }

    /// The identity of the folder at a path.
    package static func identity(ofFolder path: String) throws(ToolFailure) -> Identity {
        let status = try status(of: path)
        return Identity(
            device: UInt64(truncatingIfNeeded: status.st_dev),
            file: UInt64(truncatingIfNeeded: status.st_ino))
    }

    /// The names in a folder, in the order of their bytes.
    package static func names(inFolder path: String) throws(ToolFailure) -> [String] {
        guard let directory = unsafe opendir(path) else {
            throw ToolFailure("\(path): \(systemMessage(errno))")
        }
        defer { unsafe closedir(directory) }
        var names: [String] = []
        while true {
            errno = 0
            guard let entry = unsafe readdir(directory) else { break }
            let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { field in
                unsafe field.withMemoryRebound(to: CChar.self, capacity: 1) {
                    unsafe String(cString: $0)
                }
            }
            names.append(name)
        }
        guard errno == 0 else { throw ToolFailure("\(path): \(systemMessage(errno))") }
        return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }

    private static func status(of path: String) throws(ToolFailure) -> stat {
        var status = stat()
        guard unsafe stat(path, &status) == 0 else {
            throw ToolFailure("\(path): \(systemMessage(errno))")
        }
        return status
    }

    private static func isFolder(_ status: stat) -> Bool {
        status.st_mode & S_IFMT == S_IFDIR
    }
}
