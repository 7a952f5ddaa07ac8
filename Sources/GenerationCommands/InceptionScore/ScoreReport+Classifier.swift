// SPDX-License-Identifier: Apache-2.0

#if NETWORKS
    internal import Classifiers
    internal import Raster
    internal import Scoring

    extension ScoreReport {
        /// The report with the classifier that the numbers are from.
        ///
        /// A stand-in's inception score is called a classifier score, and a note says that its numbers
        /// compare only with its own.
        func described(by classifier: NetworkClassifier) -> ScoreReport {
            let isStandIn = classifier.identity.standing == .standIn
            func named(_ text: String) -> String {
                isStandIn && text.hasPrefix("inception score")
                    ? "classifier score" + text.dropFirst("inception score".count) : text
            }
            let note =
                "the classifier is a stand-in: these numbers compare only with others of the same "
                + "weights, not with published scores"
            let size = classifier.input.size
            return ScoreReport(
                name: "\(named(name)), \(classifier.name)",
                values: values.map {
                    Value(
                        name: named($0.name), value: $0.value, unit: $0.unit,
                        uncertainty: $0.uncertainty)
                },
                counts: counts, seed: seed,
                settings: settings + [
                    Setting(name: "weights", value: String(classifier.identity.digest.prefix(16))),
                    Setting(
                        name: "images",
                        value: "\(classifier.input.channels.rawValue) \(size) by "
                            + classifier.input.resizing.rawValue),
                ], warnings: warnings + (isStandIn ? [note] : []), version: version)
        }
    }
#endif
