// SPDX-License-Identifier: Apache-2.0

import Dispatch
import Foundation
import InceptionScoring
import Raster

// Serves timings of the scores of features to the script beside this folder, one request a line on
// standard input and one answer a line, so that the script can take turns between this process and its
// peer in one run.

func reply(_ answer: Any) {
    FileHandle.standardOutput.write(Data("\(answer)\n".utf8))
}

func seconds(_ body: () throws -> Void) rethrows -> Double {
    let start = DispatchTime.now().uptimeNanoseconds
    try body()
    return Double(DispatchTime.now().uptimeNanoseconds - start) / 1e9
}

/// The two sets that the requests work on.
struct Bench {
    let threads: ThreadCount
    var first: ImageRows?
    var second: ImageRows?
    var statistics: (FeatureStatistics, FeatureStatistics)?
    var result = 0.0

    /// Answers a request; nil for one that is not known.
    mutating func answer(_ words: [String]) throws -> Any? {
        switch words[0] {
        case "load" where words.count == 3:
            first = try ImageRows(contentsOf: URL(filePath: words[1]))
            second = try ImageRows(contentsOf: URL(filePath: words[2]))
            return "loaded"
        case "statistics":
            guard let first, let second else { return nil }
            return try seconds {
                statistics = (
                    try FeatureStatistics(first, threads: threads),
                    try FeatureStatistics(second, threads: threads)
                )
            }
        case "trace" where words.count == 3:
            // As for two files: both are factored anew.
            return try seconds {
                let sets = (
                    try FeatureStatistics(contentsOf: URL(filePath: words[1])),
                    try FeatureStatistics(contentsOf: URL(filePath: words[2]))
                )
                result =
                    try FrechetDistance(between: sets.0, and: sets.1, threads: threads).value
            }
        case "distance":
            guard let statistics else { return nil }
            return try seconds {
                result =
                    try FrechetDistance(
                        between: statistics.0, and: statistics.1, threads: threads
                    ).value
            }
        case "kernel":
            guard let first, let second else { return nil }
            return try seconds {
                let values = try KernelDistance(subsets: 20, threads: threads)
                    .distances(between: first, and: second)
                result = values.reduce(0, +) / Double(values.count)
            }
        case "neighbours":
            guard let first, let second else { return nil }
            return try seconds {
                result =
                    try PrecisionRecall(generated: first, real: second, threads: threads)
                    .precision
            }
        case "value": return result
        default: return nil
        }
    }
}

var bench = Bench(
    threads: CommandLine.arguments.count > 1
        ? ThreadCount(Int(CommandLine.arguments[1]) ?? 1) : .allProcessors)
while let line = readLine() {
    let words = line.split(separator: " ").map(String.init)
    guard !words.isEmpty, let answer = try bench.answer(words) else {
        reply("unknown request \(line)")
        continue
    }
    reply(answer)
}
