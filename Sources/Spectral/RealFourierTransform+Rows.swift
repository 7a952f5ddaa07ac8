// SPDX-License-Identifier: Apache-2.0

package import Raster

/// The part of a transform's image that is wanted.
struct TransformWindow {
    let x: Int
    let y: Int
    let size: ImageSize
}

// The row passes. A group is eight rows, four complex lines: one cache line of each column.
extension RealFourierTransform {
    static let rowsInGroup = 8
    private static let linesInGroup = 4

    package func rowGroupCount(of rows: Int) -> Int {
        (rows + Self.rowsInGroup - 1) / Self.rowsInGroup
    }

    private var lineStride: Int { LineTransform.stride(length: size.width) }

    /// Room for one group: its lines before and after the transform.
    package func makeRowScratch() -> AlignedSamples {
        AlignedSamples(uninitializedCount: 2 * Self.linesInGroup * lineStride)
    }

    /// Transforms groups of rows and writes them across the columns of `spectrum`.
    package func forwardRows(
        _ groups: Range<Int>, of samples: UnsafePointer<Float>, rowStride: Int,
        into spectrum: Spectrum, scratch: AlignedSamples
    ) {
        let before = unsafe scratch.base
        let after = unsafe scratch.base + Self.linesInGroup * lineStride
        for group in groups {
            let top = group * Self.rowsInGroup
            let lines = min(Self.linesInGroup, (size.height - top + 1) / 2)
            for line in 0..<lines {
                let y = top + 2 * line
                let packed = unsafe before + line * lineStride
                let first = unsafe samples + y * rowStride
                if y + 1 < size.height {
                    let second = unsafe first + rowStride
                    for x in 0..<size.width {
                        unsafe packed[2 &* x] = first[x]
                        unsafe packed[2 &* x &+ 1] = second[x]
                    }
                } else {
                    for x in 0..<size.width {
                        unsafe packed[2 &* x] = first[x]
                        unsafe packed[2 &* x &+ 1] = 0
                    }
                }
                unsafe rowTransform.forward(packed, after + line * lineStride)
            }
            if lines == Self.linesInGroup {
                unsafe untangle(after, lines: Self.linesInGroup, row: top, into: spectrum)
            } else {
                unsafe untangle(after, lines: lines, row: top, into: spectrum)
            }
        }
    }

    // With Z the transform of a + ib: A(k) = (Z(k) + Z(−k)*) / 2, B(k) = (Z(k) − Z(−k)*) / 2i.
    @inline(__always)
    private func untangle(
        _ lines: UnsafeMutablePointer<Float>, lines count: Int, row: Int, into spectrum: Spectrum
    ) {
        let stride = lineStride
        let width = size.width
        for kx in 0..<spectrum.columnCount {
            let mirrored = kx == 0 ? 0 : width &- kx
            let target = unsafe spectrum.column(kx) + 2 &* row
            for line in 0..<count {
                let source = unsafe UnsafePointer(lines + line &* stride)
                let z = unsafe source.pair(2 &* kx)
                let m = unsafe source.pair(2 &* mirrored)
                let sum =
                    SIMD4(z.x, z.y, z.y, m.x) + SIMD4(m.x, -m.y, m.y, -z.x)
                unsafe target.store(sum * 0.5, 4 &* line)
            }
        }
    }

    /// Transforms groups of rows of `window` back from the columns of `spectrum`; group 0 starts at
    /// the window's first row, which goes to `target`.
    func inverseRows(
        _ groups: Range<Int>, of spectrum: Spectrum, window: TransformWindow,
        to target: UnsafeMutablePointer<Float>, rowStride: Int, scale: Float,
        scratch: AlignedSamples
    ) {
        let before = unsafe scratch.base
        let after = unsafe scratch.base + Self.linesInGroup * lineStride
        for group in groups {
            let top = group * Self.rowsInGroup
            let rows = min(Self.rowsInGroup, window.size.height - top)
            if rows == Self.rowsInGroup {
                unsafe tangle(spectrum, row: window.y + top, rows: Self.rowsInGroup, into: before)
            } else {
                unsafe tangle(spectrum, row: window.y + top, rows: rows, into: before)
            }
            for line in 0..<(rows + 1) / 2 {
                let unpacked = unsafe after + line * lineStride
                unsafe rowTransform.inverse(before + line * lineStride, unpacked)
                let first = unsafe target + (top + 2 * line) * rowStride
                let values = unsafe unpacked + 2 * window.x
                if 2 * line + 1 < rows {
                    let second = unsafe first + rowStride
                    for x in 0..<window.size.width {
                        unsafe first[x] = values[2 &* x] * scale
                        unsafe second[x] = values[2 &* x &+ 1] * scale
                    }
                } else {
                    for x in 0..<window.size.width {
                        unsafe first[x] = values[2 &* x] * scale
                    }
                }
            }
        }
    }

    // Z(k) = A(k) + iB(k) and Z(−k) = A(k)* + iB(k)*; both are real where k = −k.
    @inline(__always)
    private func tangle(
        _ spectrum: Spectrum, row: Int, rows: Int, into lines: UnsafeMutablePointer<Float>
    ) {
        let stride = lineStride
        let width = size.width
        for kx in 0..<spectrum.columnCount {
            let source = unsafe UnsafePointer(spectrum.column(kx) + 2 &* row)
            let isOwnMirror = kx == 0 || 2 &* kx == width
            for line in 0..<(rows &+ 1) / 2 {
                let target = unsafe lines + line &* stride
                var pair = unsafe source.four(4 &* line)
                if 2 &* line &+ 1 == rows {
                    pair.z = 0
                    pair.w = 0
                }
                if isOwnMirror {
                    unsafe target.store(SIMD2(pair.x, pair.z), 2 &* kx)
                } else {
                    unsafe target.store(SIMD2(pair.x - pair.w, pair.y + pair.z), 2 &* kx)
                    unsafe target.store(
                        SIMD2(pair.x + pair.w, pair.z - pair.y), 2 &* (width &- kx))
                }
            }
        }
    }
}
