// SPDX-License-Identifier: Apache-2.0

public import Scoring

extension KernelDistance {
    /// The distance of two sets, ready to publish.
    ///
    /// - Parameters:
    ///   - first: The rows of one set.
    ///   - second: Those of the other.
    ///   - kind: What they are.
    /// - Returns: The mean over subsets and its standard error.
    /// - Throws: As ``distances(between:and:)``.
    public func report(
        of first: ImageRows, and second: ImageRows, as kind: RowKind = .features
    ) throws(InceptionScoringError) -> ScoreReport {
        let values = try distances(between: first, and: second)
        let size = try size(for: first, second)
        let moments = RunningMoments(values)
        let squares = values.reduce(0) { $0 + ($1 - moments.mean) * ($1 - moments.mean) }
        let spread = (squares / Double(values.count)).squareRoot()
        var warnings: [String] = []
        if size < subsetSize {
            warnings.append(
                "the smaller set has \(size) images, so each subset takes \(size) instead of "
                    + "\(subsetSize)")
        }
        return ScoreReport(
            name: "kernel distance, \(first.columns) \(kind.rawValue)",
            values: [
                .init(
                    name: "kernel distance", value: moments.mean,
                    uncertainty: moments.standardError.map {
                        Uncertainty(standardError: $0, source: .repeats)
                    }),
                .init(name: "standard deviation of subsets", value: spread),
            ],
            counts: [
                .init(name: "images of the first set", count: first.count),
                .init(name: "images of the second set", count: second.count),
                .init(name: "subsets", count: subsets),
                .init(name: "images a subset", count: size),
            ],
            seed: convention == .binkowski ? seed : nil,
            settings: [
                .init(name: "match", value: convention.rawValue),
                .init(name: "kernel", value: kernel.description),
            ], warnings: warnings)
    }
}

extension FeatureKernel: CustomStringConvertible {
    /// The formula: "(x·y/d + 1)^3".
    public var description: String {
        switch self {
        case .polynomial(let degree, let gamma, let offset):
            "(\(gamma.map { "\($0) x·y" } ?? "x·y/d") + \(offset))^\(degree)"
        case .gaussian(let sigma): "exp(-|x-y|²/(2·\(sigma)²))"
        }
    }
}
