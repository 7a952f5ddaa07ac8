// SPDX-License-Identifier: Apache-2.0

internal import Foundation

/// The length of the overlapping blocks of a spectral convolution.
///
/// A transform of P samples gives P − taps + 1 results. Long blocks waste fewer, short ones stay in
/// cache and cost fewer steps a sample; powers of two are the fastest of all.
enum BlockLength {
    /// A choice for one axis: blocks of `transform` samples, `results` of each kept.
    struct Choice: Hashable {
        let transform: Int
        let results: Int
        /// Work for each result of the axis, in arbitrary units.
        let cost: Double
    }

    private static let powers = (5...12).map { 1 << $0 }

    // Other lengths than powers of two take about this much longer by estimated plans.
    private static let smoothPenalty = 1.6

    /// The candidates for an axis of `count` results; `longest` is the longest power of two that
    /// fits the cache.
    static func choices(taps: Int, count: Int, longest: Int) -> [Choice] {
        let whole = FastLength.atLeast(count + taps - 1)
        var lengths = powers.filter { $0 >= 2 * taps && $0 <= longest }
        if lengths.isEmpty || whole <= longest { lengths.append(whole) }
        if let power = powers.first(where: { $0 >= count + taps - 1 }), !lengths.contains(power) {
            lengths.append(power)
        }
        return lengths.map { length in
            let results = min(count, length - taps + 1)
            let blocks = (count + results - 1) / results
            let isPower = length & (length - 1) == 0
            let steps = 2 + log2(Double(length)) * (isPower ? 1 : smoothPenalty)
            return Choice(
                transform: length, results: results,
                cost: Double(blocks * length) * steps / Double(count))
        }
    }

    /// The cheapest block of an axis.
    static func best(taps: Int, count: Int, longest: Int) -> Choice {
        let all = choices(taps: taps, count: count, longest: longest)
        return all.dropFirst().reduce(all[0]) { $1.cost < $0.cost ? $1 : $0 }
    }
}
