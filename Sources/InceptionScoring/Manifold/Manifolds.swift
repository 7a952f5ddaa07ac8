// SPDX-License-Identifier: Apache-2.0

public import Raster

/// Two sets of features as unions of spheres: each row's reaches to its k-th nearest other row.
public struct Manifolds: Sendable {
    let generated: BoundedRows
    let real: BoundedRows
    /// Squared radii.
    let generatedRadii: [Double]
    let realRadii: [Double]
    /// k.
    public let neighbours: Int
    let threads: ThreadCount

    /// Computes the radii of both sets.
    ///
    /// - Parameters:
    ///   - generated: The features of the generated images.
    ///   - real: Those of real images.
    ///   - neighbours: k, at least 1.
    ///   - threads: How many threads may work.
    /// - Throws: When the rows differ in length, or a set has not more than `neighbours` rows.
    public init(
        generated: ImageRows, real: ImageRows, neighbours: Int,
        threads: ThreadCount = .allProcessors
    ) throws(InceptionScoringError) {
        precondition(neighbours >= 1, "a sphere reaches to a neighbour at least")
        guard generated.columns == real.columns else {
            throw InceptionScoringError(
                place: real.name,
                problem: "its rows have \(real.columns) numbers, those of \(generated.name) "
                    + "\(generated.columns)",
                remedy: "compare what one network computed")
        }
        for rows in [generated, real] where rows.count <= neighbours {
            throw InceptionScoringError(
                place: rows.name,
                problem: "\(rows.count) rows have no neighbour number \(neighbours)",
                remedy: "give more images or fewer neighbours")
        }
        let centre = BoundedRows.centre(generated, real)
        self.generated = BoundedRows(generated, centre: centre)
        self.real = BoundedRows(real, centre: centre)
        self.neighbours = neighbours
        self.threads = threads
        generatedRadii = NeighbourRadii.squared(
            of: self.generated, neighbours: neighbours, threads: threads)
        realRadii = NeighbourRadii.squared(
            of: self.real, neighbours: neighbours, threads: threads)
    }

    /// Precision, recall, density and coverage.
    public func precisionRecall(
        _ convention: PrecisionRecall.Convention = .kynkaanniemi
    ) -> PrecisionRecall {
        PrecisionRecall(self, convention: convention)
    }

    /// How real each generated row looks: the greatest radius over distance among real spheres; 1 or
    /// more for a row within one, infinite for a copy of a real row.
    ///
    /// Kynkäänniemi et al., equation 3. Spheres with a radius above the median are left out, as the
    /// paper has it: they would call far-off rows real.
    ///
    /// - Parameter usingAllSpheres: Whether to leave none out, as the published code does. (It also
    ///   prints the square of the ratio.)
    /// - Returns: A ratio for each generated row, in their order.
    public func realism(usingAllSpheres: Bool = false) -> [Double] {
        var radii = realRadii
        if !usingAllSpheres {
            let sorted = radii.map { $0.squareRoot() }.sorted()
            let middle = sorted.count / 2
            let median =
                sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
            for index in radii.indices where radii[index].squareRoot() > median {
                radii[index] = -1
            }
        }
        return RealismSearch.ratios(
            of: generated, among: real, squaredRadii: radii, threads: threads
        ).map { $0.squareRoot() }
    }
}
