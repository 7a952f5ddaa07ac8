// SPDX-License-Identifier: Apache-2.0

internal import Raster
internal import Synchronization

/// The projections of a table's descriptors on a block of directions: one row a direction.
///
/// The rows are kept between blocks and levels, so that a measurement asks for its memory once.
final class ProjectionRows: @unchecked Sendable {
    // Unchecked: rows are written by one thread each, between calls that wait for all.
    private var samples = AlignedSamples(uninitializedCount: 0)
    /// From one row to the next: the number of columns, rounded up to whole panels.
    private(set) var stride = 0
    /// The number of columns.
    private(set) var count = 0

    /// Makes room for `count` columns on `directions` directions; what the rows held is lost.
    func reserve(directions: Int, count: Int) {
        self.count = count
        stride = Self.stride(count)
        guard samples.count < directions * stride else { return }
        // The old memory goes before the new comes, and is not kept for others either.
        release()
        SampleMemory.releaseKept()
        samples = AlignedSamples(uninitializedCount: directions * stride)
    }

    /// The bytes that are held.
    var bytes: Int { samples.count * MemoryLayout<Float>.stride }

    /// Gives the memory back; what the rows held is lost.
    func release() { samples = AlignedSamples(uninitializedCount: 0) }

    static func stride(_ count: Int) -> Int {
        let width = ProjectionBlock.panelWidth
        return (count + width - 1) / width * width + width
    }

    func row(_ direction: Int) -> UnsafeMutablePointer<Float> {
        unsafe samples.base + direction * stride
    }

    /// Fills the rows with the projections of a table's descriptors, column by column.
    func project(
        _ table: DescriptorTable, _ columns: ProjectedColumns, on block: ProjectionBlock,
        threads: ThreadCount
    ) throws(SlicedWassersteinError) {
        let means = table.componentMeans
        let failure = Mutex<SlicedWassersteinError?>(nil)
        threads.forEach(below: columns.pieces.count) { index in
            do throws(SlicedWassersteinError) {
                try project(columns.pieces[index], columns.places, means: means, on: block)
            } catch {
                failure.withLock { $0 = error }
            }
        }
        if let error = failure.withLock({ $0 }) { throw error }
    }

    private func project(
        _ piece: ProjectedColumns.Piece, _ places: [UInt16], means: [Float],
        on block: ProjectionBlock
    ) throws(SlicedWassersteinError) {
        let width = ProjectionBlock.panelWidth
        let length = means.count
        let panel = AlignedSamples(uninitializedCount: width * length)
        // A panel is multiplied into a strip of its own where the rows have no room for all of it:
        // a piece's end must not write over the next piece's beginning.
        let strip = AlignedSamples(uninitializedCount: block.paddedCount * width)
        if case .images(let images, let offset) = piece.segment.place {
            let start = offset + piece.range.lowerBound
            var lookahead = unsafe images.lookahead(
                start..<(start + piece.range.count), steps: piece.columns.count / width)
            for columns in piece.panels(of: width) {
                unsafe lookahead.advance()
                unsafe DescriptorPanel.pack(
                    images, from: start, places[columns], means: means, into: panel.base)
                unsafe multiply(panel.base, columns, on: block, strip.base)
            }
            return
        }
        let buffer = AlignedSamples(uninitializedCount: piece.bufferCount * length)
        try unsafe piece.segment.withDescriptors(
            piece.range, length: length, buffer: buffer.base
        ) { descriptors in
            var lookahead = unsafe Lookahead(
                descriptors, count: piece.range.count * length,
                steps: piece.columns.count / width, lead: 2 * width * length)
            for columns in piece.panels(of: width) {
                unsafe lookahead.advance()
                unsafe DescriptorPanel.pack(
                    descriptors, places[columns], means: means, into: panel.base)
                unsafe multiply(panel.base, columns, on: block, strip.base)
            }
        }
    }

    private func multiply(
        _ panel: UnsafePointer<Float>, _ columns: Range<Int>, on block: ProjectionBlock,
        _ strip: UnsafeMutablePointer<Float>
    ) {
        let width = ProjectionBlock.panelWidth
        if columns.count == width && block.paddedCount == block.count {
            return unsafe block.multiply(
                panel: panel, into: row(0) + columns.lowerBound, stride: stride)
        }
        unsafe block.multiply(panel: panel, into: strip, stride: width)
        for direction in 0..<block.count {
            unsafe (row(direction) + columns.lowerBound).update(
                from: strip + direction * width, count: columns.count)
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
