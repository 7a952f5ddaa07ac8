// SPDX-License-Identifier: Apache-2.0

internal import Raster

/// The descriptors of one set at one level, unnormalised, with the statistics to normalise them.
struct DescriptorTable: Sendable {
    /// A run of descriptors in one place.
    struct Segment: Sendable {
        enum Place: Sendable {
            case memory(AlignedSamples, offset: Int)
            case file(OffsetFile, offset: Int)
            case images(LevelImages, offset: Int)
        }

        /// The number of descriptors.
        let count: Int
        /// Where they lie; the offset counts floats in memory, bytes in a file and patches of images.
        let place: Place
    }

    /// The number of samples in a descriptor.
    let length: Int
    /// The descriptors of an image.
    let patchesPerImage: Int
    /// What each image contributes to the statistics of each channel.
    let sums: [[ChannelSums]]
    let segments: [Segment]
    let statistics: ChannelStatistics
    /// How many patches of its image each descriptor stands for; 0 where an earlier one stands for
    /// it.
    let copies: [UInt8]

    /// The number of descriptors.
    var count: Int { sums.count * patchesPerImage }
    /// The number of images.
    var imageCount: Int { sums.count }

    /// Creates a table; `order` lists the images in the order of their names.
    init(
        segments: [Segment], length: Int, patchesPerImage: Int, sums: [[ChannelSums]], order: [Int],
        copies: [UInt8]
    ) {
        self.init(
            segments: segments, length: length, patchesPerImage: patchesPerImage, sums: sums,
            statistics: ChannelStatistics(
                sums, order: order, samplesPerImage: patchesPerImage * length / 3), copies: copies)
    }

    /// Creates a table that is normalised by statistics of the caller's choice.
    init(
        segments: [Segment], length: Int, patchesPerImage: Int, sums: [[ChannelSums]],
        statistics: ChannelStatistics, copies: [UInt8]
    ) {
        precondition(copies.count == sums.count * patchesPerImage, "a number for each descriptor")
        self.length = length
        self.patchesPerImage = patchesPerImage
        self.segments = segments
        self.sums = sums
        self.statistics = statistics
        self.copies = copies
    }

    /// The table of some of the images alone, in the order given, which is that of their names.
    func subset(_ images: [Int]) -> DescriptorTable {
        DescriptorTable(
            segments: images.map(segment), length: length, patchesPerImage: patchesPerImage,
            sums: images.map { sums[$0] }, order: Array(images.indices),
            copies: images.flatMap {
                copies[($0 * patchesPerImage)..<(($0 + 1) * patchesPerImage)]
            })
    }

    /// The descriptors of one image.
    func segment(ofImage image: Int) -> Segment {
        var first = image * patchesPerImage
        for segment in segments {
            if first < segment.count {
                return segment.part(first..<(first + patchesPerImage), length: length)
            }
            first -= segment.count
        }
        preconditionFailure("image \(image) of a table of \(imageCount)")
    }
}

extension DescriptorTable.Segment {
    /// Some of the descriptors of this run.
    func part(_ range: Range<Int>, length: Int) -> DescriptorTable.Segment {
        switch place {
        case .memory(let samples, let offset):
            DescriptorTable.Segment(
                count: range.count,
                place: .memory(samples, offset: offset + range.lowerBound * length))
        case .file(let file, let offset):
            DescriptorTable.Segment(
                count: range.count,
                place: .file(
                    file, offset: offset + range.lowerBound * length * MemoryLayout<Float>.stride))
        case .images(let images, let offset):
            DescriptorTable.Segment(
                count: range.count, place: .images(images, offset: offset + range.lowerBound))
        }
    }

    /// Hands out descriptors of this run; `buffer`, with room for them, is used where they do not lie
    /// in memory.
    func withDescriptors(
        _ range: Range<Int>, length: Int, buffer: UnsafeMutablePointer<Float>,
        _ body: (UnsafePointer<Float>) -> Void
    ) throws(SlicedWassersteinError) {
        switch place {
        case .memory(let samples, let offset):
            unsafe body(UnsafePointer(samples.base + offset + range.lowerBound * length))
        case .file(let file, let offset):
            let stride = length * MemoryLayout<Float>.stride
            try unsafe file.read(
                into: UnsafeMutableRawBufferPointer(start: buffer, count: range.count * stride),
                at: offset + range.lowerBound * stride)
            unsafe body(UnsafePointer(buffer))
        case .images(let images, let offset):
            let first = offset + range.lowerBound
            unsafe images.cut(first..<(first + range.count), into: buffer)
            unsafe body(UnsafePointer(buffer))
        }
    }
}
