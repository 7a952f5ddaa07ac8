// SPDX-License-Identifier: Apache-2.0

import CommandSupport
import Datasets
import Foundation
import GenerationCommands
import ImageFiles
import TestSupport
import Testing

/// What a run of a tool in a child process printed.
struct GenerationToolRun: Sendable {
    /// The tools that can be run.
    enum Tool: String, Codable, Sendable {
        case inceptionScore = "inception-score"
        #if NETWORKS
            case lapgan, progan
        #endif
    }

    let output: String
    let error: String

    /// Runs the tool in a folder; it must end with the exit code.
    init(
        _ arguments: String..., of tool: Tool = .inceptionScore, in folder: TemporaryFolder,
        exitCode code: Int32 = 0, sourceLocation: SourceLocation = #_sourceLocation
    ) async throws {
        try await self.init(
            arguments, of: tool, in: folder, exitCode: code, sourceLocation: sourceLocation)
    }

    init(
        _ arguments: [String], of tool: Tool = .inceptionScore, in folder: TemporaryFolder,
        exitCode code: Int32 = 0, sourceLocation: SourceLocation = #_sourceLocation
    ) async throws {
        let result = try await #require(
            processExitsWith: .exitCode(code),
            observing: [\.standardOutputContent, \.standardErrorContent],
            sourceLocation: sourceLocation
        ) {
            [tool = tool as Tool, arguments = arguments as [String], path = folder.path as String]
            in
            guard FileManager.default.changeCurrentDirectoryPath(path) else { exit(99) }
            // The testing library does not tell an empty stream from its own marks.
            print(GenerationToolRun.mark, terminator: "")
            StandardError.write(GenerationToolRun.mark)
            switch tool {
            case .inceptionScore: ToolMain.run(InceptionScoreCommand.self, arguments: arguments)
            #if NETWORKS
                case .lapgan: ToolMain.run(LAPGANCommand.self, arguments: arguments)
                case .progan: ToolMain.run(ProGANCommand.self, arguments: arguments)
            #endif
            }
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
    /// A folder with six shapes of 32×32 in `shapes`.
    static func withShapes() throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        try FileManager.default.createDirectory(
            at: folder["shapes"], withIntermediateDirectories: true)
        let set = RenderedImageSet(.shapes32, seed: 0, count: 6)
        for index in 0..<set.count {
            _ = try ImageFileWriter.write(
                set.image(at: index), to: folder["shapes/\(set.name(at: index))"], as: .png8())
        }
        return folder
    }

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
