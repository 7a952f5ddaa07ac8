// SPDX-License-Identifier: Apache-2.0

public import Scoring

extension PrecisionRecall {
    /// The four shares, ready to publish.
    ///
    /// - Parameters:
    ///   - manifolds: What they were computed from.
    ///   - convention: By which rule.
    ///   - kind: What the rows are.
    /// - Returns: The shares with their standard errors.
    public func report(
        of manifolds: Manifolds, convention: Convention, as kind: RowKind = .features
    ) -> ScoreReport {
        let (generated, real) = (manifolds.generated.count, manifolds.real.count)
        func share(_ name: String, _ value: Double, of count: Int) -> ScoreReport.Value {
            // A share of independent rows, with the other set's spheres taken as they are.
            let error = (value * (1 - value) / Double(count)).squareRoot()
            return .init(
                name: name, value: value,
                uncertainty: Uncertainty(standardError: error, source: .sampling))
        }
        var warnings: [String] = []
        if generated != real {
            warnings.append(
                "the sets have \(generated) and \(real) images: spheres of the smaller set are "
                    + "larger, so precision and recall are not comparable with each other")
        }
        let radii = [("generated", manifolds.generatedRadii), ("real", manifolds.realRadii)]
        for (name, radii) in radii {
            let copies = radii.count { $0 == 0 }
            if copies > 0 {
                warnings.append(
                    "\(copies) \(name) images have \(manifolds.neighbours) copies or more: their "
                        + "spheres hold nothing else")
            }
        }
        return ScoreReport(
            name: "precision and recall, \(manifolds.real.columns) \(kind.rawValue)",
            values: [
                share("precision", precision, of: generated), share("recall", recall, of: real),
                .init(name: "F score", value: fScore), .init(name: "density", value: density),
                share("coverage", coverage, of: real),
            ],
            counts: [
                .init(name: "generated images", count: generated),
                .init(name: "real images", count: real),
                .init(name: "neighbours", count: manifolds.neighbours),
            ],
            settings: [.init(name: "match", value: convention.rawValue)], warnings: warnings)
    }
}
