// SPDX-License-Identifier: Apache-2.0

public import Raster

/// The Fréchet distance between two sets of features, taken as normal distributions ("FID" with the
/// 2048 features of Inception-v3).
///
///     |m₁ − m₂|² + tr S₁ + tr S₂ − 2 tr (S₁ S₂)^½
///
/// Lower is closer. M. Heusel et al., "GANs trained by a two time-scale update rule converge to a
/// local Nash equilibrium", NeurIPS 2017. With S = Fᵀ F the last trace is the sum of the singular
/// values of F₁ F₂ᵀ: no matrix root, no complex numbers, and exact where S is singular.
public struct FrechetDistance: Sendable, Hashable {
    /// By what the covariance divides.
    public enum Convention: String, Sendable, Hashable, Codable, CaseIterable {
        /// One less than the number of images: pytorch-fid, TTUR, clean-fid, torch-fidelity.
        case pytorchFID = "pytorch-fid"
        /// The number of images: StyleGAN2-ADA and 3. Smaller by a factor 1 − 1/N in the spread.
        case stylegan
    }

    /// |m₁ − m₂|².
    public let meanTerm: Double
    /// tr S₁.
    public let firstTrace: Double
    /// tr S₂.
    public let secondTrace: Double
    /// tr (S₁ S₂)^½.
    public let crossTrace: Double

    /// The distance; never below 0.
    public var value: Double { max(meanTerm + firstTrace + secondTrace - 2 * crossTrace, 0) }

    /// Compares two sets.
    ///
    /// - Parameters:
    ///   - first: The statistics of one set.
    ///   - second: Those of the other; the distance is symmetric.
    ///   - convention: By what the covariance divides.
    ///   - threads: How many threads may work; the result does not depend on it.
    /// - Throws: When the sets do not have as many features, or the convention needs a number of
    ///   images that a file does not tell.
    /// - Complexity: O(columns³), less for fewer images than columns.
    public init(
        between first: FeatureStatistics, and second: FeatureStatistics,
        convention: Convention = .pytorchFID, threads: ThreadCount = .allProcessors
    ) throws(InceptionScoringError) {
        guard first.columns == second.columns else {
            throw InceptionScoringError(
                place: second.name,
                problem: "it has \(second.columns) features, \(first.name) \(first.columns)",
                remedy: "compare what one network computed")
        }
        let scales = (try first.scale(convention), try second.scale(convention))
        meanTerm = zip(first.mean, second.mean).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
        firstTrace = first.factor.reduce(0) { $0 + $1 * $1 } * scales.0
        secondTrace = second.factor.reduce(0) { $0 + $1 * $1 } * scales.1
        let product = MatrixProduct.transposed(
            first.factor, rows: first.factorRows, second.factor, rows: second.factorRows,
            inner: first.columns, threads: threads)
        crossTrace =
            SingularValues.sum(of: product, rows: first.factorRows, columns: second.factorRows)
            * (scales.0 * scales.1).squareRoot()
    }
}

extension FeatureStatistics {
    /// The factor that makes Fᵀ F a covariance.
    fileprivate func scale(
        _ convention: FrechetDistance.Convention
    ) throws(InceptionScoringError) -> Double {
        switch convention {
        case .pytorchFID: return covarianceScale
        case .stylegan:
            guard let count else {
                throw InceptionScoringError(
                    place: name,
                    problem: "these statistics do not tell their number of images, by which this "
                        + "convention divides",
                    remedy: "give the features, or follow pytorch-fid")
            }
            return 1 / Double(count)
        }
    }
}
