// SPDX-License-Identifier: Apache-2.0

import CommandSupport
import Foundation
import ImageCommands
import ImageFiles
import Raster
import TestSupport
import Testing

/// What a run of a tool printed.
struct ToolRun: Sendable {
    /// The tools that can be run.
    enum Tool: String, Codable, Sendable {
        case pyramid
        case similarity = "ms-ssim"
        case slicedWasserstein = "swd"
    }

    let output: String
    let error: String

    /// Runs the tool in a child process, in a folder.
    ///
    /// - Parameters:
    ///   - arguments: As typed, without the tool's name; paths may be relative to the folder.
    ///   - tool: The tool.
    ///   - folder: The folder that it runs in.
    ///   - code: The exit code that it must end with.
    ///   - sourceLocation: Where a failure is reported.
    /// - Throws: When the tool cannot be started.
    init(
        _ arguments: String..., of tool: Tool = .pyramid, in folder: TemporaryFolder,
        exitCode code: Int32 = 0, sourceLocation: SourceLocation = #_sourceLocation
    ) async throws {
        try await self.init(
            arguments, of: tool, in: folder, exitCode: code, sourceLocation: sourceLocation)
    }

    init(
        _ arguments: [String], of tool: Tool = .pyramid, in folder: TemporaryFolder,
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
            print(ToolRun.mark, terminator: "")
            StandardError.write(ToolRun.mark)
            switch tool {
            case .pyramid: ToolMain.run(PyramidCommand.self, arguments: arguments)
            case .similarity: ToolMain.run(SimilarityCommand.self, arguments: arguments)
            case .slicedWasserstein:
                ToolMain.run(SlicedWassersteinCommand.self, arguments: arguments)
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

    /// The output read as JSON.
    var json: Any {
        get throws { try JSONSerialization.jsonObject(with: Data(output.utf8)) }
    }
}

extension TemporaryFolder {
    /// Writes a picture of noise; the ending of the name says the format.
    @discardableResult
    func addImage(
        _ name: String, width: Int = 40, height: Int = 30, channels: ChannelLayout = .rgb,
        seed: UInt32 = 1
    ) throws -> Image {
        let noise = SyntheticImage.noise(
            height: height, width: width, channels: channels.count, seed: seed)
        let image = Image(planes: noise.planes(), channels: channels, range: .byte)
        let url = self[name]
        try FileManager.default.createDirectory(
            at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        let encoding = try #require(ImageEncoding(fileExtension: url.pathExtension))
        try ImageFileWriter.write(image, to: url, as: encoding)
        return image
    }

    /// Writes a file of some text.
    func addText(_ name: String, _ text: String = "no image") throws {
        try Data(text.utf8).write(to: self[name])
    }

    func image(_ name: String) throws -> Image { try ImageFileReader().read(self[name]).image }
}
