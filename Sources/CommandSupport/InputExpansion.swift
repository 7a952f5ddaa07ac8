// SPDX-License-Identifier: Apache-2.0

/// A file that a tool was asked to read.
package struct InputFile: Hashable, Sendable {
    /// The path by which it is opened.
    package let path: String

    /// The path below the folder that was named, as in `cats/1.png`, or the file's own name where
    /// the file itself was named: what an output is called after.
    package let relativePath: String

    /// Creates an input of which both paths are known.
    package init(path: String, relativePath: String) {
        self.path = path
        self.relativePath = relativePath
    }
}

/// The files that paths on a command line stand for.
///
/// A file stands for itself, whatever its name. A folder stands for the files in it that have one
/// of the wanted endings, in the order of their names' bytes, which is the same on every machine;
/// names that start with a dot are left out.
package struct InputExpansion: Sendable {
    /// What was found, in the order of the command line, and what was not.
    package struct Found: Equatable, Sendable {
        /// The files to work on.
        package var files: [InputFile] = []
        /// A failure for each path that stands for nothing.
        package var problems: [ToolFailure] = []
    }

    private let fileExtensions: [String]
    private let isRecursive: Bool

    /// Creates an expansion.
    ///
    /// - Parameters:
    ///   - fileExtensions: The endings that count in a folder, without dots, in lower case; a
    ///     file's ending may be in either.
    ///   - isRecursive: Take the files of subfolders too.
    package init(fileExtensions: [String], isRecursive: Bool) {
        self.fileExtensions = fileExtensions
        self.isRecursive = isRecursive
    }

    /// Looks up each path.
    ///
    /// A path that does not exist, and a folder that holds nothing of use or
    /// cannot be read, is a problem; the other paths are expanded all the same.
    package func files(for paths: [String]) -> Found {
        var found = Found()
        for path in paths {
            do throws(ToolFailure) {
                if try DirectoryListing.isFolder(path) {
                    try add(filesInFolder: path, to: &found)
                } else {
                    found.files.append(
                        InputFile(path: path, relativePath: Self.lastComponent(of: path)))
                }
            } catch {
                found.problems.append(error)
            }
        }
        return found
    }

    private func add(
        filesInFolder folder: String, to found: inout Found
    ) throws(ToolFailure) {
        var files: [InputFile] = []
        var problems: [ToolFailure] = []
        // A link may lead back up; each folder is entered once.
        var entered: Set<DirectoryListing.Identity> = []
        var hasSubfolders = false

        func visit(_ path: String, relativeTo prefix: String) throws(ToolFailure) {
            guard entered.insert(try DirectoryListing.identity(ofFolder: path)).inserted else {
                return
            }
            for name in try DirectoryListing.names(inFolder: path) where !name.hasPrefix(".") {
                let child = path.hasSuffix("/") ? path + name : "\(path)/\(name)"
                guard let isFolder = DirectoryListing.isExistingFolder(child) else {
                    // A link that leads nowhere is not a file of this folder. A name that is not text
                    // leads nowhere either, but may be an image that somebody misses.
                    if name.contains("\u{FFFD}") && isWanted(name) {
                        problems.append(
                            ToolFailure("\(child): this name is not UTF-8; rename the file"))
                    }
                    continue
                }
                if !isFolder {
                    if isWanted(name) {
                        files.append(InputFile(path: child, relativePath: prefix + name))
                    }
                } else if isRecursive {
                    try visit(child, relativeTo: "\(prefix)\(name)/")
                } else {
                    hasSubfolders = true
                }
            }
        }
        try visit(folder, relativeTo: "")

        guard !files.isEmpty || !problems.isEmpty else {
            let endings = fileExtensions.map { ".\($0)" }.joined(separator: ", ")
            throw ToolFailure(
                "\(folder): this folder holds no file that ends in \(endings)"
                    + (hasSubfolders ? "; --recursive looks into its subfolders too" : ""))
        }
        found.files += files
        found.problems += problems
    }

    private func isWanted(_ name: String) -> Bool {
        guard let dot = name.lastIndex(of: ".") else { return false }
        return fileExtensions.contains(name[name.index(after: dot)...].lowercased())
    }

    private static func lastComponent(of path: String) -> String {
        path.split(separator: "/").last.map(String.init) ?? path
    }
}
