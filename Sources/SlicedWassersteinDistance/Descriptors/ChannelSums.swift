// SPDX-License-Identifier: Apache-2.0

/// What one image's patches contribute to the statistics of one channel of a set.
package struct ChannelSums: Sendable, Hashable {
    /// The sum of the samples.
    package var sum = 0.0
    /// The sum of their squares.
    package var squares = 0.0
    /// The least sample.
    package var least = Float.infinity
    /// The greatest sample.
    package var greatest = -Float.infinity

    /// Adds the samples of one patch.
    @inline(__always)
    mutating func add(_ samples: UnsafePointer<Float>, count: Int) {
        var sums = SIMD8<Double>.zero
        var squaredSums = SIMD8<Double>.zero
        var low = SIMD8<Float>(repeating: least)
        var high = SIMD8<Float>(repeating: greatest)
        let raw = unsafe UnsafeRawPointer(samples)
        let whole = count / 8
        for index in 0..<whole {
            let eight = unsafe raw.loadUnaligned(
                fromByteOffset: index &* 32, as: SIMD8<Float>.self)
            let wide = SIMD8<Double>(eight)
            sums += wide
            squaredSums.addProduct(wide, wide)
            low.replace(with: eight, where: eight .< low)
            high.replace(with: eight, where: eight .> high)
        }
        least = low.min()
        greatest = high.max()
        sum += sums.sum()
        squares += squaredSums.sum()
        for index in (whole * 8)..<count {
            let value = unsafe samples[index]
            sum += Double(value)
            squares += Double(value) * Double(value)
            least = min(least, value)
            greatest = max(greatest, value)
        }
    }
}

/// The mean and standard deviation of each channel over all patches of a set at one level.
package struct ChannelStatistics: Sendable, Hashable {
    /// One mean a channel.
    package let means: [Double]
    /// One population standard deviation a channel.
    package let deviations: [Double]
    /// Whether the channel has one value throughout; it is then left out of the measure.
    package let isConstant: [Bool]

    /// Samples whose spread is below this share of white are taken for constant: expanding and
    /// subtracting a constant image of floats leaves rounding errors of that order.
    private static let leastSpread: Float = 255 * 1e-6

    /// Statistics that are known.
    init(means: [Double], deviations: [Double], isConstant: [Bool]) {
        self.means = means
        self.deviations = deviations
        self.isConstant = isConstant
    }

    /// Combines the images' sums, in the order of their names so that the order in which images came
    /// makes no difference.
    ///
    /// - Parameters:
    ///   - sums: By image and channel.
    ///   - order: The images' indices in the order of their names.
    ///   - samplesPerImage: The samples of one channel of the patches of one image.
    init(_ sums: [[ChannelSums]], order: [Int], samplesPerImage: Int) {
        let count = Double(sums.count * samplesPerImage)
        var means: [Double] = []
        var deviations: [Double] = []
        var isConstant: [Bool] = []
        for channel in 0..<3 {
            var total = ChannelSums()
            for image in order {
                let part = sums[image][channel]
                total.sum += part.sum
                total.squares += part.squares
                total.least = min(total.least, part.least)
                total.greatest = max(total.greatest, part.greatest)
            }
            let mean = total.sum / count
            means.append(mean)
            deviations.append(max(0, total.squares / count - mean * mean).squareRoot())
            isConstant.append(total.greatest - total.least <= Self.leastSpread)
        }
        self.init(means: means, deviations: deviations, isConstant: isConstant)
    }

    /// What a centred sample of each channel is multiplied with: 1 / deviation, or 0.
    var scale: [Double] {
        deviations.indices.map { isConstant[$0] ? 0 : 1 / deviations[$0] }
    }
}
