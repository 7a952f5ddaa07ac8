// SPDX-License-Identifier: Apache-2.0

public import Raster

extension IntegerPlane where Sample: PyramidSample {
    /// REDUCE in whole numbers: `(Σ + 128) >> 8` with the weights 1 4 6 4 1 on both axes and mirrored
    /// borders (OpenCV's `pyrDown`).
    @specialized(where Sample == UInt8)
    @specialized(where Sample == UInt16)
    public func reduced(threads: ThreadCount = .allProcessors) -> IntegerPlane {
        let target = size.halved
        return unsafe .written(size: target, from: self, rowCount: target.height, threads) {
            rows, source, output in
            let reducer = unsafe IntegerRowReducer(fine: source, size: size)
            for row in rows { unsafe reducer.write(row, to: output + row * target.width) }
        }
    }

    /// EXPAND in whole numbers: `(Σ + 32) >> 6` with the polyphase weights 1 6 1 and 4 4 (OpenCV's
    /// `pyrUp`); `size` is twice the size of the plane, or one less in either direction.
    @specialized(where Sample == UInt8)
    @specialized(where Sample == UInt16)
    public func expanded(
        to size: ImageSize, threads: ThreadCount = .allProcessors
    ) -> IntegerPlane {
        unsafe .written(size: size, from: self, rowCount: size.height, threads) {
            rows, source, output in
            let expander = unsafe IntegerRowExpander(coarse: source, size: size)
            for row in rows {
                expander.load(row)
                let target = unsafe output + row * size.width
                for column in 0..<size.width / 2 {
                    unsafe target[2 * column] = expander.even[column]
                    unsafe target[2 * column + 1] = expander.odd[column]
                }
                if size.width % 2 == 1 {
                    unsafe target[size.width - 1] = expander.even[size.width / 2]
                }
            }
        }
    }

    /// This plane minus the expansion of `coarse`.
    @specialized(where Sample == UInt8)
    @specialized(where Sample == UInt16)
    func band(over coarse: IntegerPlane, threads: ThreadCount) -> IntegerPlane<Sample.Band> {
        let size = size
        return unsafe withUnsafeSamples { samples in
            let fine = unsafe SharedRows(start: samples)
            return unsafe .written(size: size, from: coarse, rowCount: size.height, threads) {
                rows, source, output in
                let expander = unsafe IntegerRowExpander(coarse: source, size: size)
                for row in rows {
                    expander.load(row)
                    let target = unsafe output + row * size.width
                    let input = unsafe fine.start + row * size.width
                    for column in 0..<size.width / 2 {
                        unsafe target[2 * column] = difference(
                            input[2 * column], expander.even[column])
                        unsafe target[2 * column + 1] = difference(
                            input[2 * column + 1], expander.odd[column])
                    }
                    if size.width % 2 == 1 {
                        let last = size.width - 1
                        unsafe target[last] = difference(input[last], expander.even[last / 2])
                    }
                }
            }
        }
    }

    /// The expansion of this plane plus a band, clamped to the samples' range.
    @specialized(where Sample == UInt8)
    @specialized(where Sample == UInt16)
    func collapsed(
        with band: IntegerPlane<Sample.Band>, threads: ThreadCount
    ) -> IntegerPlane {
        let size = band.size
        return unsafe band.withUnsafeSamples { samples in
            let band = unsafe SharedRows(start: samples)
            return unsafe .written(size: size, from: self, rowCount: size.height, threads) {
                rows, source, output in
                let expander = unsafe IntegerRowExpander(coarse: source, size: size)
                for row in rows {
                    expander.load(row)
                    let target = unsafe output + row * size.width
                    let input = unsafe band.start + row * size.width
                    for column in 0..<size.width / 2 {
                        unsafe target[2 * column] = sum(input[2 * column], expander.even[column])
                        unsafe target[2 * column + 1] = sum(
                            input[2 * column + 1], expander.odd[column])
                    }
                    if size.width % 2 == 1 {
                        let last = size.width - 1
                        unsafe target[last] = sum(input[last], expander.even[last / 2])
                    }
                }
            }
        }
    }

    @inline(__always)
    private func difference(_ fine: Sample, _ expanded: Sample) -> Sample.Band {
        Sample.Band(truncatingIfNeeded: fine) &- Sample.Band(truncatingIfNeeded: expanded)
    }

    @inline(__always)
    private func sum(_ band: Sample.Band, _ expanded: Sample) -> Sample {
        let white = Int32(truncatingIfNeeded: Sample.max)
        // A band beyond ±white gives black or white anyway, and cannot overflow once it is clamped.
        let difference = max(-white, min(white, Int32(truncatingIfNeeded: band)))
        let sum = difference &+ Int32(truncatingIfNeeded: expanded)
        return Sample(truncatingIfNeeded: max(0, min(white, sum)))
    }
}

/// A pointer that crosses to other threads, which only read through it.
@unsafe struct SharedRows<Sample>: @unchecked Sendable {
    let start: UnsafePointer<Sample>
}

/// A pointer that crosses to other threads, each of which writes rows of its own.
@unsafe private struct SharedTarget<Sample>: @unchecked Sendable {
    let start: UnsafeMutablePointer<Sample>
}

extension IntegerPlane {
    /// A plane whose rows are written by several threads, each a strip of its own.
    @inline(__always)
    static func written<Input>(
        size: ImageSize, from input: IntegerPlane<Input>, rowCount: Int, _ threads: ThreadCount,
        _ writeRows:
            @Sendable (Range<Int>, UnsafePointer<Input>, UnsafeMutablePointer<Sample>) -> Void
    ) -> IntegerPlane {
        let strips = max(1, min(threads.count, size.area >> 16, rowCount))
        var result = IntegerPlane(uninitialized: size)
        unsafe result.withUnsafeMutableSamples { output in
            let target = unsafe SharedTarget(start: output)
            unsafe input.withUnsafeSamples { samples in
                let source = unsafe SharedRows(start: samples)
                threads.forEach(below: strips) { strip in
                    let rows = rowCount * strip / strips..<rowCount * (strip + 1) / strips
                    unsafe writeRows(rows, source.start, target.start)
                }
            }
        }
        return result
    }
}
