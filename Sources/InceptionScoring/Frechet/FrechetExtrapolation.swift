// SPDX-License-Identifier: Apache-2.0

public import Raster
internal import SeededRandom

/// What the Fréchet distance would be with endless generated images.
///
/// The distance of N images is too large by a term in 1/N. Distances of random parts of the set, at
/// sizes evenly between min(5000, N/10) and N, are fitted by a line in 1/N, whose value at 0 is the
/// estimate. M. J. Chong and D. Forsyth, "Effectively unbiased FID and inception score and where to
/// find them", CVPR 2020.
public struct FrechetExtrapolation: Sendable, Hashable {
    /// The sizes of the parts.
    public let sizes: [Int]
    /// The distance of each part.
    public let distances: [Double]
    /// The distance at 1/N = 0.
    public let limit: Double
    /// The standard error of the line there.
    public let standardError: Double

    /// Extrapolates the distance of a set from fixed statistics.
    ///
    /// - Parameters:
    ///   - generated: The features of the set.
    ///   - reference: The statistics that it is compared with.
    ///   - points: The number of sizes.
    ///   - convention: By what the covariance divides.
    ///   - seed: Where the random parts start.
    ///   - threads: How many threads may work; the result does not depend on it.
    /// - Throws: When there are fewer than 20 rows, or what ``FrechetDistance`` throws.
    public init(
        of generated: ImageRows, against reference: FeatureStatistics, points: Int = 15,
        convention: FrechetDistance.Convention = .pytorchFID, seed: UInt64 = 0,
        threads: ThreadCount = .allProcessors
    ) throws(InceptionScoringError) {
        precondition(points >= 3, "a line with an error needs three points")
        guard generated.count >= 20 else {
            throw InceptionScoringError(
                place: generated.name,
                problem: "\(generated.count) images are too few to see how the distance falls",
                remedy: "give at least 20, better thousands")
        }
        let order = generated.contentOrder(seed: seed)
        let least = Double(min(5000, generated.count / 10))
        var sizes: [Int] = []
        var distances: [Double] = []
        for point in 0..<points {
            let share = Double(point) / Double(points - 1)
            let size = Int((least + (Double(generated.count) - least) * share).rounded())
            var random = (RandomStream(seed: seed) / "parts" / point).generator()
            let chosen = random.permutation(of: generated.count).prefix(size).map { order[$0] }
            let part = FeatureStatistics(generated, order: chosen, threads: threads)
            sizes.append(size)
            distances.append(
                try FrechetDistance(
                    between: part, and: reference, convention: convention, threads: threads
                ).value)
        }
        self.sizes = sizes
        self.distances = distances
        (limit, standardError) = Self.intercept(sizes.map { 1 / Double($0) }, distances)
    }

    /// The least-squares line's value at 0, and its standard error.
    private static func intercept(_ x: [Double], _ y: [Double]) -> (Double, Double) {
        let count = Double(x.count)
        let meanX = x.reduce(0, +) / count
        let meanY = y.reduce(0, +) / count
        let spread = x.reduce(0) { $0 + ($1 - meanX) * ($1 - meanX) }
        let slope = zip(x, y).reduce(0) { $0 + ($1.0 - meanX) * ($1.1 - meanY) } / spread
        let value = meanY - slope * meanX
        let residuals = zip(x, y).reduce(0) { sum, point in
            let rest = point.1 - value - slope * point.0
            return sum + rest * rest
        }
        let variance = residuals / (count - 2) * (1 / count + meanX * meanX / spread)
        return (value, variance.squareRoot())
    }
}
