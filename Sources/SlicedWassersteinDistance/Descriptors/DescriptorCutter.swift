// SPDX-License-Identifier: Apache-2.0

internal import Pyramids
internal import Raster

/// Cuts patches out of one level of a batch.
///
/// A descriptor's samples are ordered by channel, then column, then row: the published program stores
/// patches transposed, and a seeded run depends on it.
struct DescriptorCutter: Sendable {
    let protocolOfMeasure: SlicingProtocol
    let threads: ThreadCount

    /// One level of the Laplacian pyramid of each image, level 0 the finest; the coarsest level is
    /// the low-pass residual.
    func level(_ level: Int, of levelCount: Int, _ images: ImageBatch) -> ImageBatch {
        let executor = BatchExecutor(threads: threads)
        var current = images
        for _ in 0..<level { current = executor.reduce(current) }
        return level == levelCount - 1 ? current : executor.split(current).band
    }

    /// Writes the descriptors of a batch's patches one after the other.
    ///
    /// - Parameters:
    ///   - level: The images at the level, grey or RGB (a grey channel is taken three times).
    ///   - centres: The patches of the first image, then those of the second, and so on.
    ///   - target: Room for `centres.count` descriptors; nil where only the sums are wanted.
    /// - Returns: The sums of each image and channel.
    func cut(
        _ level: ImageBatch, _ centres: PatchCentres, into target: UnsafeMutablePointer<Float>?
    ) -> [[ChannelSums]] {
        let patches = protocolOfMeasure.patchesPerImage
        let side = protocolOfMeasure.patchSize
        let length = protocolOfMeasure.descriptorLength
        let size = level.size
        let channels = level.channels.count
        var sums = [[ChannelSums]](
            repeating: [ChannelSums](repeating: ChannelSums(), count: 3), count: level.count)
        unsafe level.stack.withUnsafeSamples { samples in
            unsafe sums.withUnsafeMutableBufferPointer { sums in
                let shared = unsafe Shared(samples: samples, target: target, sums: sums)
                threads.forEach(below: level.count) { image in
                    let buffer = AlignedSamples(
                        uninitializedCount: unsafe shared.target == nil ? length : 0)
                    var parts = [ChannelSums](repeating: ChannelSums(), count: 3)
                    for patch in (image * patches)..<((image + 1) * patches) {
                        let left = Int(centres.x[patch]) - side / 2
                        let top = Int(centres.y[patch]) - side / 2
                        var next =
                            unsafe shared.target.map { unsafe $0 + patch * length }
                            ?? buffer.base
                        for channel in 0..<3 {
                            let plane = image * channels + min(channel, channels - 1)
                            let corner =
                                unsafe shared.samples + plane * size.area + top * size.width + left
                            unsafe LevelImages.cut(
                                corner, rowStride: size.width, side: side, into: next)
                            unsafe parts[channel].add(next, count: side * side)
                            unsafe next += side * side
                        }
                    }
                    unsafe shared.sums[image] = parts
                }
            }
        }
        return sums
    }

    /// Pointers that cross to other threads: each image's part is written by one of them.
    @unsafe private struct Shared: @unchecked Sendable {
        let samples: UnsafePointer<Float>
        let target: UnsafeMutablePointer<Float>?
        let sums: UnsafeMutableBufferPointer<[ChannelSums]>
    }
}
