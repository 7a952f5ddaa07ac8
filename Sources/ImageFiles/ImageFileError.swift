// SPDX-License-Identifier: Apache-2.0

/// Why a file could not be read or written, in one line.
///
/// ```text
/// faces/12.png: the PNG file holds no image data; fetch or export the file again
/// ```
public struct ImageFileError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The file as the caller named it.
    public let path: String
    /// What is wrong, where, and what was found.
    public let problem: String
    /// What would help.
    public let remedy: String

    /// Creates an error; both sentences start in lower case and have no full stop.
    public init(path: String, problem: String, remedy: String) {
        self.path = path
        self.problem = problem
        self.remedy = remedy
    }

    /// Path, problem and remedy on one line.
    public var description: String { "\(path): \(problem); \(remedy)" }
}

/// What a codec knows of a failure; the reader or writer adds the path.
struct CodecError: Error {
    let problem: String
    let remedy: String

    /// A problem may quote the file, so what would break the line or steer a terminal is replaced.
    init(_ problem: String, remedy: String = "fetch or export the file again") {
        let shown = problem.unicodeScalars.map { scalar in
            scalar.properties.generalCategory == .control || scalar.properties.isWhitespace
                ? scalar == " " ? " " : "?" as Unicode.Scalar : scalar
        }
        self.problem = String(String.UnicodeScalarView(shown))
        self.remedy = remedy
    }

    func at(_ path: String) -> ImageFileError {
        ImageFileError(path: path, problem: problem, remedy: remedy)
    }
}
