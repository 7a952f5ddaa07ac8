// SPDX-License-Identifier: Apache-2.0

/// The standard error and 95 % interval that replicates of a score give.
struct BootstrapInterval: Sendable, Hashable {
    let standardError: Double
    let low: Double
    let high: Double

    /// Creates the interval of an estimate.
    ///
    /// It is the basic one, 2θ − q₀.₉₇₅ … 2θ − q₀.₀₂₅: these scores are biased in small samples, and
    /// replicates are biased once more, which an interval of their plain quantiles would keep.
    /// B. Efron and R. Tibshirani, "An introduction to the bootstrap", 1993.
    init(estimate: Double, replicates: [Double]) {
        precondition(replicates.count > 1, "an interval needs at least two replicates")
        let mean = replicates.reduce(0, +) / Double(replicates.count)
        let squares = replicates.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
        standardError = (squares / Double(replicates.count - 1)).squareRoot()
        let sorted = replicates.sorted()
        func quantile(_ share: Double) -> Double {
            let place = share * Double(sorted.count - 1)
            let lower = Int(place)
            let upper = min(lower + 1, sorted.count - 1)
            return sorted[lower] + (sorted[upper] - sorted[lower]) * (place - Double(lower))
        }
        low = 2 * estimate - quantile(0.975)
        high = 2 * estimate - quantile(0.025)
    }
}
