// SPDX-License-Identifier: Apache-2.0

public import Raster
public import SeededRandom

extension LevelDistance {
    /// The sliced Wasserstein distance of two sets of points as they are, without images, patches or
    /// normalisation: what POT calls `sliced_wasserstein_distance`, with the same directions for
    /// the same seed.
    ///
    /// - Parameters:
    ///   - a: The first set, point by point.
    ///   - b: The second set; it may be of another size.
    ///   - dimensions: The numbers of a point.
    ///   - directions: How many directions are drawn.
    ///   - order: The power of the differences.
    ///   - random: What the directions are drawn from.
    ///   - memory: The bytes that projections may take.
    ///   - threads: How many threads may work.
    /// - Complexity: O(points × directions × dimensions)
    public init(
        ofPoints a: [Float], and b: [Float], dimensions: Int, directions: Int,
        order: WassersteinOrder = .first, drawingFrom random: inout LegacyNumPyRandom,
        memory: Int = 1 << 30, threads: ThreadCount = .allProcessors
    ) {
        precondition(
            dimensions > 0 && !a.isEmpty && !b.isEmpty && a.count % dimensions == 0
                && b.count % dimensions == 0, "sets hold whole points of \(dimensions) numbers")
        let directions = Directions(length: dimensions, count: directions, from: &random)
        do throws(SlicedWassersteinError) {
            try self.init(
                of: DescriptorTable(points: a, length: dimensions),
                and: DescriptorTable(points: b, length: dimensions), along: directions,
                order: order, rowMemory: memory, threads: threads)
        } catch {
            preconditionFailure("points in memory are read without files: \(error)")
        }
    }
}

extension DescriptorTable {
    /// Points in memory, which are not normalised.
    init(points: [Float], length: Int) {
        let samples = AlignedSamples(uninitializedCount: points.count)
        unsafe points.withUnsafeBufferPointer { source in
            guard let base = source.baseAddress else { return }
            unsafe samples.base.update(from: base, count: source.count)
        }
        let count = points.count / length
        self.init(
            segments: [Segment(count: count, place: .memory(samples, offset: 0))], length: length,
            patchesPerImage: 1, sums: [[ChannelSums]](repeating: [], count: count),
            statistics: ChannelStatistics(means: [0], deviations: [1], isConstant: [false]),
            copies: [UInt8](repeating: 1, count: count))
    }
}
