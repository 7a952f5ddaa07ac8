// SPDX-License-Identifier: Apache-2.0

package import Foundation

/// An empty folder of its own, with a space in its path; it is removed when the last reference goes.
package final class TemporaryFolder: Sendable {
    /// Where it is.
    package let url: URL

    /// Makes the folder.
    package init() throws {
        url = FileManager.default.temporaryDirectory.appending(
            component: "pyramidion tests \(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit {
        do {
            try FileManager.default.removeItem(at: url)
        } catch {
            print("\(url.path) stays behind: \(error)")
        }
    }

    /// The path, without a slash at its end.
    package var path: String { url.path }

    /// A path below the folder.
    package subscript(name: String) -> URL { url.appending(path: name) }

    /// The paths of all files and folders below a folder, hidden ones as well, in order.
    package func contents(of name: String = "") throws -> [String] {
        try FileManager.default.subpathsOfDirectory(atPath: name.isEmpty ? path : self[name].path)
            .sorted()
    }
}
