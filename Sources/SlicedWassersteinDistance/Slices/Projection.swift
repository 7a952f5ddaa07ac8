// SPDX-License-Identifier: Apache-2.0

internal import Raster
internal import Synchronization

/// The projections of a table's descriptors on a block of directions: one row a direction.
///
/// The rows are kept between blocks, so that a measurement asks for its memory once.
final class ProjectionRows: @unchecked Sendable {
    // Unchecked: rows are written by one thread each, between calls that wait for all.
    private let samples: AlignedSamples
    /// From one row to the next: the number of descriptors, rounded up to whole panels.
    let stride: Int

    /// Room for `count` descriptors on `directions` directions.
    init(directions: Int, count: Int) {
        stride = Self.stride(count)
        samples = AlignedSamples(uninitializedCount: directions * stride)
    }

    static func stride(_ count: Int) -> Int {
        let width = ProjectionBlock.panelWidth
        return (count + width - 1) / width * width + width
    }

    func row(_ direction: Int) -> UnsafeMutablePointer<Float> {
        unsafe samples.base + direction * stride
    }

    /// Panels that one piece of work takes; 64 of them are 1536 descriptors or 900 KB.
    private static let panelsAtOnce = 64

    /// Fills the rows with the projections of all descriptors of a table, in its order.
    func project(
        _ table: DescriptorTable, on block: ProjectionBlock, threads: ThreadCount
    ) throws(SlicedWassersteinError) {
        let pieces = Self.pieces(of: table)
        let means = table.componentMeans
        let failure = Mutex<SlicedWassersteinError?>(nil)
        threads.forEach(below: pieces.count) { index in
            let piece = pieces[index]
            do throws(SlicedWassersteinError) {
                try project(
                    piece.segment, piece.range, length: table.length, means: means, on: block,
                    at: piece.column)
            } catch {
                failure.withLock { $0 = error }
            }
        }
        if let error = failure.withLock({ $0 }) { throw error }
    }

    /// Descriptors that one thread projects at once.
    private struct Piece {
        let segment: DescriptorTable.Segment
        let range: Range<Int>
        let column: Int
    }

    private static func pieces(of table: DescriptorTable) -> [Piece] {
        let chunk = panelsAtOnce * ProjectionBlock.panelWidth
        var pieces: [Piece] = []
        var column = 0
        for segment in table.segments {
            for first in Swift.stride(from: 0, to: segment.count, by: chunk) {
                let range = first..<min(segment.count, first + chunk)
                pieces.append(Piece(segment: segment, range: range, column: column + first))
            }
            column += segment.count
        }
        return pieces
    }

    private func project(
        _ segment: DescriptorTable.Segment, _ range: Range<Int>, length: Int, means: [Float],
        on block: ProjectionBlock, at column: Int
    ) throws(SlicedWassersteinError) {
        let width = ProjectionBlock.panelWidth
        let work = AlignedSamples(uninitializedCount: (range.count + width) * length)
        let panel = unsafe work.base
        // A panel is multiplied into a strip of its own where the rows have no room for all of it:
        // a segment's end must not write over the next segment's beginning.
        let strip = AlignedSamples(uninitializedCount: block.paddedCount * width)
        try unsafe segment.withDescriptors(
            range, length: length, buffer: work.base + width * length
        ) { descriptors in
            for first in Swift.stride(from: 0, to: range.count, by: width) {
                let count = min(width, range.count - first)
                unsafe Self.pack(
                    descriptors + first * length, count: count, means: means, into: panel)
                let isWhole = count == width && block.paddedCount == block.count
                if isWhole {
                    unsafe block.multiply(
                        panel: panel, into: row(0) + column + first, stride: stride)
                } else {
                    unsafe block.multiply(panel: panel, into: strip.base, stride: width)
                    for direction in 0..<block.count {
                        unsafe (row(direction) + column + first).update(
                            from: strip.base + direction * width, count: count)
                    }
                }
            }
        }
    }

    /// Lays descriptors side by side, less the mean of their channel.
    private static func pack(
        _ descriptors: UnsafePointer<Float>, count: Int, means: [Float],
        into panel: UnsafeMutablePointer<Float>
    ) {
        let width = ProjectionBlock.panelWidth
        let length = means.count
        if count < width { unsafe panel.update(repeating: 0, count: width * length) }
        unsafe means.withUnsafeBufferPointer { means in
            for descriptor in 0..<count {
                let source = unsafe descriptors + descriptor * length
                var target = unsafe panel + descriptor
                for component in 0..<length {
                    unsafe target.pointee = source[component] - means[component]
                    unsafe target += width
                }
            }
        }
    }
}

extension DescriptorTable {
    /// The mean of each component's channel.
    var componentMeans: [Float] {
        let channelLength = length / statistics.means.count
        return (0..<length).map { Float(statistics.means[$0 / channelLength]) }
    }
}
