// SPDX-License-Identifier: Apache-2.0

internal import CommandSupport
internal import InceptionScoring
internal import Raster
internal import Scoring

#if NETWORKS
    internal import Classifiers
    internal import Datasets
    internal import Foundation
    internal import Tensors

    /// The sets of a command: files of rows, or images that a classifier makes rows of.
    ///
    /// A classifier looks at each set once, however many scores are asked for.
    final class ClassifiedSets {
        private let classifier: NetworkClassifier?
        private let reader: ReadableSet
        private let threads: ThreadCount
        private let isQuiet: Bool
        private var seen: [String: ClassifierEvidence] = [:]

        /// Prepares for the sets at some paths.
        ///
        /// - Throws: When the weights cannot be read, or no set holds images for them.
        init(
            _ paths: String..., seenBy arguments: ClassifierArguments, threads: ThreadCount,
            isQuiet: Bool
        ) throws {
            if let weights = arguments.weights, paths.allSatisfy(RowFiles.areRows) {
                throw ToolFailure(
                    "\(weights): there are no images to look at; leave --weights out to score rows")
            }
            classifier = try arguments.weights.map { weights in
                try NetworkClassifier(
                    weights: weights, resizing: arguments.resizeRule?.value,
                    precision: arguments.double ? .float64 : .float32)
            }
            reader = ReadableSet(
                for: "inception-score", arguments.reading, threads: threads, isQuiet: isQuiet)
            self.threads = threads
            self.isQuiet = isQuiet
        }

        /// The rows of a set.
        func rows(_ path: String, as kind: RowKind?) throws -> ImageRows {
            guard let classifier, !RowFiles.areRows(path) else {
                return try RowFiles.rows(path, as: kind)
            }
            let evidence = try evidence(path, classifier)
            return kind == .features ? try evidence.features() : try evidence.logits()
        }

        /// The rows or the statistics of a set.
        func source(_ path: String, as kind: RowKind) throws -> FeatureSource {
            guard classifier != nil, !RowFiles.areRows(path) else {
                return try RowFiles.source(path, as: kind)
            }
            return .rows(try rows(path, as: kind))
        }

        /// What the rows of a set for the inception score are, where that is known.
        func kind(_ path: String) -> RowKind? {
            classifier != nil && !RowFiles.areRows(path) ? .logits : nil
        }

        /// Which rows that a score can be computed from there are of a set beside features.
        func classKind(_ path: String) throws -> RowKind? {
            try kind(path) ?? RowFiles.classKind(path)
        }

        /// The report with what must be said of the classifier that the numbers are from.
        func described(_ report: ScoreReport) -> ScoreReport {
            classifier.map { report.described(by: $0) } ?? report
        }

        private func evidence(
            _ path: String, _ classifier: NetworkClassifier
        ) throws -> ClassifierEvidence {
            if let evidence = seen[path] { return evidence }
            let set = try reader.open(path)
            let progress = ProgressReporter(total: set.count, unit: "images", isQuiet: isQuiet)
            defer { progress.finish() }
            let evidence = try classifier.evidence(of: set, name: path, threads: threads) {
                progress.advance(by: $0)
            }
            seen[path] = evidence
            return evidence
        }
    }
#else
    /// The sets of a command: files of rows.
    ///
    /// Images need a classifier, and that needs LibTorch.
    final class ClassifiedSets {
        init(
            _ paths: String..., seenBy arguments: ClassifierArguments, threads: ThreadCount,
            isQuiet: Bool
        ) throws {
            if arguments.weights != nil { throw ToolFailure.withoutLibTorch("--weights needs") }
        }

        /// The rows of a set.
        func rows(_ path: String, as kind: RowKind?) throws -> ImageRows {
            try RowFiles.rows(path, as: kind)
        }

        /// The rows or the statistics of a set.
        func source(_ path: String, as kind: RowKind) throws -> FeatureSource {
            try RowFiles.source(path, as: kind)
        }

        /// Files do not say it of all their rows.
        func kind(_ path: String) -> RowKind? { nil }

        /// Which rows that a score can be computed from there are of a set beside features.
        func classKind(_ path: String) throws -> RowKind? { try RowFiles.classKind(path) }

        /// The report as it is.
        func described(_ report: ScoreReport) -> ScoreReport { report }
    }

    extension ToolFailure {
        /// What a command over networks says in a build that has none.
        static func withoutLibTorch(_ need: String) -> ToolFailure {
            ToolFailure(
                "\(need) LibTorch, and this build has none; run Tools/setup and build again")
        }
    }
#endif
