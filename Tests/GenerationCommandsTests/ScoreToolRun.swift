// SPDX-License-Identifier: Apache-2.0

import CommandSupport
import Foundation
import GenerationCommands
import ImageFiles
import TestSupport
import Testing

/// What a run of `inception-score` in a child process printed.
struct ScoreToolRun: Sendable {
    let output: String
    let error: String

    /// Runs the tool in a folder; it must end with the exit code.
    init(
        _ arguments: String..., in folder: TemporaryFolder, exitCode code: Int32 = 0,
        sourceLocation: SourceLocation = #_sourceLocation
    ) async throws {
        try await self.init(
            arguments, in: folder, exitCode: code, sourceLocation: sourceLocation)
    }

    init(
        _ arguments: [String], in folder: TemporaryFolder, exitCode code: Int32 = 0,
        sourceLocation: SourceLocation = #_sourceLocation
    ) async throws {
        let result = try await #require(
            processExitsWith: .exitCode(code),
            observing: [\.standardOutputContent, \.standardErrorContent],
            sourceLocation: sourceLocation
        ) { [arguments = arguments as [String], path = folder.path as String] in
            guard FileManager.default.changeCurrentDirectoryPath(path) else { exit(99) }
            // The testing library does not tell an empty stream from its own marks.
            print(ScoreToolRun.mark, terminator: "")
            StandardError.write(ScoreToolRun.mark)
            ToolMain.run(InceptionScoreCommand.self, arguments: arguments)
        }
        output = try Self.text(result.standardOutputContent)
        error = try Self.text(result.standardErrorContent)
    }

    private static let mark = "start\n"

    private static func text(_ bytes: [UInt8]) throws -> String {
        let text = String(decoding: bytes, as: UTF8.self)
        try #require(text.hasPrefix(mark), "the tool did not start")
        return String(text.dropFirst(mark.count))
    }

    /// The numbers of the report, by name.
    var values: [String: Double] {
        get throws { try Self.values(of: JSONSerialization.jsonObject(with: Data(output.utf8))) }
    }

    static func values(of report: Any) throws -> [String: Double] {
        let object = try #require(report as? [String: Any])
        let values = try #require(object["values"] as? [[String: Any]])
        return Dictionary(
            values.compactMap { value in
                (value["name"] as? String).flatMap { name in
                    (value["value"] as? Double).map { (name, $0) }
                }
            }, uniquingKeysWith: { first, _ in first })
    }
}

extension TemporaryFolder {
    /// Copies a golden file into the folder.
    func add(_ fixture: String, as name: String) throws {
        try FileManager.default.createDirectory(
            at: self[name].deletingLastPathComponent(), withIntermediateDirectories: true)
        try FileManager.default.copyItem(
            at: Fixture.url("inception-score/\(fixture)"), to: self[name])
    }

    /// Writes rows of numbers.
    func addRows(_ rows: [[Double]], as name: String) throws {
        try FileManager.default.createDirectory(
            at: self[name].deletingLastPathComponent(), withIntermediateDirectories: true)
        try NumPyArray(
            shape: [rows.count, rows.first?.count ?? 0], samples: .float64(rows.flatMap(\.self))
        ).write(to: self[name])
    }
}
