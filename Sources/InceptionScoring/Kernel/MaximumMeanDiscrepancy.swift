// SPDX-License-Identifier: Apache-2.0

internal import Raster

/// The squared maximum mean discrepancy of two samples: how far apart their means are in the space
/// of a kernel.
///
/// A. Gretton et al., "A kernel two-sample test", JMLR 2012, equations 3 to 5.
struct MaximumMeanDiscrepancy: Sendable {
    private let within: (first: KernelSum, second: KernelSum)
    private let between: KernelSum
    private let counts: (first: Double, second: Double)

    /// The sum of a kernel over all pairs, and over the pairs (i, i).
    struct KernelSum: Sendable {
        var all = 0.0
        var diagonal = 0.0
    }

    /// Compares rows given one after the other, on the calling thread.
    init(_ first: [Double], _ second: [Double], features: Int, kernel: FeatureKernel) {
        func pairs(_ a: [Double], _ b: [Double]) -> KernelSum {
            let products = MatrixProduct.transposed(
                a, rows: a.count / features, b, rows: b.count / features, inner: features)
            let sums = kernel.sums(
                products: products,
                squares: (Self.squares(a, features), Self.squares(b, features)),
                features: features)
            return KernelSum(all: sums.all, diagonal: sums.diagonal)
        }
        within = (pairs(first, first), pairs(second, second))
        between = pairs(first, second)
        counts = (Double(first.count / features), Double(second.count / features))
    }

    private static func squares(_ rows: [Double], _ features: Int) -> [Double] {
        stride(from: 0, to: rows.count, by: features).map { start in
            rows[start..<start + features].reduce(0) { $0 + $1 * $1 }
        }
    }

    /// Pairs of a row with itself left out: 0 on average for samples of one distribution, and so
    /// below 0 half of the time.
    var unbiased: Double {
        let (n, m) = counts
        return (within.first.all - within.first.diagonal) / (n * (n - 1))
            + (within.second.all - within.second.diagonal) / (m * (m - 1))
            - 2 * between.all / (n * m)
    }

    /// All pairs: never below 0.
    var biased: Double {
        let (n, m) = counts
        return within.first.all / (n * n) + within.second.all / (m * m) - 2 * between.all / (n * m)
    }

    /// Pairs (i, i) between the samples left out too; for samples of one size.
    var uStatistic: Double {
        let n = counts.first
        return
            (within.first.all - within.first.diagonal + within.second.all
            - within.second.diagonal - 2 * (between.all - between.diagonal)) / (n * (n - 1))
    }
}
