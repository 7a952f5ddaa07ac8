// SPDX-License-Identifier: Apache-2.0

import Raster

/// A few rows of planes of one width: what one thread works on at a time.
///
/// The loops of the applications are cheap for each sample and made of many samples; they run over
/// raw memory, so that the compiler can vectorise them.
@unsafe struct RowBand: @unchecked Sendable {
    /// The first sample of the plane that is written; only ``rows`` of it may be.
    let output: UnsafeMutablePointer<Float>
    /// The first samples of the planes that are read.
    let inputs: [UnsafePointer<Float>]
    let width: Int
    let rows: Range<Int>

    /// The indices of all samples in the rows.
    var samples: Range<Int> {
        unsafe rows.lowerBound * width..<rows.upperBound * width
    }
}

extension Plane {
    /// Writes rows of this plane while reading others of its size, a band of rows at a time, on
    /// several threads.
    ///
    /// A body writes to the rows of its band only, so the result does not depend on the threads.
    mutating func updateRows(
        reading inputs: [Plane], threads: ThreadCount, _ body: @Sendable (RowBand) -> Void
    ) {
        for input in inputs {
            precondition(input.size == size, "a plane of \(input.size) was read for one of \(size)")
        }
        let (width, height) = (size.width, size.height)
        // Large enough to be worth a call, small enough to stay in the second-level cache.
        let rowsPerBand = max(1, (1 << 15) / width)
        let bands = (height + rowsPerBand - 1) / rowsPerBand
        unsafe withUnsafeMutableSamples { output in
            withExtendedLifetime(inputs) {
                let whole = unsafe RowBand(
                    output: output,
                    inputs: inputs.map { unsafe UnsafePointer($0.storage.base) },
                    width: width, rows: 0..<height)
                threads.forEach(below: bands) { band in
                    let start = band * rowsPerBand
                    unsafe body(
                        RowBand(
                            output: whole.output, inputs: whole.inputs, width: whole.width,
                            rows: start..<min(start + rowsPerBand, height)))
                }
            }
        }
    }
}
