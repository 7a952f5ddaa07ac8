// SPDX-License-Identifier: Apache-2.0

public import Raster
internal import SeededRandom

/// The kernel distance of two sets of features ("KID"): the mean of the squared maximum mean
/// discrepancy over random subsets.
///
/// Lower is closer; unlike the Fréchet distance it is unbiased, so values below 0 occur for sets that
/// are alike. M. Bińkowski et al., "Demystifying MMD GANs", ICLR 2018.
public struct KernelDistance: Sendable {
    /// Whose rules are followed where programs differ: in how subsets are drawn.
    public enum Convention: String, Sendable, Hashable, Codable, CaseIterable {
        /// Subsets by a seed and the rows' contents, whatever their order; the size shrinks to that
        /// of the smaller set.
        case binkowski
        /// torch-fidelity: NumPy's legacy generator, seed 2020; too small sets are refused.
        case torchFidelity = "torch-fidelity"
    }

    /// Which estimate of the discrepancy of whole sets.
    public enum Estimate: String, Sendable, Hashable, Codable, CaseIterable {
        /// Pairs of a row with itself left out.
        case unbiased
        /// All pairs.
        case biased
        /// Pairs (i, i) between the sets left out too; for sets of one size.
        case uStatistic = "u-statistic"
    }

    /// Whose rules are followed.
    public let convention: Convention
    /// The kernel.
    public let kernel: FeatureKernel
    /// The number of subsets.
    public let subsets: Int
    /// The number of rows that a subset takes of each set.
    public let subsetSize: Int
    /// Where the random numbers start.
    public let seed: UInt64
    /// How many threads may work.
    public let threads: ThreadCount

    /// Creates a distance; the defaults are those of the paper's code.
    public init(
        _ convention: Convention = .binkowski, kernel: FeatureKernel = .cubic, subsets: Int = 100,
        subsetSize: Int = 1000, seed: UInt64 = 0, threads: ThreadCount = .allProcessors
    ) {
        precondition(subsets >= 1, "a mean needs at least one subset")
        precondition(subsetSize >= 2, "a subset needs at least two rows")
        self.convention = convention
        self.kernel = kernel
        self.subsets = subsets
        self.subsetSize = subsetSize
        self.seed = seed
        self.threads = threads
    }

    /// The discrepancy of each subset.
    ///
    /// - Throws: When the rows differ in length, or there are too few.
    /// - Complexity: O(subsets · subsetSize² · columns).
    public func distances(
        between first: ImageRows, and second: ImageRows
    ) throws(InceptionScoringError) -> [Double] {
        try Self.check(first, second)
        let size = try size(for: first, second)
        let choices = choices(first, second, size: size)
        var values = [Double](repeating: 0, count: subsets)
        unsafe values.withUnsafeMutableBufferPointer { buffer in
            let target = unsafe SharedPointer(buffer.baseAddress.unsafelyUnwrapped)
            threads.forEach(below: subsets) { subset in
                let (mine, theirs) = choices[subset]
                unsafe target.base[subset] =
                    MaximumMeanDiscrepancy(
                        first.doubles(mine), second.doubles(theirs), features: first.columns,
                        kernel: kernel
                    ).unbiased
            }
        }
        return values
    }

    /// The discrepancy of the whole sets, without subsets.
    ///
    /// - Throws: When the rows differ in length, or in number for the U-statistic.
    /// - Complexity: O(rows² · columns), and as much memory as there are pairs.
    public static func wholeSets(
        _ first: ImageRows, _ second: ImageRows, kernel: FeatureKernel = .cubic,
        estimate: Estimate = .unbiased
    ) throws(InceptionScoringError) -> Double {
        try check(first, second)
        let measure = MaximumMeanDiscrepancy(
            first.doubles(0..<first.count), second.doubles(0..<second.count),
            features: first.columns, kernel: kernel)
        switch estimate {
        case .unbiased: return measure.unbiased
        case .biased: return measure.biased
        case .uStatistic:
            guard first.count == second.count else {
                throw InceptionScoringError(
                    place: second.name,
                    problem: "it has \(second.count) rows, \(first.name) \(first.count)",
                    remedy: "give sets of one size for the U-statistic")
            }
            return measure.uStatistic
        }
    }

    /// The number of rows that a subset really takes.
    func size(for first: ImageRows, _ second: ImageRows) throws(InceptionScoringError) -> Int {
        let smaller = first.count <= second.count ? first : second
        guard smaller.count < subsetSize else { return subsetSize }
        guard convention == .binkowski else {
            throw InceptionScoringError(
                place: smaller.name,
                problem: "it has \(smaller.count) rows, a subset \(subsetSize)",
                remedy: "take smaller subsets or more images")
        }
        return smaller.count
    }

    private func choices(
        _ first: ImageRows, _ second: ImageRows, size: Int
    ) -> [(first: [Int], second: [Int])] {
        switch convention {
        case .binkowski:
            let orders = (first.contentOrder(seed: seed), second.contentOrder(seed: seed))
            return (0..<subsets).map { subset in
                let stream = RandomStream(seed: seed) / "subsets" / subset
                var mine = (stream / "first").generator()
                var theirs = (stream / "second").generator()
                return (
                    mine.permutation(of: first.count).prefix(size).map { orders.0[$0] },
                    theirs.permutation(of: second.count).prefix(size).map { orders.1[$0] }
                )
            }
        case .torchFidelity:
            var random = LegacyNumPyRandom(seed: InceptionScore.torchFidelitySeed)
            return (0..<subsets).map { _ in
                let mine = Array(random.permutation(of: first.count).prefix(size))
                let theirs = Array(random.permutation(of: second.count).prefix(size))
                return (mine, theirs)
            }
        }
    }

    static func check(_ first: ImageRows, _ second: ImageRows) throws(InceptionScoringError) {
        guard first.columns == second.columns else {
            throw InceptionScoringError(
                place: second.name,
                problem: "its rows have \(second.columns) numbers, those of \(first.name) "
                    + "\(first.columns)",
                remedy: "compare what one network computed")
        }
        for rows in [first, second] where rows.count < 2 {
            throw InceptionScoringError(
                place: rows.name, problem: "there is one row", remedy: "give at least two images")
        }
    }
}
