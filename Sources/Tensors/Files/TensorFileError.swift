// SPDX-License-Identifier: Apache-2.0

/// Why a file of tensors could not be read or written.
public struct TensorFileError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The file.
    public let path: String
    /// What was found.
    public let problem: String
    /// What would do.
    public let remedy: String

    /// Creates an error from its parts.
    public init(path: String, problem: String, remedy: String) {
        self.path = path
        self.problem = problem
        self.remedy = remedy
    }

    /// The file, the problem and the remedy in one line.
    public var description: String { "\(path): \(problem); \(remedy)" }

    /// A file that ends too early or contradicts itself.
    static func damaged(_ path: String, _ problem: String) -> TensorFileError {
        TensorFileError(path: path, problem: problem, remedy: "fetch or save it again")
    }
}
