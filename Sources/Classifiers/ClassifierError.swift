// SPDX-License-Identifier: Apache-2.0

/// Why a classifier cannot be had or trained, in one line.
public struct ClassifierError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The file or set, as the caller named it.
    public let place: String
    /// What was found.
    public let problem: String
    /// What would do.
    public let remedy: String

    /// Creates an error; both sentences start in lower case and have no full stop.
    public init(place: String, problem: String, remedy: String) {
        self.place = place
        self.problem = problem
        self.remedy = remedy
    }

    /// Place, problem and remedy on one line.
    public var description: String { "\(place): \(problem); \(remedy)" }
}
