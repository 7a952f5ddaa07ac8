// SPDX-License-Identifier: Apache-2.0

/// From projections as the whole set normalises them to those as a resampled one does: less an
/// offset, times a gain above 0, which keeps their order.
struct RowCorrection: Sendable {
    private let offset: Double
    private let gain: Double

    /// Changes nothing.
    static let none = RowCorrection(offset: 0, gain: 1)

    fileprivate init(offset: Double, gain: Double) {
        self.offset = offset
        self.gain = gain
    }

    @inline(__always)
    func apply(_ value: Float) -> Double { (Double(value) - offset) * gain }
}

/// What a direction has of each channel.
struct ChannelSplit: Sendable {
    /// The sum of the components, by channel.
    fileprivate let sums: [Double]
    /// The sum of their squares, by channel; these add up to 1.
    fileprivate let squares: [Double]

    init(_ directions: Directions, _ direction: Int, channels: Int = 3) {
        let length = directions.length / channels
        let parts = (0..<channels).map { channel in
            (channel * length..<(channel + 1) * length).map {
                directions.component($0, of: direction)
            }
        }
        sums = parts.map { $0.reduce(0, +) }
        squares = parts.map { $0.reduce(0) { $0 + $1 * $1 } }
    }
}

/// How means and deviations of the channels change when images are drawn again.
///
/// A set in which a few images have most of the contrast has another deviation each time. The
/// measure divides it out, so the replicates must too, or their spread is several times too large.
struct NormalisationChange: Sendable {
    private let shifts: [Double]
    private let gains: [Double]

    /// Compares the statistics of a table with those of the images that were drawn.
    init(_ table: DescriptorTable, draws: [Int32]) {
        let images = draws.indices.flatMap { image in
            repeatElement(table.sums[image], count: Int(draws[image]))
        }
        let samples = table.patchesPerImage * table.length / 3
        let drawn = ChannelStatistics(
            images, order: Array(images.indices), samplesPerImage: samples)
        let old = table.statistics
        shifts = drawn.means.indices.map { (drawn.means[$0] - old.means[$0]) * old.scale[$0] }
        gains = drawn.means.indices.map { channel in
            drawn.isConstant[channel] || old.isConstant[channel]
                ? 1 : old.deviations[channel] / drawn.deviations[channel]
        }
    }

    /// The correction of the projections on one direction.
    ///
    /// Offsets are exact. The gains of the channels differ a little, and a projection is known as a
    /// whole only: it takes their mean, weighted by what the direction has of each channel.
    func correction(_ split: ChannelSplit) -> RowCorrection {
        RowCorrection(
            offset: zip(shifts, split.sums).reduce(0) { $0 + $1.0 * $1.1 },
            gain: zip(gains, split.squares).reduce(0) { $0 + $1.0 * $1.1 })
    }
}
