// SPDX-License-Identifier: Apache-2.0

internal import Raster

/// Convolution along one axis through the spectra of overlapping blocks (overlap-save).
///
/// The kernel is real, so two lines of the image pass as the real and the imaginary part of one
/// complex line and come out unmixed. Neighbouring columns form such a pair in memory already.
struct SpectralLineConvolution {
    let taps: [Float]
    let boundary: Boundary
    let spectra: KernelSpectra
    let threads: ThreadCount

    // 10 KiB of complex numbers: input, output and kernel stay in the first-level cache, and the
    // lines of a group in the second.
    private static let longestBlock = 1280

    /// Where the results of a block start within it.
    private var lead: Int { taps.count - 1 - taps.count / 2 }

    /// A run of results along a line, and what it takes to compute them.
    private struct Block {
        let start: Int
        let results: Int
        let transform: LineTransform
        let factor: AlignedSamples
    }

    /// The blocks of an axis; all lines share them.
    private func makeBlocks(count: Int) -> [Block] {
        let length = BlockLength(
            taps: taps.count, count: count, longest: Self.longestBlock, isLastShorter: true)
        return stride(from: 0, to: count, by: length.results).map { start in
            let results = min(length.results, count - start)
            let transform = BlockLength.shortest(
                atLeast: results + taps.count - 1, atMost: length.transform)
            return Block(
                start: start, results: results,
                transform: LineTransform.shared(length: transform, planning: spectra.planning),
                factor: spectra.line(taps, length: transform))
        }
    }

    /// Convolves one block of a line of `samples` complex numbers in place; what follows them in the
    /// block counts as 0.
    @inline(__always)
    private func convolve(
        _ line: UnsafeMutablePointer<Float>, samples: Int, by block: Block,
        product: UnsafeMutablePointer<Float>
    ) {
        let length = block.transform.length
        unsafe (line + 2 * samples).update(repeating: 0, count: 2 * (length - samples))
        unsafe block.transform.forward(line, product)
        unsafe ComplexProduct.multiply(product, by: block.factor.base, count: length)
        unsafe block.transform.inverse(product, line)
    }

    /// Convolves rows, two at a time.
    func alongRows(_ plane: Plane, to target: ColumnGroups) {
        let blocks = makeBlocks(count: plane.width)
        let longest = blocks[0].transform.length
        unsafe plane.withUnsafeSamples { source in
            let patch = unsafe BoundedPatch(
                samples: source, size: plane.size, boundary: boundary)
            threads.forEachRun(of: (plane.height + 1) / 2) { run in
                let line = AlignedSamples(uninitializedCount: 2 * longest)
                let product = AlignedSamples(uninitializedCount: 2 * longest)
                for pair in run {
                    for block in blocks {
                        let samples = block.results + taps.count - 1
                        unsafe patch.copyPair(
                            rows: 2 * pair, 2 * pair + 1, from: block.start - lead,
                            count: samples, to: line.base)
                        unsafe convolve(
                            line.base, samples: samples, by: block, product: product.base)
                        unsafe unpack(
                            line.base + 2 * lead,
                            columns: block.start..<(block.start + block.results), row: 2 * pair,
                            hasSecond: 2 * pair + 1 < plane.height, to: target)
                    }
                }
            }
        }
    }

    @inline(__always)
    private func unpack(
        _ line: UnsafePointer<Float>, columns: Range<Int>, row: Int, hasSecond: Bool,
        to target: ColumnGroups
    ) {
        var x = columns.lowerBound
        var source = unsafe line
        while x < columns.upperBound {
            let group = x / ColumnGroups.width
            let offset = x % ColumnGroups.width
            let count = min(columns.upperBound - x, ColumnGroups.width - offset)
            let first = unsafe target.row(row, group: group) + offset
            let second = unsafe first + target.rowStride
            var index = 0
            while index &+ 8 <= count {
                let pairs = unsafe source.sixteen(2 &* index)
                unsafe first.store(pairs.evenHalf, index)
                if hasSecond { unsafe second.store(pairs.oddHalf, index) }
                index &+= 8
            }
            while index < count {
                unsafe first[index] = source[2 &* index]
                if hasSecond { unsafe second[index] = source[2 &* index &+ 1] }
                index &+= 1
            }
            x += count
            unsafe source += 2 * count
        }
    }

    /// Convolves columns, two at a time, thirty-two in a group.
    func alongColumns(_ source: ColumnGroups, size: ImageSize, to target: ColumnGroups) {
        let blocks = makeBlocks(count: size.height)
        threads.forEachRun(of: ColumnGroups.count(for: size)) { run in
            let stride = LineTransform.stride(length: blocks[0].transform.length)
            let lines = AlignedSamples(uninitializedCount: ColumnGroups.width / 2 * stride)
            let product = AlignedSamples(uninitializedCount: stride)
            for group in run {
                let columns = min(ColumnGroups.width, size.width - group * ColumnGroups.width)
                for block in blocks {
                    let top = block.start - lead
                    let rows = block.results + taps.count - 1
                    unsafe source.gather(
                        group: group, columns: columns, rows: top..<(top + rows),
                        height: size.height, boundary: boundary, into: lines.base, stride: stride)
                    for pair in 0..<(columns + 1) / 2 {
                        unsafe convolve(
                            lines.base + pair * stride, samples: rows, by: block,
                            product: product.base)
                    }
                    unsafe target.scatter(
                        lines.base + 2 * lead, stride: stride, columns: columns,
                        rows: block.start..<(block.start + block.results), group: group)
                }
            }
        }
    }
}
