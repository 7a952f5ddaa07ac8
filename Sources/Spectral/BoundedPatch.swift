// SPDX-License-Identifier: Apache-2.0

internal import Raster

/// Copies of a rectangle that may reach over the edges of an image.
@safe struct BoundedPatch: @unchecked Sendable {
    // Unchecked: it only reads, while the closure that lends `samples` runs.
    let samples: UnsafePointer<Float>
    let size: ImageSize
    let boundary: Boundary

    /// The samples of row `y`, which may lie outside.
    @inline(__always)
    func row(_ y: Int) -> UnsafePointer<Float> {
        unsafe samples + boundary.index(y, count: size.height) * size.width
    }

    /// Copies `count` samples of row `y` from column `x` on.
    @inline(__always)
    func copyRow(_ y: Int, from x: Int, count: Int, to target: UnsafeMutablePointer<Float>) {
        let source = unsafe row(y)
        let inner = innerRange(x, count)
        for offset in 0..<inner.lowerBound {
            unsafe target[offset] = source[boundary.index(x + offset, count: size.width)]
        }
        unsafe (target + inner.lowerBound).update(
            from: source + (x + inner.lowerBound), count: inner.count)
        for offset in inner.upperBound..<count {
            unsafe target[offset] = source[boundary.index(x + offset, count: size.width)]
        }
    }

    /// Copies `count` samples of two rows as the real and imaginary parts of one line.
    @inline(__always)
    func copyPair(
        rows first: Int, _ second: Int, from x: Int, count: Int,
        to target: UnsafeMutablePointer<Float>
    ) {
        let real = unsafe row(first)
        let imaginary = unsafe row(second)
        let inner = innerRange(x, count)
        for offset in 0..<inner.lowerBound {
            let column = boundary.index(x + offset, count: size.width)
            unsafe target[2 * offset] = real[column]
            unsafe target[2 * offset + 1] = imaginary[column]
        }
        let realStart = unsafe real + x
        let imaginaryStart = unsafe imaginary + x
        for offset in inner {
            unsafe target[2 &* offset] = realStart[offset]
            unsafe target[2 &* offset &+ 1] = imaginaryStart[offset]
        }
        for offset in inner.upperBound..<count {
            let column = boundary.index(x + offset, count: size.width)
            unsafe target[2 * offset] = real[column]
            unsafe target[2 * offset + 1] = imaginary[column]
        }
    }

    /// The offsets from `x` that lie inside the row.
    @inline(__always)
    private func innerRange(_ x: Int, _ count: Int) -> Range<Int> {
        let lower = min(max(0, -x), count)
        return lower..<max(lower, min(count, size.width - x))
    }
}
