// SPDX-License-Identifier: Apache-2.0

/// Why a file or an archive cannot be read, in one line.
///
/// ```text
/// statistics.npz: this is no whole ZIP archive: its directory is missing; fetch the archive again
/// ```
package struct ArchiveError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The file, or the entry of an archive, as the caller named it.
    package let place: String
    /// What is wrong and what was found.
    package let problem: String
    /// What would help.
    package let remedy: String

    /// Creates an error; both sentences start in lower case and have no full stop.
    package init(place: String, problem: String, remedy: String) {
        self.place = place
        self.problem = problem
        self.remedy = remedy
    }

    /// Place, problem and remedy on one line.
    package var description: String { "\(place): \(problem); \(remedy)" }
}
