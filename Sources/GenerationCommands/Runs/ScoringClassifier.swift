// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import Classifiers

/// `--classifier FILE`: a network that scores generated images by their classes.
struct ScoringClassifier: ParsableArguments {
    @Option(
        name: .customLong("classifier"),
        help: ArgumentHelp(
            """
            Score images by the classes that the classifier in this file of weights sees as well: its \
            inception score over all images; what `inception-score --weights` takes.
            """, valueName: "file"))
    var path: String?

    /// The file, for a run to remember; nil where none was asked for.
    ///
    /// - Throws: When its weights cannot be read.
    func checkedPath() throws -> String? {
        if let path { _ = try NetworkClassifier(weights: path) }
        return path
    }

    /// The network; nil where none was asked for.
    ///
    /// - Parameter remembered: The file that a run names, for a run that goes on.
    /// - Returns: The network, with its weights.
    /// - Throws: When its weights cannot be read.
    func opened(orElse remembered: String? = nil) throws -> NetworkClassifier? {
        try (path ?? remembered).map { try NetworkClassifier(weights: $0) }
    }
}
