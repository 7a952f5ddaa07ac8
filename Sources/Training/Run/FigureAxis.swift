// SPDX-License-Identifier: Apache-2.0

internal import Foundation

/// A range of values with round numbers on it.
struct FigureAxis {
    let ticks: [Double]

    init(_ values: [Double]) {
        var least = values.min() ?? 0
        var greatest = values.max() ?? 1
        if greatest - least <= 1e-9 * max(abs(least), abs(greatest)) {
            // One value stands in the middle of the figure.
            let margin = max(abs(least) / 2, 1e-6)
            (least, greatest) = (least - margin, greatest + margin)
        }
        let rough = (greatest - least) / 4
        let power = pow(10, log10(rough).rounded(.down))
        let step = [1, 2, 5].map { $0 * power }.first { $0 >= rough } ?? 10 * power
        let start = (least / step).rounded(.down)
        let end = (greatest / step).rounded(.up)
        ticks = (0...Int(end - start)).map { (start + Double($0)) * step }
    }

    /// Where a value lies, from 0 to 1.
    func share(_ value: Double) -> Double {
        (value - ticks[0]) / (ticks[ticks.count - 1] - ticks[0])
    }
}
