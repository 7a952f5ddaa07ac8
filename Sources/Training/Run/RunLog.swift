// SPDX-License-Identifier: Apache-2.0

internal import Foundation
internal import ImageFiles

/// One line of `log.jsonl`.
public struct LogEntry: Codable, Sendable, Equatable {
    /// Rounds played.
    public var step: Int
    /// Images drawn.
    public var images: Int
    /// Seconds in rounds, over all sittings.
    public var seconds: Double
    /// The mean of each loss term since the last line, by `player.term`.
    public var losses: [String: Double]?
    /// Scores by name.
    public var scores: [String: Double]?

    /// All numbers with the names that TensorBoard groups by.
    var scalars: [(tag: String, value: Double)] {
        let losses = (losses ?? [:]).sorted { $0.key < $1.key }
            .map { ("losses/\($0.key)", $0.value) }
        let scores = (scores ?? [:]).sorted { $0.key < $1.key }
            .map { ("scores/\($0.key)", $0.value) }
        return losses + scores
    }
}

/// Writes what happens to `log.jsonl` and to an event file for TensorBoard.
final class RunLog {
    private let file: FileHandle
    private let events: EventFile

    /// Opens the log of a run; lines after `step`, of a sitting that did not reach its checkpoint, are
    /// dropped.
    init(in folder: URL, afterStep step: Int) throws {
        let place = Self.place(in: folder)
        let entries = try Self.entries(in: folder).filter { $0.step <= step }
        try AtomicFile.replace(place, with: entries.flatMap { try Self.line($0) })
        file = try FileHandle(forWritingTo: place)
        try file.seekToEnd()
        events = try EventFile(in: folder, afterStep: step)
    }

    deinit {
        do { try file.close() } catch { print("\(error)") }
    }

    func write(_ entry: LogEntry) throws {
        try file.write(contentsOf: Data(Self.line(entry)))
        try events.write(entry.scalars, step: entry.step)
    }

    /// The lines of a run's log.
    ///
    /// One that a killed process left unfinished is no entry.
    static func entries(in folder: URL) throws -> [LogEntry] {
        let place = place(in: folder)
        guard FileManager.default.fileExists(atPath: place.path) else { return [] }
        let decoder = JSONDecoder()
        decoder.nonConformingFloatDecodingStrategy = .convertFromString(
            positiveInfinity: "Infinity", negativeInfinity: "-Infinity", nan: "NaN")
        return try Data(contentsOf: place).split(separator: UInt8(ascii: "\n")).compactMap {
            do { return try decoder.decode(LogEntry.self, from: $0) } catch { return nil }
        }
    }

    private static func place(in folder: URL) -> URL { folder.appending(path: "log.jsonl") }

    private static func line(_ entry: LogEntry) throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        // A score may be no number; JSON has no word for it.
        encoder.nonConformingFloatEncodingStrategy = .convertToString(
            positiveInfinity: "Infinity", negativeInfinity: "-Infinity", nan: "NaN")
        return Array(try encoder.encode(entry)) + [UInt8(ascii: "\n")]
    }
}
