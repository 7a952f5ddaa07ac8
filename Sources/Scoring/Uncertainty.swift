// SPDX-License-Identifier: Apache-2.0

/// How far a number may lie from what endless evidence would give.
public struct Uncertainty: Sendable, Hashable, Codable {
    /// Where it comes from.
    public enum Source: String, Sendable, Hashable, Codable {
        /// The spread between independent pieces of evidence, divided by √count.
        case sampling
        /// The spread when evidence is drawn again from itself.
        case bootstrap
        /// The spread between repeats with other random numbers.
        case repeats
    }

    /// One standard error, in the unit of the number.
    public let standardError: Double
    /// Where it comes from.
    public let source: Source

    /// Creates an uncertainty.
    public init(standardError: Double, source: Source) {
        self.standardError = standardError
        self.source = source
    }
}
