// SPDX-License-Identifier: Apache-2.0

/// Extremes and moments of the samples of a plane.
package struct SampleStatistics: Sendable, Equatable {
    /// The least value; NaNs are passed over.
    package let least: Float
    /// The greatest value; NaNs are passed over.
    package let greatest: Float
    /// The mean; NaN if a sample is.
    package let mean: Double
    /// The mean of the squares; NaN if a sample is.
    package let meanSquare: Double
}

extension Plane {
    /// Extremes and moments in one pass, the sums in double precision.
    package var statistics: SampleStatistics {
        unsafe withUnsafeSamples { samples in
            // Eight sums side by side: one would wait for the addition before it at every sample.
            var least = SIMD8<Float>(repeating: .infinity)
            var greatest = SIMD8<Float>(repeating: -.infinity)
            var sum = SIMD8<Double>.zero
            var squares = SIMD8<Double>.zero
            let count = size.area
            let whole = count & ~7
            for index in stride(from: 0, to: whole, by: 8) {
                let values = unsafe UnsafeRawPointer(samples + index)
                    .loadUnaligned(as: SIMD8<Float>.self)
                // A comparison with NaN is false, which keeps the value that was there.
                least.replace(with: values, where: values .< least)
                greatest.replace(with: values, where: values .> greatest)
                let wide = SIMD8<Double>(values)
                sum += wide
                squares += wide * wide
            }
            var statistics = (
                least: least.min(), greatest: greatest.max(), sum: sum.sum(),
                squares: squares.sum()
            )
            for index in whole..<count {
                let value = unsafe samples[index]
                statistics.least = Float.minimum(statistics.least, value)
                statistics.greatest = Float.maximum(statistics.greatest, value)
                statistics.sum += Double(value)
                statistics.squares += Double(value) * Double(value)
            }
            return SampleStatistics(
                least: statistics.least, greatest: statistics.greatest,
                mean: statistics.sum / Double(count),
                meanSquare: statistics.squares / Double(count))
        }
    }
}
