// SPDX-License-Identifier: Apache-2.0

internal import Raster

/// The images of a set as they came, from which each level's descriptors are cut in turn.
///
/// Samples of 8-bit files are kept as bytes, others as floats; the whole lies in memory until it
/// passes a limit, and in a temporary file from then on.
struct ImageArchive: Sendable {
    /// Images that came together and are decomposed together.
    struct Block: Sendable {
        let count: Int
        let isBytes: Bool
        let offset: Int
        let byteCount: Int
    }

    let size: ImageSize
    let channels: ChannelLayout
    private(set) var blocks: [Block] = []
    private var memory: [UInt8] = []
    private var file: OffsetFile?
    private var end = 0
    private let limit: Int

    /// Creates an archive that keeps at most `limit` bytes in memory.
    init(size: ImageSize, channels: ChannelLayout, limit: Int) {
        self.size = size
        self.channels = channels
        self.limit = limit
    }

    /// Images are decomposed in blocks of about this many samples.
    private static let blockSamples = 1 << 21

    /// How many images a block holds at most.
    var imagesPerBlock: Int { max(1, Self.blockSamples / (size.area * 3)) }

    /// The number of images.
    var imageCount: Int { blocks.reduce(0) { $0 + $1.count } }

    /// The number of bytes that lie in memory.
    var residentBytes: Int { memory.count }

    /// Adds at most ``imagesPerBlock`` images of the archive's size and channels, in 0…255.
    ///
    /// - Parameters:
    ///   - stack: The images.
    ///   - names: Their names, for messages.
    /// - Throws: when a sample is not finite, or the temporary file cannot be written.
    mutating func append(
        _ stack: Plane, names: ArraySlice<String>
    ) throws(SlicedWassersteinError) {
        let isBytes: Bool
        let stored: [UInt8]
        if let bytes = StoredSamples.bytes(stack) {
            (isBytes, stored) = (true, bytes)
        } else {
            if let found = StoredSamples.firstNotFinite(stack) {
                let image = found / (stack.size.area / names.count)
                throw SlicedWassersteinError(
                    "\(names[names.startIndex + image]) has samples that are not finite; "
                        + "leave the image out or repair it")
            }
            (isBytes, stored) = (false, StoredSamples.floats(stack))
        }
        let count = names.count
        blocks.append(
            Block(count: count, isBytes: isBytes, offset: end, byteCount: stored.count))
        if file == nil && memory.count + stored.count > limit {
            let spill = try OffsetFile(temporaryIn: OffsetFile.temporaryFolder)
            try spill.write(memory, at: 0)
            memory = []
            file = spill
        }
        if let file {
            try file.write(stored, at: end)
        } else {
            memory += stored
        }
        end += stored.count
    }

    /// The images of a block, in 0…255.
    func images(
        of block: Block, threads: ThreadCount
    ) throws(SlicedWassersteinError) -> ImageBatch {
        var stack = Plane(
            uninitialized: ImageSize(
                width: size.width, height: size.height * channels.count * block.count))
        if let file {
            var bytes = [UInt8](repeating: 0, count: block.byteCount)
            try file.read(into: &bytes, at: block.offset)
            StoredSamples.read(bytes[...], areBytes: block.isBytes, into: &stack, threads: threads)
        } else {
            StoredSamples.read(
                memory[block.offset..<(block.offset + block.byteCount)], areBytes: block.isBytes,
                into: &stack, threads: threads)
        }
        return ImageBatch(
            stack: stack, size: size, channels: channels, count: block.count, range: .byte)
    }
}
