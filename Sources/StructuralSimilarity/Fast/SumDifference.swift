// SPDX-License-Identifier: Apache-2.0

internal import Raster

/// One channel of two images x and y as s = x + y − 2c and d = x − y, with c near their mean.
///
/// SSIM's moments are then four instead of five: with the local means S, D and variances V, W of s
/// and d, covariance is (V − W)/4, the variances' sum (V + W)/2, and with S' = S + 2c likewise
/// μxμy = (S'² − D²)/4 and μx² + μy² = (S'² + D²)/2. Equal images have d = 0 and so a score of exactly
/// 1, exchanging the images changes nothing, and c takes away what single precision would lose in
/// E[s²] − S².
struct SumDifference: Sendable {
    var sum: Plane
    var difference: Plane
    /// 2c: what was taken from the sum.
    let offset: Float

    var size: ImageSize { sum.size }

    /// The memory of both planes; whoever uses it keeps this value alive and knows that no other
    /// value shares the planes it writes to.
    var pointers: SumDifferencePointers {
        unsafe SumDifferencePointers(
            sum: sum.storage.base, difference: difference.storage.base, size: size, offset: offset)
    }

    /// Room for planes that are still to be written.
    init(uninitialized size: ImageSize, offset: Float) {
        sum = Plane(uninitialized: size)
        difference = Plane(uninitialized: size)
        self.offset = offset
    }

    /// Room for the sum and difference of two planes, with the offset that suits them.
    init(roomFor x: Plane, _ y: Plane) {
        self.init(uninitialized: x.size, offset: Self.typicalSum(x, y))
    }

    /// The mean of x + y over some sixteen rows: near enough, and the same for any thread count.
    private static func typicalSum(_ x: Plane, _ y: Plane) -> Float {
        let width = x.width
        let rows = stride(from: 0, to: x.height, by: (x.height + 15) / 16)
        let total = x.withSamples { x in
            y.withSamples { y in
                rows.reduce(0.0) { total, row in
                    var sum: Float = 0
                    for index in row * width..<(row + 1) * width { sum += x[index] + y[index] }
                    return total + Double(sum)
                }
            }
        }
        let mean = Float(total / Double(rows.reduce(0) { count, _ in count + width }))
        // The check for infinite samples comes later; until then they must not spread.
        return mean.isFinite ? mean : 0
    }

    /// The same with `margin` more samples on each side, mirrored about the edge samples.
    func mirrored(margin: Int) -> SumDifference {
        let larger = ImageSize(width: size.width + 2 * margin, height: size.height + 2 * margin)
        var result = SumDifference(uninitialized: larger, offset: offset)
        result.sum = Self.mirrored(sum, margin: margin, larger)
        result.difference = Self.mirrored(difference, margin: margin, larger)
        return result
    }

    private static func mirrored(_ plane: Plane, margin: Int, _ larger: ImageSize) -> Plane {
        let columns = (0..<larger.width).map { Mirror.index($0 - margin, count: plane.width) }
        var result = Plane(uninitialized: larger)
        unsafe result.withUnsafeMutableSamples { target in
            unsafe plane.withUnsafeSamples { source in
                for y in 0..<larger.height {
                    let row =
                        unsafe source
                        + Mirror.index(y - margin, count: plane.height) * plane.width
                    for x in 0..<larger.width {
                        unsafe target[y * larger.width + x] = row[columns[x]]
                    }
                }
            }
        }
        return result
    }
}

/// The memory of a ``SumDifference`` as it crosses to other threads, each of which reads what is
/// complete and writes rows of its own.
@safe struct SumDifferencePointers: @unchecked Sendable {
    let sum: UnsafeMutablePointer<Float>
    let difference: UnsafeMutablePointer<Float>
    let size: ImageSize
    let offset: Float
}
