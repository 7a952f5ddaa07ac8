// SPDX-License-Identifier: Apache-2.0

internal import CommandSupport
internal import PyramidFiles

#if canImport(FoundationEssentials)
    internal import FoundationEssentials
#else
    internal import Foundation
#endif

/// The pyramids that paths stand for: a pyramid's folder for itself, any other folder for the pyramids
/// somewhere below it, in the order of their names' bytes.
///
/// Names that start with a dot are left out: they are what an ended process did not complete.
struct PyramidSearch {
    private(set) var folders: [InputFile] = []
    private(set) var problems: [ToolFailure] = []
    // A link may lead back up; each folder is entered once.
    private var entered: Set<DirectoryListing.Identity> = []

    init(_ paths: [String]) {
        for path in paths {
            let url = URL(filePath: path)
            if PyramidFolder.isPyramid(url) {
                folders.append(InputFile(path: path, relativePath: url.lastPathComponent))
                continue
            }
            let before = folders.count
            entered = []
            do throws(ToolFailure) {
                if try DirectoryListing.isFolder(path) { try visit(path, relativeTo: "") }
                if folders.count == before {
                    throw ToolFailure(
                        "\(path): there is no pyramid here; name a folder that `pyramid decompose` "
                            + "has written")
                }
            } catch {
                problems.append(error)
            }
        }
    }

    private mutating func visit(_ path: String, relativeTo prefix: String) throws(ToolFailure) {
        guard entered.insert(try DirectoryListing.identity(ofFolder: path)).inserted else { return }
        for name in try DirectoryListing.names(inFolder: path) where !name.hasPrefix(".") {
            let child = path.hasSuffix("/") ? path + name : "\(path)/\(name)"
            guard DirectoryListing.isExistingFolder(child) == true else { continue }
            if PyramidFolder.isPyramid(URL(filePath: child)) {
                folders.append(InputFile(path: child, relativePath: prefix + name))
            } else {
                try visit(child, relativeTo: "\(prefix)\(name)/")
            }
        }
    }
}
