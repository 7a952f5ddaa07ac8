// SPDX-License-Identifier: Apache-2.0

/// Why stored tensors do not fit a network.
public struct ParameterError: Error, Sendable, Equatable, CustomStringConvertible {
    /// One point in which they differ.
    public enum Difference: Sendable, Equatable, CustomStringConvertible {
        /// The network has a tensor that is not there.
        case missing(String)
        /// There is a tensor that the network has not.
        case unexpected(String)
        /// A tensor has another shape.
        case shape(String, expected: [Int], found: [Int])

        /// The point in a few words.
        public var description: String {
            switch self {
            case .missing(let name): "'\(name)' is missing"
            case .unexpected(let name): "'\(name)' is unexpected"
            case .shape(let name, let expected, let found):
                "'\(name)' is \(found) and should be \(expected)"
            }
        }
    }

    /// Where the tensors are.
    public let place: String
    /// All points in which they differ from the network.
    public let differences: [Difference]

    /// Creates an error.
    public init(place: String, differences: [Difference]) {
        self.place = place
        self.differences = differences
    }

    /// The place, up to three differences and the number of others, in one line.
    public var description: String {
        let shown = differences.prefix(3).map(\.description).joined(separator: ", ")
        let others = differences.count - 3
        return "\(place): the tensors are another network's: \(shown)"
            + (others > 0 ? " and \(others) more" : "")
            + "; use the settings that they were made with"
    }
}
