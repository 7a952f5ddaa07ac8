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

    // 10 KiB of complex numbers: input, output and kernel stay in the first-level cache, and the lines
    // of a group in the second.
    private static let longestBlock = 1280
    private static let columnsInGroup = 32

    /// What a block computes: where its results start within it.
    private var lead: Int { taps.count - 1 - taps.count / 2 }

    func alongRows(_ plane: Plane) -> Plane {
        let block = BlockLength(
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
                            let results = min(block.results, plane.width - x)
                            let samples = results + taps.count - 1
                            unsafe patch.copyPair(
                                rows: 2 * pair, 2 * pair + 1, from: x - lead, count: samples,
                                to: line.base)
                            unsafe (line.base + 2 * samples).update(
                                repeating: 0, count: 2 * (block.transform - samples))
                            unsafe transform.forward(line.base, product.base)
                            unsafe ComplexProduct.multiply(
                                product.base, by: factor.base, count: block.transform)
                            unsafe transform.inverse(product.base, line.base)
                            unsafe unpack(
                                line.base + 2 * lead,
                                count: results,
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

    /// Convolves columns in place: a group of columns is copied out, as lines, before any of its
    /// results is written.
    func alongColumns(_ plane: inout Plane) {
        let size = plane.size
        let block = BlockLength(
            taps: taps.count, count: size.height, longest: Self.longestBlock)
        let transform = LineTransform.shared(length: block.transform, planning: spectra.planning)
        let factor = spectra.line(taps, length: block.transform)
        let tops = Array(Swift.stride(from: 0, to: size.height, by: block.results))
        unsafe plane.withUnsafeMutableSamples { samples in
            let target = unsafe SharedFloats(samples)
            let patch = unsafe BoundedPatch(samples: samples, size: size, boundary: boundary)
            threads.forEachRun(of: (size.width + Self.columnsInGroup - 1) / Self.columnsInGroup) {
                run in
                let stride = LineTransform.stride(length: block.transform)
                let blockStride = Self.columnsInGroup / 2 * stride
                let lines = AlignedSamples(uninitializedCount: tops.count * blockStride)
                let product = AlignedSamples(uninitializedCount: stride)
                for group in run {
                    let x = group * Self.columnsInGroup
                    let columns = min(Self.columnsInGroup, size.width - x)
                    for (index, y) in tops.enumerated() {
                        let rows = min(block.results, size.height - y) + taps.count - 1
                        let first = unsafe lines.base + index * blockStride
                        unsafe gather(
                            patch, x: x, columns: columns, y: y - lead, rows: rows, into: first,
                            stride: stride)
                        for pair in 0..<(columns + 1) / 2 {
                            let line = unsafe first + pair * stride
                            unsafe (line + 2 * rows).update(
                                repeating: 0, count: 2 * (block.transform - rows))
                            unsafe transform.forward(line, product.base)
                            unsafe ComplexProduct.multiply(
                                product.base, by: factor.base, count: block.transform)
                            unsafe transform.inverse(product.base, line)
                        }
                    }
                    for (index, y) in tops.enumerated() {
                        unsafe scatter(
                            lines.base + (index * blockStride + 2 * lead), stride: stride,
                            columns: columns, rows: min(block.results, size.height - y),
                            to: target.base + (y * size.width + x), rowStride: size.width)
                    }
                }
            }
        }
    }

    /// Turns rows of up to `columnsInGroup` columns into lines of column pairs.
    @inline(__always)
    private func gather(
        _ patch: BoundedPatch, x: Int, columns: Int, y: Int, rows: Int,
        into lines: UnsafeMutablePointer<Float>, stride: Int
    ) {
        var row = 0
        if columns == Self.columnsInGroup {
            while row &+ 4 <= rows {
                let first = unsafe patch.row(y &+ row) + x
                let second = unsafe patch.row(y &+ row &+ 1) + x
                let third = unsafe patch.row(y &+ row &+ 2) + x
                let fourth = unsafe patch.row(y &+ row &+ 3) + x
                for pair in Swift.stride(from: 0, to: Self.columnsInGroup / 2, by: 4) {
                    let quad = unsafe FourPairs(
                        first + 2 &* pair, second + 2 &* pair, third + 2 &* pair,
                        fourth + 2 &* pair
                    ).transposed
                    let target = unsafe lines + (pair &* stride &+ 2 &* row)
                    unsafe quad.store(
                        target, target + stride, target + 2 &* stride, target + 3 &* stride)
                }
                row &+= 4
            }
        }
        while row < rows {
            let source = unsafe patch.row(y &+ row) + x
            let target = unsafe lines + 2 &* row
            for pair in 0..<(columns &+ 1) / 2 {
                let column = 2 &* pair
                let second = column &+ 1 < columns ? unsafe source[column &+ 1] : 0
                unsafe (target + pair &* stride).store(SIMD2(source[column], second), 0)
            }
            row &+= 1
        }
    }

    /// The reverse of ``gather(_:x:columns:y:rows:into:stride:)``.
    @inline(__always)
    private func scatter(
        _ lines: UnsafePointer<Float>, stride: Int, columns: Int, rows: Int,
        to target: UnsafeMutablePointer<Float>, rowStride: Int
    ) {
        var row = 0
        if columns == Self.columnsInGroup {
            while row &+ 4 <= rows {
                let output = unsafe target + row &* rowStride
                for pair in Swift.stride(from: 0, to: Self.columnsInGroup / 2, by: 4) {
                    let source = unsafe lines + (pair &* stride &+ 2 &* row)
                    let quad = unsafe FourPairs(
                        source, source + stride, source + 2 &* stride, source + 3 &* stride
                    ).transposed
                    let place = unsafe output + 2 &* pair
                    unsafe quad.store(
                        place, place + rowStride, place + 2 &* rowStride, place + 3 &* rowStride)
                }
                row &+= 4
            }
        }
        while row < rows {
            let source = unsafe lines + 2 &* row
            let output = unsafe target + row &* rowStride
            for column in 0..<columns {
                unsafe output[column] = source[(column / 2) &* stride &+ column & 1]
            }
            row &+= 1
        }
    }
}

/// Four lines of four complex numbers, each number moved as one 64-bit unit.
private struct FourPairs {
    var first: SIMD4<Double>
    var second: SIMD4<Double>
    var third: SIMD4<Double>
    var fourth: SIMD4<Double>

    @inline(__always)
    init(
        _ first: UnsafePointer<Float>, _ second: UnsafePointer<Float>,
        _ third: UnsafePointer<Float>, _ fourth: UnsafePointer<Float>
    ) {
        unsafe self.first = UnsafeRawPointer(first).loadUnaligned(as: SIMD4<Double>.self)
        unsafe self.second = UnsafeRawPointer(second).loadUnaligned(as: SIMD4<Double>.self)
        unsafe self.third = UnsafeRawPointer(third).loadUnaligned(as: SIMD4<Double>.self)
        unsafe self.fourth = UnsafeRawPointer(fourth).loadUnaligned(as: SIMD4<Double>.self)
    }

    @inline(__always)
    private init(
        _ first: SIMD4<Double>, _ second: SIMD4<Double>, _ third: SIMD4<Double>,
        _ fourth: SIMD4<Double>
    ) {
        (self.first, self.second, self.third, self.fourth) = (first, second, third, fourth)
    }

    @inline(__always)
    var transposed: FourPairs {
        FourPairs(
            SIMD4(first.x, second.x, third.x, fourth.x),
            SIMD4(first.y, second.y, third.y, fourth.y),
            SIMD4(first.z, second.z, third.z, fourth.z),
            SIMD4(first.w, second.w, third.w, fourth.w))
    }

    @inline(__always)
    func store(
        _ first: UnsafeMutablePointer<Float>, _ second: UnsafeMutablePointer<Float>,
        _ third: UnsafeMutablePointer<Float>, _ fourth: UnsafeMutablePointer<Float>
    ) {
        unsafe UnsafeMutableRawPointer(first).storeBytes(of: self.first, as: SIMD4<Double>.self)
        unsafe UnsafeMutableRawPointer(second).storeBytes(of: self.second, as: SIMD4<Double>.self)
        unsafe UnsafeMutableRawPointer(third).storeBytes(of: self.third, as: SIMD4<Double>.self)
        unsafe UnsafeMutableRawPointer(fourth).storeBytes(of: self.fourth, as: SIMD4<Double>.self)
    }
}
