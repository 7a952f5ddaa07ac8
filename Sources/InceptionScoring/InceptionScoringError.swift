// SPDX-License-Identifier: Apache-2.0

/// Why a score cannot be computed from some rows of numbers, in one line.
///
/// ```text
/// logits.npy: row 12 sums to 41.7, not to 1; these are no probabilities, perhaps logits
/// ```
public struct InceptionScoringError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The file or set, as the caller named it.
    public let place: String
    /// What is wrong and what was found.
    public let problem: String
    /// What would help.
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
