// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import CommandSupport
internal import Datasets
internal import Raster

#if canImport(FoundationEssentials)
    internal import FoundationEssentials
#else
    internal import Foundation
#endif

extension DatasetCommand {
    struct Build: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Pack a set into a store: one array a resolution, mapped when read.",
            discussion: """
                The folder holds level-0.npy (N×C×H×W, 8 bits), level-1.npy at half the size, and so \
                on, with names.txt, labels.npy and attributes.npy where the set has them, and \
                store.json. A build that was stopped goes on where it was. NumPy opens the arrays.
                """)

        @OptionGroup var source: DatasetInputArguments

        @Option(
            name: .shortAndLong, help: ArgumentHelp("The store's folder.", valueName: "folder"))
        var output: String

        @Option(
            help: ArgumentHelp(
                "Store this many levels. If omitted, halves down to 4 pixels or an odd side.",
                valueName: "count"))
        var levels: Int?

        @OptionGroup var threads: ThreadsArgument
        @OptionGroup var json: JSONArgument
        @OptionGroup var quiet: QuietArgument

        func validate() throws { try StoreRun.check(levels: levels) }

        func run() throws {
            let run = StoreRun(
                source: source, levels: levels, threads: threads.count, isQuiet: quiet.isRequested)
            let result = try run.build(try source.open(), at: output)
            if json.isRequested {
                print(try JSONOutput.line(for: result))
            } else if !quiet.isRequested {
                print(result.line)
            }
        }
    }
}

/// Builds stores for the commands that make some.
struct StoreRun {
    /// What a build did.
    struct Result: Encodable {
        let folder: String
        let count: Int
        let resumed: Int
        let levels: [String]
        let skipped: [String]
        let seconds: Double

        var line: String {
            let read = count + skipped.count - resumed
            let rate = read > 0 ? ", \((Double(read) / max(seconds, 1e-9)).shown) a second" : ""
            let earlier = resumed > 0 ? ", \(resumed) read before" : ""
            let lost = skipped.isEmpty ? "" : ", \(skipped.count) skipped"
            let images = count == 1 ? "1 image" : "\(count) images"
            return "\(folder)  \(images) of \(levels.joined(separator: ", "))"
                + "\(rate)\(earlier)\(lost)"
        }
    }

    let source: DatasetInputArguments
    let levels: Int?
    let threads: ThreadCount
    let isQuiet: Bool

    static func check(levels: Int?) throws {
        if let levels, !(1...16).contains(levels) {
            throw ValidationError("--levels must be between 1 and 16, not \(levels)")
        }
    }

    func build(_ set: any ImageSet, at folder: String) throws -> Result {
        let start = ContinuousClock.now
        let builder = StoreBuilder(
            set, source.preparation, levels: levels, skipsUnreadable: source.skipUnreadable,
            at: URL(filePath: folder, directoryHint: .isDirectory))
        let progress = ProgressReporter(total: set.count, unit: "images", isQuiet: isQuiet)
        var shown = 0
        defer { progress.finish() }
        let report = try builder.build(threads: threads) { done in
            while shown < done {
                progress.advance()
                shown += 1
            }
        }
        for problem in report.skipped { progress.printLine("dataset: skipped: \(problem)") }
        return Result(
            folder: folder, count: report.count, resumed: report.resumed,
            levels: report.sizes.map(\.description), skipped: report.skipped,
            seconds: start.duration(to: .now) / .seconds(1))
    }
}
