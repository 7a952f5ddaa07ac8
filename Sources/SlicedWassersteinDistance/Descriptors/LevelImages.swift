// SPDX-License-Identifier: Apache-2.0

internal import Raster

/// The images of one level, from which patches are cut when they are needed.
///
/// Patches overlap: on the coarser levels the images take a fraction of the memory of their
/// descriptors, and lie in the cache.
struct LevelImages: Sendable {
    /// (N, C, H, W), and behind them as much as a SIMD load may read too far.
    let samples: AlignedSamples
    let size: ImageSize
    /// 1 or 3; a grey channel is taken three times.
    let channels: Int
    let centres: PatchCentres
    let patchesPerImage: Int
    /// The side of a patch.
    let side: Int

    static let slack = 16

    /// The floats that images take.
    static func sampleCount(images: Int, channels: Int, size: ImageSize) -> Int {
        images * channels * size.area + slack
    }

    /// Where an image begins.
    func base(ofPatch patch: Int) -> UnsafePointer<Float> {
        unsafe UnsafePointer(samples.base) + patch / patchesPerImage * channels * size.area
    }

    /// From the beginning of the image of patch `first` to the upper left sample of another patch.
    func offset(ofPatch patch: Int, from first: Int) -> Int {
        let images = patch / patchesPerImage - first / patchesPerImage
        let left = Int(centres.x[patch]) - side / 2
        let top = Int(centres.y[patch]) - side / 2
        return images * channels * size.area + top * size.width + left
    }

    /// From the beginning of an image to one of the three channels.
    func offset(ofChannel channel: Int) -> Int { min(channel, channels - 1) * size.area }

    /// Fetches the images of some patches, which are read in order.
    func lookahead(_ patches: Range<Int>, steps: Int) -> Lookahead {
        let imageCount =
            (patches.upperBound - 1) / patchesPerImage - patches.lowerBound / patchesPerImage + 1
        let perImage = channels * size.area
        return unsafe Lookahead(
            base(ofPatch: patches.lowerBound), count: imageCount * perImage, steps: steps,
            lead: 2 * perImage)
    }

    /// Writes descriptors one after the other.
    func cut(_ patches: Range<Int>, into target: UnsafeMutablePointer<Float>) {
        var next = unsafe target
        for patch in patches {
            let corner = unsafe base(ofPatch: patch) + offset(ofPatch: patch, from: patch)
            for channel in 0..<3 {
                unsafe Self.cut(
                    corner + offset(ofChannel: channel), rowStride: size.width, side: side,
                    into: next)
                unsafe next += side * side
            }
        }
    }

    /// Writes one channel of a patch, column by column.
    @inline(__always)
    static func cut(
        _ corner: UnsafePointer<Float>, rowStride: Int, side: Int,
        into target: UnsafeMutablePointer<Float>
    ) {
        var next = unsafe target
        for x in 0..<side {
            for y in 0..<side { unsafe next[y] = corner[y &* rowStride &+ x] }
            unsafe next += side
        }
    }
}
