// SPDX-License-Identifier: Apache-2.0

import Raster
import Testing

@Suite struct SampleStatisticsTests {
    /// Against sums in order, at sizes around the width of a vector.
    @Test(arguments: [1, 2, 7, 8, 9, 16, 31, 250]) func theyAreThoseOfThePlainSums(_ count: Int) {
        let samples = (0..<count).map { Float(($0 * 7919) % 1000) / 7 - 60 }
        let statistics = Plane(width: count, height: 1, samples: samples).statistics
        let wide = samples.map(Double.init)
        let mean = wide.reduce(0, +) / Double(count)
        let meanSquare = wide.reduce(0) { $0 + $1 * $1 } / Double(count)
        #expect(statistics.least == samples.min() && statistics.greatest == samples.max())
        // Double precision in another order: a few of its steps at the size of the terms.
        #expect(abs(statistics.mean - mean) <= 90 * 0x1p-50)
        #expect(abs(statistics.meanSquare - meanSquare) <= 8100 * 0x1p-50)
    }

    /// Extremes pass over NaN, wherever it lies; moments do not.
    @Test(arguments: [0, 3, 7, 8, 11]) func numbersThatAreNone(_ place: Int) {
        var samples = (0..<12).map { Float($0) }
        samples[place] = .nan
        let statistics = Plane(width: 12, height: 1, samples: samples).statistics
        #expect(statistics.least == (place == 0 ? 1 : 0))
        #expect(statistics.greatest == (place == 11 ? 10 : 11))
        #expect(statistics.mean.isNaN && statistics.meanSquare.isNaN)
    }
}
