// SPDX-License-Identifier: Apache-2.0

import Raster

/// A pair of tap tables applied to a plane: rows first, then columns.
///
/// This is the plain path: it serves every convention, in single and double precision, and the fused
/// five-tap path is held against it.
struct SeparableTables<Scalar: BinaryFloatingPoint & Sendable> {
    let horizontal: TapTable<Scalar>
    let vertical: TapTable<Scalar>

    /// Writes the result, `vertical.outputCount` rows of `horizontal.outputCount` samples, to `target`.
    func apply(
        to source: UnsafePointer<Scalar>, into target: UnsafeMutablePointer<Scalar>,
        threads: ThreadCount
    ) {
        let rowLength = horizontal.outputCount
        let rows = vertical.inputCount
        let between = UnsafeMutablePointer<Scalar>.allocate(capacity: rowLength * rows)
        defer { unsafe between.deallocate() }
        let memory = unsafe SharedPointers(source: source, between: between, target: target)
        let bands = min(rows, vertical.outputCount, threads.count)
        threads.forEach(below: bands) { band in
            for row in share(band, of: bands, rows) { unsafe filterRow(row, memory) }
        }
        threads.forEach(below: bands) { band in
            for row in share(band, of: bands, vertical.outputCount) {
                unsafe combineRows(row, memory)
            }
        }
    }

    /// Pointers that cross to other threads: each thread writes rows of its own.
    @unsafe private struct SharedPointers: @unchecked Sendable {
        let source: UnsafePointer<Scalar>
        let between: UnsafeMutablePointer<Scalar>
        let target: UnsafeMutablePointer<Scalar>
    }

    private func share(_ part: Int, of parts: Int, _ count: Int) -> Range<Int> {
        count * part / parts..<count * (part + 1) / parts
    }

    private func filterRow(_ row: Int, _ memory: SharedPointers) {
        let input = unsafe memory.source + row * horizontal.inputCount
        let output = unsafe memory.between + row * horizontal.outputCount
        unsafe horizontal.starts.withUnsafeBufferPointer { starts in
            unsafe horizontal.indices.withUnsafeBufferPointer { indices in
                unsafe horizontal.weights.withUnsafeBufferPointer { weights in
                    for column in 0..<horizontal.outputCount {
                        var sum: Scalar = 0
                        for tap in unsafe starts[column]..<starts[column + 1] {
                            unsafe sum += weights[tap] * input[indices[tap]]
                        }
                        unsafe output[column] = sum
                    }
                }
            }
        }
    }

    private func combineRows(_ row: Int, _ memory: SharedPointers) {
        let length = horizontal.outputCount
        let output = unsafe memory.target + row * length
        unsafe output.update(repeating: 0, count: length)
        for tap in vertical.starts[row]..<vertical.starts[row + 1] {
            let input = unsafe memory.between + vertical.indices[tap] * length
            let weight = vertical.weights[tap]
            for column in 0..<length { unsafe output[column] += weight * input[column] }
        }
    }
}
