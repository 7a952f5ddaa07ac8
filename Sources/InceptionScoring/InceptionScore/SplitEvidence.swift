// SPDX-License-Identifier: Apache-2.0

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

/// What one split of a set adds up to: enough for its score, in a few numbers a class.
///
/// ln score = mean Σ p ln p − Σ q ln q with q the mean of the rows, which equals
/// mean KL(p ‖ q).
struct SplitEvidence: Sendable {
    private var probabilitySums: [Double]
    private var negativeEntropies = 0.0
    private var hasZero = false
    private(set) var count = 0

    init(classCount: Int) { probabilitySums = [Double](repeating: 0, count: classCount) }

    mutating func add(_ row: ClassDistributions.Row) {
        for index in probabilitySums.indices { probabilitySums[index] += row.probabilities[index] }
        negativeEntropies += row.negativeEntropy
        hasZero = hasZero || row.hasZero
        count += 1
    }

    mutating func merge(_ other: SplitEvidence) {
        for index in probabilitySums.indices {
            probabilitySums[index] += other.probabilitySums[index]
        }
        negativeEntropies += other.negativeEntropies
        hasZero = hasZero || other.hasZero
        count += other.count
    }

    /// The score of the split.
    ///
    /// - Parameter plainLogarithm: Whether a probability of 0 spoils it (0 · ln 0 is not a number),
    ///   as in the programs that do not look out for it.
    /// - Returns: At least 1, at most the number of classes.
    func score(plainLogarithm: Bool = false) -> Double {
        if plainLogarithm && hasZero { return .nan }
        return Self.score(
            probabilitySums: probabilitySums, negativeEntropies: negativeEntropies,
            count: Double(count))
    }

    /// The score of sums over `count` images, which need not be whole when images are weighted.
    static func score(
        probabilitySums: some Sequence<Double>, negativeEntropies: Double, count: Double
    ) -> Double {
        var entropyOfMean = 0.0
        for sum in probabilitySums where sum > 0 {
            let mean = sum / count
            entropyOfMean -= mean * log(mean)
        }
        return exp(negativeEntropies / count + entropyOfMean)
    }
}
