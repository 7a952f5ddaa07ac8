// SPDX-License-Identifier: Apache-2.0

internal import CBLAS
internal import SeededRandom

/// How much an inception score would change with other images of the same kind.
///
/// Each replicate gives each image a random weight, how often it would be drawn in a new sample:
/// Poisson(1), which needs no second pass (J. A. Hanley and B. MacGibbon, "Creating
/// non-parametric bootstrap samples using Poisson frequencies", 2006). All replicates are one matrix
/// product of weights and probabilities.
struct ScoreBootstrap {
    let replicates: Int
    let seed: UInt64

    /// The mean score over the splits in each replicate.
    func means(
        of images: ClassDistributions, order: [Int], ranges: [Range<Int>]
    ) -> [Double] {
        var means = [Double](repeating: 0, count: replicates)
        for (split, range) in ranges.enumerated() {
            let scores = scores(of: images, rows: range.map { order[$0] }, split: split)
            for index in means.indices { means[index] += scores[index] / Double(ranges.count) }
        }
        return means
    }

    private func scores(of images: ClassDistributions, rows: [Int], split: Int) -> [Double] {
        _ = Factorisation.onCallingThread
        let classes = images.classCount
        var random = (RandomStream(seed: seed) / "bootstrap" / split).generator()
        var sums = [Double](repeating: 0, count: replicates * classes)
        var entropies = [Double](repeating: 0, count: replicates)
        var counts = [Double](repeating: 0, count: replicates)
        for start in stride(from: 0, to: rows.count, by: Self.block) {
            let block = rows[start..<min(start + Self.block, rows.count)].map { images[$0] }
            let weights = (0..<block.count * replicates).map { _ in Self.poisson(&random) }
            let probabilities = block.flatMap(\.probabilities)
            unsafe cblas_dgemm(
                CblasRowMajor, CblasTrans, CblasNoTrans, blasint(replicates), blasint(classes),
                blasint(block.count), 1, weights, blasint(replicates), probabilities,
                blasint(classes), 1, &sums, blasint(classes))
            for (row, image) in block.enumerated() {
                for index in 0..<replicates {
                    let weight = weights[row * replicates + index]
                    entropies[index] += weight * image.negativeEntropy
                    counts[index] += weight
                }
            }
        }
        return (0..<replicates).map { index in
            // All weights 0 is possible for a split of a few images: then it has seen nothing.
            counts[index] == 0
                ? 1
                : SplitEvidence.score(
                    probabilitySums: sums[index * classes..<(index + 1) * classes],
                    negativeEntropies: entropies[index], count: counts[index])
        }
    }

    private static let block = 256

    /// A Poisson number of mean 1, by inverting its distribution function; one draw.
    private static func poisson(_ random: inout SplitMix64) -> Double {
        var rest = random.uniform() - 0.36787944117144233
        var term = 0.36787944117144233
        var value = 0.0
        while rest >= 0 && value < 20 {
            value += 1
            term /= value
            rest -= term
        }
        return value
    }
}
