// SPDX-License-Identifier: Apache-2.0

internal import Raster

/// Cuts one level's descriptors of an archive, into memory or into a file.
struct DescriptorTableBuilder {
    let cutter: DescriptorCutter
    let level: Int
    let levelCount: Int

    /// The descriptors and sums of all images of an archive.
    ///
    /// - Parameters:
    ///   - archive: The images.
    ///   - centres: The patches of some images, by their range in the archive.
    ///   - inMemory: Whether the descriptors stay in memory.
    /// - Returns: The descriptors in the order of the archive, and the sums by image and channel.
    /// - Throws: When a temporary file cannot be read or written.
    func build(
        _ archive: ImageArchive, centres: (Range<Int>) -> PatchCentres, inMemory: Bool
    ) throws(SlicedWassersteinError) -> (DescriptorTable.Segment, [[ChannelSums]]) {
        let length = cutter.protocolOfMeasure.descriptorLength
        let patches = cutter.protocolOfMeasure.patchesPerImage
        let imageCount = archive.blocks.reduce(0) { $0 + $1.count }
        let count = imageCount * patches
        var sums: [[ChannelSums]] = []
        sums.reserveCapacity(imageCount)
        if inMemory {
            let samples = AlignedSamples(uninitializedCount: count * length)
            for block in archive.blocks {
                let first = sums.count
                let images = try archive.images(of: block)
                sums += unsafe cutter.cut(
                    cutter.level(level, of: levelCount, images),
                    centres(first..<(first + block.count)),
                    into: samples.base + first * patches * length)
            }
            return (
                DescriptorTable.Segment(count: count, place: .memory(samples, offset: 0)), sums
            )
        }
        let file = try OffsetFile(temporaryIn: OffsetFile.temporaryFolder)
        let imageBytes = patches * length * MemoryLayout<Float>.stride
        let largest = archive.blocks.map(\.count).max() ?? 0
        let buffer = AlignedSamples(uninitializedCount: largest * patches * length)
        for block in archive.blocks {
            let first = sums.count
            let images = try archive.images(of: block)
            sums += unsafe cutter.cut(
                cutter.level(level, of: levelCount, images),
                centres(first..<(first + block.count)), into: buffer.base)
            try unsafe file.write(
                UnsafeRawBufferPointer(start: buffer.base, count: block.count * imageBytes),
                at: first * imageBytes)
        }
        return (DescriptorTable.Segment(count: count, place: .file(file, offset: 0)), sums)
    }
}
