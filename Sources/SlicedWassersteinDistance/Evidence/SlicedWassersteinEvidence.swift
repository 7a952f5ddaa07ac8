// SPDX-License-Identifier: Apache-2.0

public import Raster
internal import SeededRandom

/// What is known of one set of images: enough to compare it with any other set.
///
/// Evidence can be saved and used again, and evidence of the shards of a set joins to that of the
/// whole.
public struct SlicedWassersteinEvidence: Sendable {
    /// Images in one place.
    enum Part: Sendable {
        /// Images, their names, and their patches by level if those came from NumPy's stream.
        case archive(ImageArchive, [String], [PatchCentres]?)
        /// Descriptors that were saved.
        case saved(SavedDescriptors)

        var names: [String] {
            switch self {
            case .archive(_, let names, _): names
            case .saved(let saved): saved.manifest.names
            }
        }

        /// The bytes that lie in memory.
        var residentBytes: Int {
            switch self {
            case .archive(let archive, _, _): archive.residentBytes
            case .saved: 0
            }
        }
    }

    /// The protocol by which patches are cut.
    public let measured: SlicingProtocol
    /// The seed of the patches; nil when they were drawn from NumPy's stream.
    public let seed: UInt64?
    /// The size of the images.
    public let size: ImageSize
    /// The names of the images, in the order in which they are held.
    public let names: [String]
    /// The sizes of the levels, finest first.
    public let levelSizes: [ImageSize]
    let parts: [Part]
    /// The images in the order of their names.
    let order: [Int]

    init(
        measured: SlicingProtocol, seed: UInt64?, size: ImageSize, parts: [Part]
    ) throws(SlicedWassersteinError) {
        self.measured = measured
        self.seed = seed
        self.size = size
        self.parts = parts
        levelSizes = try measured.levelSizes(of: size)
        names = parts.flatMap(\.names)
        let names = names
        order = names.indices.sorted { names[$0].utf8.lexicographicallyPrecedes(names[$1].utf8) }
        for (first, second) in zip(order, order.dropFirst()) where names[first] == names[second] {
            throw SlicedWassersteinError(
                "\(names[first]) stands twice in the set; images are told apart by their names, so "
                    + "give each its own")
        }
    }

    /// The number of images.
    public var count: Int { names.count }

    /// The evidence of these images and others, as if all had been collected together.
    ///
    /// - Throws: when protocols, seeds or sizes differ, or a name stands in both.
    public func merged(
        with others: SlicedWassersteinEvidence
    ) throws(SlicedWassersteinError) -> SlicedWassersteinEvidence {
        try requireSameMeasure(as: others)
        return try SlicedWassersteinEvidence(
            measured: measured, seed: seed, size: size, parts: parts + others.parts)
    }

    /// Refuses evidence that was taken otherwise.
    func requireSameMeasure(as others: SlicedWassersteinEvidence) throws(SlicedWassersteinError) {
        guard size == others.size else {
            throw SlicedWassersteinError(
                "one set has images of \(size), the other of \(others.size); resize one of them")
        }
        guard measured == others.measured else {
            throw SlicedWassersteinError(
                "the sets were taken by different protocols (\(measured.summary) against "
                    + "\(others.measured.summary)); take one of them again")
        }
        guard seed == others.seed else {
            let seeds = [seed, others.seed].map { $0.map { "\($0)" } ?? "NumPy's stream" }
            throw SlicedWassersteinError(
                "the patches were cut by different seeds (\(seeds[0]) against \(seeds[1])); "
                    + "take one of the sets again")
        }
    }

    /// The bytes that the table of one level takes in memory.
    func tableBytes(level: Int) -> Int {
        let size = levelSizes[level]
        var samples = 0
        for part in parts {
            guard case .archive(let archive, let names, _) = part else { continue }
            let channels = archive.channels.count
            samples +=
                DescriptorTableBuilder.keepsImages(measured, size, channels: channels)
                ? LevelImages.sampleCount(images: names.count, channels: channels, size: size)
                : names.count * measured.patchesPerImage * measured.descriptorLength
        }
        return samples * MemoryLayout<Float>.stride
    }

    /// The bytes of images that lie in memory.
    var residentBytes: Int { parts.reduce(0) { $0 + $1.residentBytes } }

    /// The descriptors of one level.
    func table(
        level: Int, inMemory: Bool, threads: ThreadCount
    ) throws(SlicedWassersteinError) -> DescriptorTable {
        var segments: [DescriptorTable.Segment] = []
        var sums: [[ChannelSums]] = []
        var copies: [UInt8] = []
        for part in parts {
            let patches = centres(of: part, level: level)
            switch part {
            case .saved(let saved):
                segments.append(try saved.segment(level: level))
                sums += try saved.sums(level: level)
            case .archive(let archive, _, _):
                let builder = DescriptorTableBuilder(
                    cutter: DescriptorCutter(protocolOfMeasure: measured, threads: threads),
                    level: level, levelCount: levelSizes.count)
                let (segment, added) = try builder.build(
                    archive, centres: patches ?? PatchCentres(), inMemory: inMemory)
                segments.append(segment)
                sums += added
            }
            copies +=
                patches?.copies(
                    patchesPerImage: measured.patchesPerImage, most: ProjectedColumns.mostWeight)
                ?? [UInt8](repeating: 1, count: part.names.count * measured.patchesPerImage)
        }
        return DescriptorTable(
            segments: segments, length: measured.descriptorLength,
            patchesPerImage: measured.patchesPerImage, sums: sums, order: order, copies: copies)
    }

    /// The patches of one level; nil where they were drawn from NumPy's stream and only their samples
    /// were saved.
    private func centres(of part: Part, level: Int) -> PatchCentres? {
        if case .archive(_, _, let drawn?) = part { return drawn[level] }
        guard let seed else { return nil }
        let stream = RandomStream(seed: seed) / "patches"
        var centres = PatchCentres()
        for name in part.names {
            centres.append(
                PatchCentres(
                    in: levelSizes[level], patchSize: measured.patchSize,
                    count: measured.patchesPerImage, stream: stream / name / level))
        }
        return centres
    }
}

extension SlicingProtocol {
    /// The protocol in a few words, for messages and reports.
    public var summary: String {
        "\(patchesPerImage) patches of \(patchSize)×\(patchSize), \(repeats)×\(directionsPerRepeat) "
            + "directions, levels from \(leastHeight) rows"
            + (allowsOddSizes ? ", odd sizes allowed" : "")
    }
}
