// SPDX-License-Identifier: Apache-2.0

public import Scoring

extension InceptionScore {
    /// The score of a set, ready to publish.
    ///
    /// - Parameters:
    ///   - rows: Probabilities or logits, one row an image.
    ///   - kind: Which of the two; nil looks whether each row is a distribution.
    ///   - replicates: How many bootstrap replicates to draw for the standard error and a 95 %
    ///     interval; 0 for none, else at least 2.
    ///   - classifier: The network that the rows are from, if known; the report's name says it.
    /// - Returns: The score, its spread and the score of each split.
    /// - Throws: As ``scores(of:as:)``.
    public func report(
        of rows: ImageRows, as kind: RowKind? = nil, bootstrap replicates: Int = 0,
        classifier: String? = nil
    ) throws(InceptionScoringError) -> ScoreReport {
        let kind = kind ?? ClassDistributions.likelyKind(of: rows)
        let images = try ClassDistributions(rows, as: kind, renormalising: convention.renormalises)
        let order = order(of: rows)
        let scores = try scores(of: images, order: order, name: rows.name)
        var interval: BootstrapInterval?
        if replicates > 0, scores.mean.isFinite {
            interval = BootstrapInterval(
                estimate: scores.mean,
                replicates: ScoreBootstrap(replicates: replicates, seed: seed).means(
                    of: images, order: order,
                    ranges: convention.ranges(count: images.count, splits: splits)))
        }
        return ScoreReport(
            name: "inception score, \(classifier ?? "\(rows.columns) classes")",
            values: values(scores, interval),
            counts: [
                .init(name: "images", count: rows.count),
                .init(name: "classes", count: rows.columns),
                .init(name: "splits", count: scores.values.count),
            ],
            seed: (isShuffled && convention.order != .legacyNumPy) || replicates > 0 ? seed : nil,
            settings: settings(kind, replicates), warnings: warnings(images, scores))
    }

    private func values(
        _ scores: SplitScores, _ interval: BootstrapInterval?
    ) -> [ScoreReport.Value] {
        var values = [
            ScoreReport.Value(
                name: "inception score", value: scores.mean,
                uncertainty: interval.map {
                    Uncertainty(standardError: $0.standardError, source: .bootstrap)
                })
        ]
        if let deviation = scores.standardDeviation {
            values.append(.init(name: "standard deviation of splits", value: deviation))
        }
        if let interval { values += interval.values }
        values.append(.init(name: "all images in one split", value: scores.wholeSet))
        if scores.values.count > 1 {
            for (index, value) in scores.values.enumerated() {
                values.append(.init(name: "split \(index)", value: value))
            }
        }
        return values
    }

    private func settings(_ kind: RowKind, _ replicates: Int) -> [ScoreReport.Setting] {
        var settings = [
            ScoreReport.Setting(name: "match", value: convention.rawValue),
            .init(name: "input", value: kind.rawValue),
            .init(name: "order", value: isShuffled ? "shuffled" : "file"),
        ]
        if replicates > 0 {
            settings.append(.init(name: "bootstrap", value: String(replicates)))
        }
        return settings
    }

    private func warnings(_ images: ClassDistributions, _ scores: SplitScores) -> [String] {
        var warnings: [String] = []
        if scores.mean.isNaN {
            warnings.append(
                "a probability is 0, where this convention has no number; salimans counts it as 0")
        }
        if let few = SetWarnings.fewForScore(images.count, splits: scores.values.count) {
            warnings.append(few)
        }
        if !isShuffled, scores.values.count > 1, let ordered = SetWarnings.classOrdered(images) {
            warnings.append(ordered)
        }
        return warnings
    }
}

extension BootstrapInterval {
    /// The ends of the interval as numbers of a report.
    var values: [ScoreReport.Value] {
        [
            .init(name: "95 % interval, low", value: low),
            .init(name: "95 % interval, high", value: high),
        ]
    }
}
