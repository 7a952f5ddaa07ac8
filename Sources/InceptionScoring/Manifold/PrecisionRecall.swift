// SPDX-License-Identifier: Apache-2.0

public import Raster

/// How much of a generated set lies among the real images, and how much of the real set the generated
/// images reach.
///
/// Each set is taken as the union of spheres around its rows, which reach to the k-th nearest other
/// row of the same set.
///
/// - precision: the share of generated rows in a real sphere; recall: the share of real rows in a
///   generated one (T. Kynkäänniemi et al., "Improved precision and recall metric for assessing
///   generative models", NeurIPS 2019);
/// - density: in how many real spheres a generated row is, over k; coverage: the share of real
///   spheres that hold a generated row (M. F. Naeem et al., "Reliable fidelity and diversity metrics
///   for generative models", ICML 2020).
///
/// Distances are exact in double precision wherever they decide.
public struct PrecisionRecall: Sendable, Hashable {
    /// Whether a row on the surface of a sphere is in it.
    public enum Convention: String, Sendable, Hashable, Codable, CaseIterable {
        /// It is, as in the authors' code, StyleGAN's and torch-fidelity.
        case kynkaanniemi
        /// It is not, as in prdc, the code of density and coverage.
        case prdc
    }

    /// The share of generated rows among the real ones.
    public let precision: Double
    /// The share of real rows among the generated ones.
    public let recall: Double
    /// The mean number of real spheres around a generated row, over k; may exceed 1.
    public let density: Double
    /// The share of real spheres that hold a generated row.
    public let coverage: Double

    /// Compares two sets.
    ///
    /// - Parameters:
    ///   - generated: The features of the generated images.
    ///   - real: Those of real images, best as many.
    ///   - neighbours: k: 3 in the paper of precision and recall, 5 in that of density and coverage.
    ///   - convention: Whether a row on the surface of a sphere is in it, for precision and recall;
    ///     for density and coverage it never is.
    ///   - threads: How many threads may work; the result does not depend on it.
    /// - Throws: When the rows differ in length, or a set has not more than `neighbours` rows.
    /// - Complexity: O((generated + real)² · columns); memory grows with the rows alone.
    public init(
        generated: ImageRows, real: ImageRows, neighbours: Int = 3,
        convention: Convention = .kynkaanniemi, threads: ThreadCount = .allProcessors
    ) throws(InceptionScoringError) {
        try self.init(
            Manifolds(
                generated: generated, real: real, neighbours: neighbours, threads: threads),
            convention: convention)
    }

    init(_ manifolds: Manifolds, convention: Convention) {
        let members = SphereMembership(
            generated: manifolds.generated, generatedRadii: manifolds.generatedRadii,
            real: manifolds.real, realRadii: manifolds.realRadii, threads: manifolds.threads)
        let generatedCount = Double(manifolds.generated.count)
        let realCount = Double(manifolds.real.count)
        func share(_ flags: [Bool]) -> Double { Double(flags.count(where: \.self)) / realCount }
        let spheres: [Int]
        switch convention {
        case .kynkaanniemi:
            spheres = members.realSpheres
            recall = share(members.isInGeneratedSphere)
        case .prdc:
            spheres = members.realSpheresStrictly
            recall = share(members.isInGeneratedSphereStrictly)
        }
        precision = Double(spheres.count { $0 > 0 }) / generatedCount
        density =
            Double(members.realSpheresStrictly.reduce(0, +)) / generatedCount
            / Double(manifolds.neighbours)
        coverage = share(members.isCovered)
    }

    /// 2 P R / (P + R); 0 where both are.
    public var fScore: Double {
        precision + recall > 0 ? 2 * precision * recall / (precision + recall) : 0
    }
}
