// SPDX-License-Identifier: Apache-2.0

/// Why a sliced Wasserstein distance could not be measured, in one line.
public struct SlicedWassersteinError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What was found, on which thing, and what would do.
    public let description: String

    /// Creates an error with the sentence that the user reads.
    init(_ description: String) { self.description = description }
}
