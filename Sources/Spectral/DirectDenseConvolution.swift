// SPDX-License-Identifier: Apache-2.0

internal import Raster

/// Convolution with a dense kernel by adding up taps.
///
/// The image is worked off in tiles of 64 × 32 results, whose input lies in one small block; each
/// row of 64 sums stays in eight vector registers.
struct DirectDenseConvolution {
    let taps: Plane
    let boundary: Boundary
    let threads: ThreadCount

    private static let tile = ImageSize(width: 64, height: 32)

    func callAsFunction(_ plane: Plane) -> Plane {
        var result = Plane(uninitialized: plane.size)
        let across = (plane.width + Self.tile.width - 1) / Self.tile.width
        let down = (plane.height + Self.tile.height - 1) / Self.tile.height
        let reversed = Plane(
            width: taps.width, height: taps.height, samples: taps.samples.reversed())
        unsafe result.withUnsafeMutableSamples { samples in
            let target = unsafe SharedFloats(samples)
            unsafe plane.withUnsafeSamples { source in
                let patch = unsafe BoundedPatch(
                    samples: source, size: plane.size, boundary: boundary)
                threads.forEachRun(of: across * down) { run in
                    let block = AlignedSamples(
                        uninitializedCount: blockWidth * (Self.tile.height + taps.height - 1))
                    unsafe reversed.withUnsafeSamples { reversed in
                        for tile in run {
                            unsafe convolve(
                                patch, x: tile % across * Self.tile.width,
                                y: tile / across * Self.tile.height, taps: reversed,
                                block: block.base, to: target.base)
                        }
                    }
                }
            }
        }
        return result
    }

    private var blockWidth: Int { Self.tile.width + taps.width - 1 }

    private func convolve(
        _ patch: BoundedPatch, x: Int, y: Int, taps reversed: UnsafePointer<Float>,
        block: UnsafeMutablePointer<Float>, to target: UnsafeMutablePointer<Float>
    ) {
        let width = blockWidth
        let rows = min(Self.tile.height, patch.size.height - y)
        let left = x - (taps.width - 1 - taps.width / 2)
        let top = y - (taps.height - 1 - taps.height / 2)
        for row in 0..<(rows + taps.height - 1) {
            unsafe patch.copyRow(top + row, from: left, count: width, to: block + row * width)
        }
        let kept = min(Self.tile.width, patch.size.width - x)
        unsafe withUnsafeTemporaryAllocation(of: Float.self, capacity: Self.tile.width) { sums in
            guard let sums = sums.baseAddress else { return }
            for row in 0..<rows {
                unsafe sum(block + row * width, taps: reversed, to: sums)
                unsafe (target + ((y + row) * patch.size.width + x)).update(from: sums, count: kept)
            }
        }
    }

    @inline(__always)
    private func sum(
        _ block: UnsafePointer<Float>, taps reversed: UnsafePointer<Float>,
        to target: UnsafeMutablePointer<Float>
    ) {
        let width = blockWidth
        var sum0 = SIMD8<Float>.zero
        var (sum1, sum2, sum3, sum4, sum5, sum6, sum7) = (sum0, sum0, sum0, sum0, sum0, sum0, sum0)
        for row in 0..<taps.height {
            let line = unsafe block + row &* width
            let weights = unsafe reversed + row &* taps.width
            var tap = 0
            while tap < taps.width {
                let weight = unsafe SIMD8(repeating: weights[tap])
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
}
