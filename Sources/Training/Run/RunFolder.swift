// SPDX-License-Identifier: Apache-2.0

public import Foundation
internal import ImageFiles
internal import Raster

/// A run on disk: `run.json`, `log.jsonl`, event files for TensorBoard, `checkpoints/`, `samples/` and
/// `report/index.html`.
public struct RunFolder: Sendable, Hashable {
    /// Where it is.
    public let url: URL

    static let stateFile = "state.json"
    static let stageFolder = "stage"
    private static let recordFile = "run.json"

    /// Starts a run, or goes on with the one that is there.
    ///
    /// - Parameters:
    ///   - url: The folder; it is made where it is missing.
    ///   - record: What the run is.
    /// - Throws: ``TrainingError/settingsDiffer(run:differences:)`` when the folder holds a run with
    ///   other settings, and file errors.
    public init<Recipe>(_ url: URL, record: RunRecord<Recipe>) throws {
        self.url = url
        try AtomicFolder.make(url)
        let place = url.appending(path: Self.recordFile)
        if FileManager.default.fileExists(atPath: place.path) {
            let stored = try Self.decode(RunRecord<Recipe>.self, from: place)
            let differences = try record.differences(from: stored)
            guard differences.isEmpty else {
                throw TrainingError.settingsDiffer(run: url.path, differences: differences)
            }
        }
        try AtomicFile.replace(place, with: Self.encode(record))
        for name in ["checkpoints", "samples", "report"] {
            try AtomicFolder.make(url.appending(path: name))
        }
    }

    /// The run that is there, to read from.
    ///
    /// - Throws: ``TrainingError/damagedRun(path:problem:)`` when there is none.
    public init(reading url: URL) throws(TrainingError) {
        guard Self.exists(at: url) else {
            throw .damagedRun(path: url.path, problem: "there is no run; start one with train")
        }
        self.url = url
    }

    /// Whether a run was started in a folder.
    public static func exists(at url: URL) -> Bool {
        FileManager.default.fileExists(atPath: url.appending(path: recordFile).path)
    }

    /// The settings of a run that is there.
    ///
    /// - Throws: ``TrainingError/damagedRun(path:problem:)`` when there is none of this kind.
    public static func record<Recipe>(
        at url: URL, recipe: Recipe.Type = Recipe.self
    ) throws -> RunRecord<Recipe> {
        try decode(RunRecord<Recipe>.self, from: url.appending(path: recordFile))
    }

    // MARK: Checkpoints

    /// The folder of the newest whole checkpoint; nil when there is none.
    public func newestCheckpoint() throws -> URL? { try checkpoints().last }

    /// The folder of the checkpoint with the best score; nil when none was kept.
    public func bestCheckpoint() -> URL? {
        let state = bestPlace.appending(path: Self.stateFile)
        return FileManager.default.fileExists(atPath: state.path) ? bestPlace : nil
    }

    var bestPlace: URL { url.appending(path: "checkpoints/best") }

    func checkpoint(afterStep step: Int) -> URL {
        let digits = "\(step)"
        let zeros = String(repeating: "0", count: max(0, 9 - digits.count))
        return url.appending(path: "checkpoints/step-\(zeros)\(digits)")
    }

    func removeCheckpoints(keeping count: Int) throws {
        for folder in try checkpoints().dropLast(count) { try Self.remove(folder) }
    }

    func removeBestCheckpoint() throws {
        if let folder = bestCheckpoint() { try Self.remove(folder) }
    }

    private static func remove(_ checkpoint: URL) throws {
        // Without its state a checkpoint counts for nothing, so a removal that is cut short leaves none
        // that is half.
        try FileManager.default.removeItem(at: checkpoint.appending(path: stateFile))
        try FileManager.default.removeItem(at: checkpoint)
    }

    /// Whole checkpoints, oldest first.
    private func checkpoints() throws -> [URL] {
        let folder = url.appending(path: "checkpoints")
        return try FileManager.default.contentsOfDirectory(atPath: folder.path)
            .filter { $0.hasPrefix("step-") }.sorted()
            .map { folder.appending(path: $0) }
            .filter {
                FileManager.default.fileExists(atPath: $0.appending(path: Self.stateFile).path)
            }
    }

    // MARK: Log and pictures

    /// What the run has written to `log.jsonl`, oldest first.
    ///
    /// A line that a killed process left unfinished is left out.
    public func log() throws -> [LogEntry] { try RunLog.entries(in: url) }

    func openLog(afterStep step: Int) throws -> RunLog { try RunLog(in: url, afterStep: step) }

    func write(_ picture: Snapshot, afterStep step: Int) throws {
        let digits = "\(step)"
        let zeros = String(repeating: "0", count: max(0, 9 - digits.count))
        _ = try ImageFileWriter.write(
            picture.image.converted(to: .byte),
            to: url.appending(path: "samples/\(picture.name)-\(zeros)\(digits).png"), as: .png8())
    }

    /// Writes `report/index.html` from what the log holds.
    public func writeReport() throws {
        let report = try RunReport(of: url)
        try AtomicFile.replace(
            url.appending(path: "report/index.html"), with: Array(report.html.utf8))
    }

    // MARK: JSON

    static func encode(_ value: some Encodable) throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        encoder.keyEncodingStrategy = .convertToSnakeCase
        return Array(try encoder.encode(value)) + [UInt8(ascii: "\n")]
    }

    static func decode<Value: Decodable>(_ type: Value.Type, from url: URL) throws -> Value {
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        do {
            return try decoder.decode(type, from: Data(contentsOf: url))
        } catch {
            throw TrainingError.damagedRun(
                path: url.path, problem: "it is missing or not what a run stores there")
        }
    }
}
