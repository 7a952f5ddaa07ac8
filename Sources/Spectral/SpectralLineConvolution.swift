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

    // 16 KiB of complex numbers: input, output and kernel stay in the first-level cache.
    private static let longestBlock = 2048
    private static let pairsInGroup = 8

    /// What a block computes: where its results start within it.
    private var lead: Int { taps.count - 1 - taps.count / 2 }

    func alongRows(_ plane: Plane) -> Plane {
        let block = BlockLength.best(
            taps: taps.count, count: plane.width, longest: Self.longestBlock)
        let transform = LineTransform.shared(length: block.transform, planning: spectra.planning)
        let factor = spectra.line(taps, length: block.transform)
        var result = Plane(uninitialized: plane.size)
        unsafe result.withUnsafeMutableSamples { samples in
            let target = unsafe SharedFloats(samples)
            unsafe plane.withUnsafeSamples { source in
                let patch = unsafe BoundedPatch(
                    samples: source, size: plane.size, boundary: boundary)
                threads.forEachRun(of: (plane.height + 1) / 2) { run in
                    let line = AlignedSamples(uninitializedCount: 2 * block.transform)
                    let product = AlignedSamples(uninitializedCount: 2 * block.transform)
                    for pair in run {
                        for x in stride(from: 0, to: plane.width, by: block.results) {
                            unsafe patch.copyPair(
                                rows: 2 * pair, 2 * pair + 1, from: x - lead,
                                count: block.transform, to: line.base)
                            unsafe transform.forward(line.base, product.base)
                            unsafe ComplexProduct.multiply(
                                product.base, by: factor.base, count: block.transform)
                            unsafe transform.inverse(product.base, line.base)
                            unsafe unpack(
                                line.base + 2 * lead,
                                count: min(block.results, plane.width - x),
                                hasSecond: 2 * pair + 1 < plane.height,
                                to: target.base + (2 * pair * plane.width + x),
                                rowStride: plane.width)
                        }
                    }
                }
            }
        }
        return result
    }

    @inline(__always)
    private func unpack(
        _ line: UnsafePointer<Float>, count: Int, hasSecond: Bool,
        to first: UnsafeMutablePointer<Float>, rowStride: Int
    ) {
        if hasSecond {
            let second = unsafe first + rowStride
            for index in 0..<count {
                unsafe first[index] = line[2 &* index]
                unsafe second[index] = line[2 &* index &+ 1]
            }
        } else {
            for index in 0..<count { unsafe first[index] = line[2 &* index] }
        }
    }

    func alongColumns(_ plane: Plane) -> Plane {
        let block = BlockLength.best(
            taps: taps.count, count: plane.height, longest: Self.longestBlock)
        let transform = LineTransform.shared(length: block.transform, planning: spectra.planning)
        let factor = spectra.line(taps, length: block.transform)
        let columnsInGroup = 2 * Self.pairsInGroup
        var result = Plane(uninitialized: plane.size)
        unsafe result.withUnsafeMutableSamples { samples in
            let target = unsafe SharedFloats(samples)
            unsafe plane.withUnsafeSamples { source in
                let patch = unsafe BoundedPatch(
                    samples: source, size: plane.size, boundary: boundary)
                threads.forEachRun(of: (plane.width + columnsInGroup - 1) / columnsInGroup) { run in
                    let stride = LineTransform.stride(length: block.transform)
                    let lines = AlignedSamples(uninitializedCount: Self.pairsInGroup * stride)
                    let product = AlignedSamples(uninitializedCount: stride)
                    for group in run {
                        let x = group * columnsInGroup
                        let columns = min(columnsInGroup, plane.width - x)
                        for y in Swift.stride(from: 0, to: plane.height, by: block.results) {
                            unsafe gather(
                                patch, x: x, columns: columns, y: y - lead,
                                rows: block.transform, into: lines.base, stride: stride)
                            for pair in 0..<(columns + 1) / 2 {
                                let line = unsafe lines.base + pair * stride
                                unsafe transform.forward(line, product.base)
                                unsafe ComplexProduct.multiply(
                                    product.base, by: factor.base, count: block.transform)
                                unsafe transform.inverse(product.base, line)
                            }
                            unsafe scatter(
                                lines.base + 2 * lead, stride: stride, columns: columns,
                                rows: min(block.results, plane.height - y),
                                to: target.base + (y * plane.width + x), rowStride: plane.width)
                        }
                    }
                }
            }
        }
        return result
    }

    /// Turns rows of up to sixteen columns into lines of column pairs.
    @inline(__always)
    private func gather(
        _ patch: BoundedPatch, x: Int, columns: Int, y: Int, rows: Int,
        into lines: UnsafeMutablePointer<Float>, stride: Int
    ) {
        for row in 0..<rows {
            let source = unsafe patch.row(y &+ row) + x
            let target = unsafe lines + 2 &* row
            if columns == 2 * Self.pairsInGroup {
                for pair in 0..<Self.pairsInGroup {
                    unsafe (target + pair &* stride).store(source.pair(2 &* pair), 0)
                }
            } else {
                for pair in 0..<(columns &+ 1) / 2 {
                    let column = 2 &* pair
                    let second = column &+ 1 < columns ? unsafe source[column &+ 1] : 0
                    unsafe (target + pair &* stride).store(SIMD2(source[column], second), 0)
                }
            }
        }
    }

    /// The reverse of ``gather(_:x:columns:y:rows:into:stride:)``.
    @inline(__always)
    private func scatter(
        _ lines: UnsafePointer<Float>, stride: Int, columns: Int, rows: Int,
        to target: UnsafeMutablePointer<Float>, rowStride: Int
    ) {
        for row in 0..<rows {
            let source = unsafe lines + 2 &* row
            let output = unsafe target + row &* rowStride
            if columns == 2 * Self.pairsInGroup {
                for pair in 0..<Self.pairsInGroup {
                    unsafe output.store((source + pair &* stride).pair(0), 2 &* pair)
                }
            } else {
                for column in 0..<columns {
                    unsafe output[column] = source[(column / 2) &* stride &+ column & 1]
                }
            }
        }
    }
}
