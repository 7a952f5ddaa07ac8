// SPDX-License-Identifier: Apache-2.0

/// How far training is, and the losses since the last line of the log.
public struct TrainingProgress: Sendable, Codable, Equatable {
    /// Rounds played.
    public internal(set) var step = 0
    /// Images drawn.
    public internal(set) var images = 0
    /// Seconds in rounds, over all sittings, up to the last line of the log.
    public internal(set) var seconds = 0.0

    /// The least value so far of the score that the best checkpoint goes by.
    public internal(set) var least: Double?

    /// What was added up for a term.
    private struct Sum: Sendable, Codable, Equatable {
        var total = 0.0
        var count = 0
    }

    private var sums: [String: Sum] = [:]

    mutating func add(_ value: Double, to term: String) {
        sums[term, default: Sum()].total += value
        sums[term, default: Sum()].count += 1
    }

    /// The means since the last entry, which start anew.
    mutating func takeEntry() -> LogEntry {
        defer { sums = [:] }
        return LogEntry(
            step: step, images: images, seconds: seconds,
            losses: sums.mapValues { $0.total / Double($0.count) })
    }

    func entry(scores: [(name: String, value: Double)]) -> LogEntry {
        LogEntry(
            step: step, images: images, seconds: seconds,
            scores: Dictionary(scores.map { ($0.name, $0.value) }) { $1 })
    }
}
