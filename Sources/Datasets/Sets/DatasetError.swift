// SPDX-License-Identifier: Apache-2.0

internal import Archives
internal import ImageFiles

/// Why a set of images, or one of them, cannot be had; in one line.
///
/// ```text
/// cifar/data_batch_1.bin: 3000 bytes are no whole number of records of 3073 bytes; fetch it again
/// ```
public struct DatasetError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The file, folder or image, as the caller named it.
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

    init(_ error: ImageFileError) {
        self.init(place: error.path, problem: error.problem, remedy: error.remedy)
    }

    init(_ error: ArchiveError) {
        self.init(place: error.place, problem: error.problem, remedy: error.remedy)
    }
}

extension DatasetError {
    /// Runs what may fail for a file's sake.
    static func wrapping<Value>(
        _ body: () throws(ImageFileError) -> Value
    ) throws(DatasetError) -> Value {
        do throws(ImageFileError) { return try body() } catch { throw DatasetError(error) }
    }

    /// Runs what may fail for an archive's sake.
    static func wrapping<Value>(
        _ body: () throws(ArchiveError) -> Value
    ) throws(DatasetError) -> Value {
        do throws(ArchiveError) { return try body() } catch { throw DatasetError(error) }
    }
}
