// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import CommandSupport
internal import InceptionScoring
internal import Scoring

#if canImport(FoundationEssentials)
    internal import FoundationEssentials
#else
    internal import Foundation
#endif

/// Reads what the commands compare: a file, or a folder whose files are shards of one set.
enum RowFiles {
    /// The rows of a set.
    ///
    /// - Throws: When a file cannot be read, or the shards do not go together.
    static func rows(_ path: String, as kind: RowKind?) throws -> ImageRows {
        let files = try files(path)
        var rows = try ImageRows(contentsOf: URL(filePath: files[0]), as: kind)
        for file in files.dropFirst() {
            try rows.merge(try ImageRows(contentsOf: URL(filePath: file), as: kind))
        }
        if files.count > 1 { rows = rows.named(path) }
        if kind == .probabilities { try rows.checkProbabilities() }
        return rows
    }

    /// The rows or the statistics of a set.
    static func source(_ path: String, as kind: RowKind?) throws -> FeatureSource {
        let files = try files(path)
        guard files.count > 1 else {
            let source = try FeatureSource(contentsOf: URL(filePath: files[0]), as: kind)
            if case .rows(let rows) = source, kind == .probabilities {
                try rows.checkProbabilities()
            }
            return source
        }
        return .rows(try rows(path, as: kind))
    }

    /// Which rows that a score can be computed from the set's files hold beside features.
    static func classKind(_ path: String) throws -> RowKind? {
        guard let file = try files(path).first else { return nil }
        let kinds = try ImageRows.kinds(in: URL(filePath: file))
        return [.logits, .probabilities].first { kinds.contains($0) }
    }

    /// Whether a path holds rows and not images: a file of rows or a folder of such files.
    static func areRows(_ path: String) -> Bool {
        let found = InputExpansion(fileExtensions: ["npy", "npz"], isRecursive: false)
            .files(for: [path])
        return found.files.first.map { ImageRows.areIn(URL(filePath: $0.path)) } ?? false
    }

    private static func files(_ path: String) throws -> [String] {
        let found = InputExpansion(fileExtensions: ["npy", "npz"], isRecursive: false)
            .files(for: [path])
        if let problem = found.problems.first {
            guard try DirectoryListing.isFolder(path) else { throw problem }
            throw ToolFailure("\(problem.message); for images give --weights")
        }
        return found.files.map(\.path)
    }
}

/// `--input`: what the rows of two sets are.
struct FeatureInputArgument: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "What the rows are. In a .npz file, the array of this name is taken.",
            valueName: "kind"))
    var input = NamedChoice(RowKind.features)
}

/// `--bootstrap`: how often to draw the images again.
struct BootstrapArgument: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Draw the images again this many times, for a standard error and a 95 % interval.",
            valueName: "count"))
    var bootstrap: Int?

    var replicates: Int { bootstrap ?? 0 }

    func validate() throws {
        if let bootstrap, bootstrap < 2 {
            throw ValidationError("--bootstrap must be at least 2, not \(bootstrap)")
        }
    }
}

extension JSONArgument {
    /// Prints a report as it was asked for.
    func show(_ report: ScoreReport) throws {
        if isRequested { return print(try JSONOutput.line(for: report)) }
        print(ScoreTable.text(report), terminator: "")
    }
}
