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
    ///   - centres: The patches of all images.
    ///   - inMemory: Whether the descriptors stay in memory.
    /// - Returns: The descriptors in the order of the archive, and the sums by image and channel.
    /// - Throws: When a temporary file cannot be read or written.
    func build(
        _ archive: ImageArchive, centres: PatchCentres, inMemory: Bool
    ) throws(SlicedWassersteinError) -> (DescriptorTable.Segment, [[ChannelSums]]) {
        guard inMemory else { return try buildInFile(archive, centres) }
        let size = try cutter.protocolOfMeasure.levelSizes(of: archive.size)[level]
        return Self.keepsImages(cutter.protocolOfMeasure, size, channels: archive.channels.count)
            ? try buildImages(archive, centres, size) : try buildInMemory(archive, centres)
    }

    /// Whether the images of a level take less memory than their descriptors.
    static func keepsImages(
        _ measured: SlicingProtocol, _ size: ImageSize, channels: Int
    ) -> Bool {
        size.area * channels < measured.patchesPerImage * measured.descriptorLength
    }

    private func buildImages(
        _ archive: ImageArchive, _ centres: PatchCentres, _ size: ImageSize
    ) throws(SlicedWassersteinError) -> (DescriptorTable.Segment, [[ChannelSums]]) {
        let channels = archive.channels.count
        let samples = AlignedSamples(
            uninitializedCount: LevelImages.sampleCount(
                images: archive.imageCount, channels: channels, size: size))
        let sums = try cutAll(archive, centres) { bands, first, centres in
            unsafe bands.stack.withUnsafeSamples { source in
                unsafe (samples.base + first * channels * size.area).update(
                    from: source, count: bands.stack.size.area)
            }
            return unsafe cutter.cut(bands, centres, into: nil)
        }
        let images = LevelImages(
            samples: samples, size: size, channels: channels, centres: centres,
            patchesPerImage: cutter.protocolOfMeasure.patchesPerImage,
            side: cutter.protocolOfMeasure.patchSize)
        return (
            DescriptorTable.Segment(count: centres.count, place: .images(images, offset: 0)), sums
        )
    }

    private func buildInMemory(
        _ archive: ImageArchive, _ centres: PatchCentres
    ) throws(SlicedWassersteinError) -> (DescriptorTable.Segment, [[ChannelSums]]) {
        let length = cutter.protocolOfMeasure.descriptorLength
        let patches = cutter.protocolOfMeasure.patchesPerImage
        let samples = AlignedSamples(uninitializedCount: centres.count * length)
        let sums = try cutAll(archive, centres) { bands, first, centres in
            unsafe cutter.cut(bands, centres, into: samples.base + first * patches * length)
        }
        return (
            DescriptorTable.Segment(count: centres.count, place: .memory(samples, offset: 0)), sums
        )
    }

    private func buildInFile(
        _ archive: ImageArchive, _ centres: PatchCentres
    ) throws(SlicedWassersteinError) -> (DescriptorTable.Segment, [[ChannelSums]]) {
        let file = try OffsetFile(temporaryIn: OffsetFile.temporaryFolder)
        let length = cutter.protocolOfMeasure.descriptorLength
        let patches = cutter.protocolOfMeasure.patchesPerImage
        let imageBytes = patches * length * MemoryLayout<Float>.stride
        let largest = archive.blocks.map(\.count).max() ?? 0
        let buffer = AlignedSamples(uninitializedCount: largest * patches * length)
        let sums = try cutAll(archive, centres) {
            (bands, first, centres) throws(SlicedWassersteinError) in
            let sums = unsafe cutter.cut(bands, centres, into: buffer.base)
            try unsafe file.write(
                UnsafeRawBufferPointer(start: buffer.base, count: bands.count * imageBytes),
                at: first * imageBytes)
            return sums
        }
        return (
            DescriptorTable.Segment(count: centres.count, place: .file(file, offset: 0)), sums
        )
    }

    /// Decomposes the blocks of an archive one after the other and hands out the level of each, the
    /// index of its first image and its patches.
    private func cutAll(
        _ archive: ImageArchive, _ centres: PatchCentres,
        _ cut: (ImageBatch, Int, PatchCentres) throws(SlicedWassersteinError) -> [[ChannelSums]]
    ) throws(SlicedWassersteinError) -> [[ChannelSums]] {
        let patches = cutter.protocolOfMeasure.patchesPerImage
        var sums: [[ChannelSums]] = []
        sums.reserveCapacity(archive.imageCount)
        for block in archive.blocks {
            let first = sums.count
            let images = try archive.images(of: block, threads: cutter.threads)
            sums += try cut(
                cutter.level(level, of: levelCount, images), first,
                centres[(first * patches)..<((first + block.count) * patches)])
        }
        return sums
    }
}
