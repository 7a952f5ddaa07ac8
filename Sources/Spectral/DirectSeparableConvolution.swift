// SPDX-License-Identifier: Apache-2.0

internal import Raster

/// Separable convolution by adding up taps.
///
/// The image is worked off in strips of 64 columns. Within a strip the horizontal pass keeps its 64
/// sums in eight vector registers, and writes rows that lie next to each other; the vertical pass
/// slides over those rows, two results at a time so that each load serves two sums.
struct DirectSeparableConvolution {
    let horizontal: [Float]
    let vertical: [Float]
    let boundary: Boundary
    let threads: ThreadCount

    private static let stripWidth = 64

    func callAsFunction(_ plane: Plane) -> Plane {
        var result = Plane(uninitialized: plane.size)
        let strips = (plane.width + Self.stripWidth - 1) / Self.stripWidth
        // Correlation with the reversed taps runs forwards through memory.
        let across = Array(horizontal.reversed())
        // A zero before the taps and one after: the row pair reads one tap beyond each end.
        let down = [0] + vertical.reversed() + [0]
        unsafe result.withUnsafeMutableSamples { samples in
            let target = unsafe SharedFloats(samples)
            unsafe plane.withUnsafeSamples { source in
                let patch = unsafe BoundedPatch(
                    samples: source, size: plane.size, boundary: boundary)
                threads.forEachRun(of: strips) { run in
                    unsafe across.withUnsafeBufferPointer { across in
                        unsafe down.withUnsafeBufferPointer { down in
                            guard let across = across.baseAddress,
                                let down = down.baseAddress
                            else { return }
                            unsafe convolve(
                                strips: run, of: patch, across: across, down: down,
                                to: target.base)
                        }
                    }
                }
            }
        }
        return result
    }

    private func convolve(
        strips: Range<Int>, of patch: BoundedPatch, across: UnsafePointer<Float>,
        down: UnsafePointer<Float>, to target: UnsafeMutablePointer<Float>
    ) {
        let width = Self.stripWidth
        let size = patch.size
        let reach = vertical.count - 1 - vertical.count / 2
        let lead = horizontal.count - 1 - horizontal.count / 2
        // One row more than needed, since rows are summed in pairs.
        let rowCount = size.height + vertical.count + 1
        let line = AlignedSamples(uninitializedCount: width + horizontal.count)
        let rows = AlignedSamples(uninitializedCount: rowCount * width)
        let pair = AlignedSamples(uninitializedCount: 2 * width)
        for strip in strips {
            let x = strip * width
            for row in 0..<rowCount {
                unsafe patch.copyRow(
                    row - reach, from: x - lead, count: width + horizontal.count - 1,
                    to: line.base)
                unsafe Self.sumAcross(
                    line.base, taps: across, count: horizontal.count, to: rows.base + row * width)
            }
            let kept = min(width, size.width - x)
            for y in stride(from: 0, to: size.height, by: 2) {
                unsafe Self.sumDown(
                    rows.base + y * width, taps: down, count: vertical.count, to: pair.base)
                let output = unsafe target + (y * size.width + x)
                unsafe output.update(from: pair.base, count: kept)
                if y + 1 < size.height {
                    unsafe (output + size.width).update(from: pair.base + width, count: kept)
                }
            }
        }
    }

    /// 64 sums along a row.
    @inline(__always)
    private static func sumAcross(
        _ line: UnsafePointer<Float>, taps: UnsafePointer<Float>, count: Int,
        to target: UnsafeMutablePointer<Float>
    ) {
        var sum0 = SIMD8<Float>.zero
        var (sum1, sum2, sum3, sum4, sum5, sum6, sum7) = (sum0, sum0, sum0, sum0, sum0, sum0, sum0)
        var tap = 0
        while tap < count {
            let weight = unsafe SIMD8(repeating: taps[tap])
            unsafe sum0.addProduct(weight, line.eight(tap))
            unsafe sum1.addProduct(weight, line.eight(tap &+ 8))
            unsafe sum2.addProduct(weight, line.eight(tap &+ 16))
            unsafe sum3.addProduct(weight, line.eight(tap &+ 24))
            unsafe sum4.addProduct(weight, line.eight(tap &+ 32))
            unsafe sum5.addProduct(weight, line.eight(tap &+ 40))
            unsafe sum6.addProduct(weight, line.eight(tap &+ 48))
            unsafe sum7.addProduct(weight, line.eight(tap &+ 56))
            tap &+= 1
        }
        unsafe target.store(sum0, 0)
        unsafe target.store(sum1, 8)
        unsafe target.store(sum2, 16)
        unsafe target.store(sum3, 24)
        unsafe target.store(sum4, 32)
        unsafe target.store(sum5, 40)
        unsafe target.store(sum6, 48)
        unsafe target.store(sum7, 56)
    }

    /// 64 sums down the columns for this row and the next, which share all rows but one.
    @inline(__always)
    private static func sumDown(
        _ rows: UnsafePointer<Float>, taps: UnsafePointer<Float>, count: Int,
        to target: UnsafeMutablePointer<Float>
    ) {
        for half in 0..<2 {
            let columns = unsafe rows + half &* 32
            var upper0 = SIMD8<Float>.zero
            var (upper1, upper2, upper3) = (upper0, upper0, upper0)
            var (lower0, lower1, lower2, lower3) = (upper0, upper0, upper0, upper0)
            var row = 0
            while row <= count {
                // taps[0] is the zero in front, so tap `row` of the upper sum is taps[row + 1].
                let upper = unsafe SIMD8(repeating: taps[row &+ 1])
                let lower = unsafe SIMD8(repeating: taps[row])
                let samples = unsafe columns + row &* stripWidth
                let first = unsafe samples.eight(0)
                let second = unsafe samples.eight(8)
                let third = unsafe samples.eight(16)
                let fourth = unsafe samples.eight(24)
                upper0.addProduct(upper, first)
                lower0.addProduct(lower, first)
                upper1.addProduct(upper, second)
                lower1.addProduct(lower, second)
                upper2.addProduct(upper, third)
                lower2.addProduct(lower, third)
                upper3.addProduct(upper, fourth)
                lower3.addProduct(lower, fourth)
                row &+= 1
            }
            let above = unsafe target + half &* 32
            let below = unsafe above + stripWidth
            unsafe above.store(upper0, 0)
            unsafe above.store(upper1, 8)
            unsafe above.store(upper2, 16)
            unsafe above.store(upper3, 24)
            unsafe below.store(lower0, 0)
            unsafe below.store(lower1, 8)
            unsafe below.store(lower2, 16)
            unsafe below.store(lower3, 24)
        }
    }
}
