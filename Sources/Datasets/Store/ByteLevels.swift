// SPDX-License-Identifier: Apache-2.0

public import Raster
internal import Synchronization

/// Images as bytes on every level of a pyramid, read without a decoder: what a network that grows
/// learns from.
public protocol ByteLevels: Sendable {
    /// How many images there are.
    var count: Int { get }
    /// The size of the images on each level, finest first.
    var sizes: [ImageSize] { get }
    /// What the planes of an image stand for.
    var channels: ChannelLayout { get }
    /// The class of each image, or nil when there are none.
    var labels: ImageLabels? { get }
    /// Adds the bytes of an image on a level, channel by channel, to an array.
    func append(_ index: Int, level: Int, to bytes: inout [UInt8])
}

/// The levels of a set in memory: each pixel is the mean of 2×2 of the unrounded level above.
///
/// A set that does not fit in memory belongs in a ``MultiLevelStore``, which holds the same bytes.
public struct MemoryLevels: ByteLevels {
    /// The size of the images on each level, finest first: halved down to 4 pixels or an odd side.
    public let sizes: [ImageSize]
    /// What the planes of an image stand for.
    public let channels: ChannelLayout
    /// How many images there are.
    public let count: Int
    /// The class of each image, or nil when there are none.
    public let labels: ImageLabels?
    /// All images of each level, one after the other.
    private let bytes: [[UInt8]]

    /// Reads a set.
    ///
    /// - Parameters:
    ///   - set: Images of one size and layout.
    ///   - limit: The most bytes the levels may take.
    ///   - threads: How many images are read at once.
    /// - Throws: When an image cannot be read or is not like the first, and when the set is too large.
    public init(
        _ set: any ImageSet, limit: Int = 4 << 30, threads: ThreadCount = .allProcessors
    ) throws(DatasetError) {
        let first = try set.image(at: 0).withoutAlpha
        sizes = BoxLevels.sizes(from: first.size)
        channels = first.channels
        count = set.count
        labels = set.labels
        let areas = sizes.map { $0.area * first.channels.count }
        let needed = areas.reduce(0, +) * set.count
        guard needed <= limit else {
            throw DatasetError(
                place: set.summary,
                problem: "its levels take \(needed >> 20) MiB, and \(limit >> 20) MiB are allowed",
                remedy: "pack it with `dataset build` and name the store")
        }
        var bytes: [[UInt8]] = areas.map { area in
            var level: [UInt8] = []
            level.reserveCapacity(area * set.count)
            return level
        }
        let depth = sizes.count
        for start in stride(from: 0, to: set.count, by: 256) {
            let part = start..<min(set.count, start + 256)
            let read = Mutex([Result<[[UInt8]], DatasetError>?](repeating: nil, count: part.count))
            threads.forEach(below: part.count) { place in
                let index = start + place
                let result = Result { () throws(DatasetError) in
                    let image = try set.image(at: index).withoutAlpha
                    try Self.require(image, set.name(at: index), like: first, set.name(at: 0))
                    return BoxLevels.bytes(of: image, count: depth)
                }
                read.withLock { $0[place] = result }
            }
            for result in read.withLock({ $0 }) {
                guard let result else { preconditionFailure("every image was read") }
                for (level, row) in try result.get().enumerated() { bytes[level] += row }
            }
        }
        self.bytes = bytes
    }

    /// Adds the bytes of an image on a level, channel by channel, to an array.
    public func append(_ index: Int, level: Int, to target: inout [UInt8]) {
        let length = sizes[level].area * channels.count
        target += bytes[level][index * length..<(index + 1) * length]
    }

    private static func require(
        _ image: Image, _ name: String, like first: Image, _ firstName: String
    ) throws(DatasetError) {
        guard image.size == first.size, image.channels == first.channels else {
            throw DatasetError(
                place: name,
                problem: "the image is \(image.channels.rawValue) \(image.size), and \(firstName) "
                    + "is \(first.channels.rawValue) \(first.size)",
                remedy: "bring all to one size and layout with --crop, --resize and --channels")
        }
    }
}
