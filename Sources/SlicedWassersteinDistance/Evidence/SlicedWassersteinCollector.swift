// SPDX-License-Identifier: Apache-2.0

public import Raster
public import SeededRandom

/// Takes in the images of one set, batch by batch, and becomes its evidence.
///
/// ```swift
/// var collector = SlicedWassersteinCollector(memory: 1 << 30)
/// for (batch, names) in batches { try collector.add(batch, names: names) }
/// let reals = try collector.finish()
/// ```
///
/// What is kept is the images, 8-bit ones as bytes; past a share of the memory they go to a
/// temporary file. Where patches are cut follows from the seed, the image's name and the level, so
/// neither the order of the images nor their batches make a difference.
public struct SlicedWassersteinCollector: Sendable {
    private let measured: SlicingProtocol
    private let seed: UInt64
    private let memory: Int
    private var archive: ImageArchive?
    private var names: [String] = []
    /// By level, when the centres come from NumPy's stream.
    private var drawnCentres: [PatchCentres]?

    /// Creates a collector without images.
    ///
    /// - Parameters:
    ///   - measured: The protocol.
    ///   - seed: Where the streams start that patches are cut by.
    ///   - memory: The bytes that the whole measurement may use; a quarter of them may hold images
    ///     of this set.
    public init(_ measured: SlicingProtocol = .published, seed: UInt64 = 1000, memory: Int) {
        self.measured = measured
        self.seed = seed
        self.memory = memory
    }

    /// The number of images so far.
    public var count: Int { names.count }

    /// Takes in a batch.
    ///
    /// - Parameters:
    ///   - batch: Grey or RGB images; alpha is left out. Black and white may lie anywhere.
    ///   - names: A name for each image, unique in the set.
    /// - Throws: when the size or the channels differ from the images before, the images have no
    ///   level, a sample is not finite, or the temporary file cannot be written.
    public mutating func add(_ batch: ImageBatch, names: [String]) throws(SlicedWassersteinError) {
        precondition(drawnCentres == nil || self.names.isEmpty, "all batches draw, or none does")
        try archive(batch, names)
    }

    /// Takes in a minibatch whose patches are drawn as the published program draws them, level by
    /// level.
    ///
    /// - Throws: as ``add(_:names:)``.
    public mutating func add(
        _ batch: ImageBatch, names: [String], drawingFrom random: inout LegacyNumPyRandom
    ) throws(SlicedWassersteinError) {
        precondition(drawnCentres != nil || self.names.isEmpty, "all batches draw, or none does")
        try archive(batch, names)
        let sizes = try measured.levelSizes(of: batch.size)
        var drawn = drawnCentres ?? sizes.map { _ in PatchCentres() }
        for (level, size) in sizes.enumerated() {
            drawn[level].append(
                PatchCentres(
                    in: size, patchSize: measured.patchSize,
                    count: batch.count * measured.patchesPerImage, from: &random))
        }
        drawnCentres = drawn
    }

    /// The evidence of all images.
    ///
    /// - Throws: when there are fewer than two images, or two of one name.
    public consuming func finish() throws(SlicedWassersteinError) -> SlicedWassersteinEvidence {
        guard let archive, names.count > 1 else {
            throw SlicedWassersteinError(
                "a set of \(names.count == 0 ? "no images" : "one image") has no distribution; "
                    + "at least two images are needed, and several thousand for a useful number")
        }
        return try SlicedWassersteinEvidence(
            measured: measured, seed: drawnCentres == nil ? seed : nil, size: archive.size,
            parts: [.archive(archive, names, drawnCentres)])
    }

    private mutating func archive(
        _ batch: ImageBatch, _ names: [String]
    ) throws(SlicedWassersteinError) {
        precondition(names.count == batch.count, "\(names.count) names for \(batch.count) images")
        let channels = batch.channels.opaque
        if archive == nil {
            _ = try measured.levelSizes(of: batch.size)
            archive = ImageArchive(size: batch.size, channels: channels, limit: memory / 4)
        }
        guard var archive else { return }
        guard batch.size == archive.size else {
            throw SlicedWassersteinError(
                "\(names[0]) is \(batch.size); every image must be the size of the first, "
                    + "\(archive.size)")
        }
        guard channels == archive.channels else {
            throw SlicedWassersteinError(
                "\(names[0]) is \(channels.rawValue); every image must have the channels of the "
                    + "first, \(archive.channels.rawValue)")
        }
        // Each block is a batch of its own, so that what is decomposed at once stays small.
        self.archive = nil
        for first in stride(from: 0, to: batch.count, by: archive.imagesPerBlock) {
            let range = first..<min(batch.count, first + archive.imagesPerBlock)
            try archive.append(Self.samples(of: batch, range), names: names[range])
        }
        self.archive = archive
        self.names += names
    }

    /// The colour planes of some images, in 0…255.
    private static func samples(of batch: ImageBatch, _ range: Range<Int>) -> Plane {
        let rows = batch.size.height * batch.channels.count
        var stack: Plane
        if batch.channels.hasAlpha {
            stack = ImageBatch(range.map { batch.image(at: $0).withoutAlpha }).stack
        } else if range.count == batch.count {
            stack = batch.stack
        } else {
            stack = batch.stack.cropped(
                x: 0, y: rows * range.lowerBound,
                to: ImageSize(width: batch.size.width, height: rows * range.count))
        }
        guard batch.range != .byte else { return stack }
        let gain = 255 / batch.range.extent
        let black = batch.range.black
        return stack.map { ($0 - black) * gain }
    }
}
