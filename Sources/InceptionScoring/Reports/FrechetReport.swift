// SPDX-License-Identifier: Apache-2.0

public import Raster
public import Scoring
internal import SeededRandom

/// What to say of the Fréchet distance of two sets.
public struct FrechetReport: Sendable {
    /// By what the covariance divides.
    public let convention: FrechetDistance.Convention
    /// Whether to extrapolate to endless generated images.
    public let extrapolates: Bool
    /// How many bootstrap replicates to draw; 0 for none.
    public let replicates: Int
    /// Where the random numbers start.
    public let seed: UInt64
    /// How many threads may work.
    public let threads: ThreadCount

    /// Creates the description of a report.
    public init(
        _ convention: FrechetDistance.Convention = .pytorchFID, extrapolates: Bool = false,
        bootstrap replicates: Int = 0, seed: UInt64 = 0, threads: ThreadCount = .allProcessors
    ) {
        precondition(replicates != 1, "a spread needs two replicates")
        self.convention = convention
        self.extrapolates = extrapolates
        self.replicates = replicates
        self.seed = seed
        self.threads = threads
    }

    /// Compares two sets.
    ///
    /// - Parameters:
    ///   - first: The generated set, where it matters: extrapolating takes parts of it.
    ///   - second: The real set.
    ///   - kind: What the rows are.
    /// - Returns: The distance, with what was asked for beside it.
    /// - Throws: When the sets cannot be compared, or saved statistics are to be drawn from.
    public func report(
        of first: FeatureSource, and second: FeatureSource, as kind: RowKind = .features
    ) throws(InceptionScoringError) -> ScoreReport {
        let statistics = (
            try first.statistics(threads: threads), try second.statistics(threads: threads)
        )
        let distance = try FrechetDistance(
            between: statistics.0, and: statistics.1, convention: convention, threads: threads)
        let interval = try interval(distance, first, second, fixed: statistics.1)
        var values = [
            ScoreReport.Value(
                name: "Fréchet distance", value: distance.value,
                uncertainty: interval.map {
                    Uncertainty(standardError: $0.standardError, source: .bootstrap)
                })
        ]
        values += interval?.values ?? []
        if extrapolates { values.append(try limit(first, statistics.1)) }
        values.append(.init(name: "of the means", value: distance.meanTerm))
        values.append(.init(name: "of the spreads", value: distance.value - distance.meanTerm))
        let counts = [("first", statistics.0.count), ("second", statistics.1.count)]
        return ScoreReport(
            name: "Fréchet distance, \(statistics.0.columns) \(kind.rawValue)", values: values,
            counts: counts.compactMap { name, count in
                count.map { ScoreReport.Count(name: "images of the \(name) set", count: $0) }
            },
            seed: extrapolates || replicates > 0 ? seed : nil, settings: settings,
            warnings: [statistics.0, statistics.1].compactMap(SetWarnings.fewForDistance))
    }

    private var settings: [ScoreReport.Setting] {
        var settings = [ScoreReport.Setting(name: "match", value: convention.rawValue)]
        if replicates > 0 {
            settings.append(.init(name: "bootstrap", value: String(replicates)))
        }
        return settings
    }

    private func limit(
        _ first: FeatureSource, _ reference: FeatureStatistics
    ) throws(InceptionScoringError) -> ScoreReport.Value {
        let line = try FrechetExtrapolation(
            of: try first.rows(for: "extrapolating"), against: reference, convention: convention,
            seed: seed, threads: threads)
        return .init(
            name: "Fréchet distance at infinity", value: line.limit,
            uncertainty: Uncertainty(standardError: line.standardError, source: .sampling))
    }

    /// Replicates draw as many images of each set again; saved statistics stay as they are.
    private func interval(
        _ distance: FrechetDistance, _ first: FeatureSource, _ second: FeatureSource,
        fixed: FeatureStatistics
    ) throws(InceptionScoringError) -> BootstrapInterval? {
        guard replicates > 0 else { return nil }
        let rows = try first.rows(for: "drawing again")
        let order = rows.contentOrder(seed: seed)
        var values: [Double] = []
        for replicate in 0..<replicates {
            let stream = RandomStream(seed: seed) / "bootstrap" / replicate
            let again = FeatureStatistics(
                rows, order: Self.drawn(order, stream / "first"), threads: threads)
            var reference = fixed
            if case .rows(let others) = second {
                reference = FeatureStatistics(
                    others,
                    order: Self.drawn(others.contentOrder(seed: seed), stream / "second"),
                    threads: threads)
            }
            values.append(
                try FrechetDistance(
                    between: again, and: reference, convention: convention, threads: threads
                ).value)
        }
        return BootstrapInterval(estimate: distance.value, replicates: values)
    }

    private static func drawn(_ order: [Int], _ stream: RandomStream) -> [Int] {
        var random = stream.generator()
        return order.map { _ in order[random.index(below: order.count)] }
    }
}
