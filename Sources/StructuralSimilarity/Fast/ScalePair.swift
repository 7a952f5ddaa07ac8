// SPDX-License-Identifier: Apache-2.0

internal import Raster

/// One channel of two images at one scale.
///
/// What is computed with are s = x + y − 2c and d = x − y, with c near the mean of the images.
/// SSIM's moments are then four instead of five: with the local means S, D and variances V, W of s
/// and d, covariance is (V − W)/4, the variances' sum (V + W)/2, and with S' = S + 2c likewise
/// μxμy = (S'² − D²)/4 and μx² + μy² = (S'² + D²)/2. Equal images have d = 0 and so a score of exactly
/// 1, exchanging the images changes nothing, and c takes away what single precision would lose in
/// E[s²] − S².
struct ScalePair: Sendable {
    /// x, or s.
    let first: Plane
    /// y, or d.
    let second: Plane
    /// 2c.
    let offset: Float
    /// Whether the planes are s and d: so are the scales after the first.
    let isSumDifference: Bool

    var size: ImageSize { first.size }

    /// The images themselves.
    init(_ x: Plane, _ y: Plane) {
        first = x
        second = y
        offset = Self.typicalSum(x, y)
        isSumDifference = false
    }

    /// Room for the next scale after `finer`.
    init(uninitialized size: ImageSize, after finer: ScalePair) {
        first = Plane(uninitialized: size)
        second = Plane(uninitialized: size)
        offset = finer.offset
        isSumDifference = true
    }

    private init(first: Plane, second: Plane, like other: ScalePair) {
        self.first = first
        self.second = second
        offset = other.offset
        isSumDifference = other.isSumDifference
    }

    /// The mean of x + y over some sixteen rows: near enough, and the same for any thread count.
    private static func typicalSum(_ x: Plane, _ y: Plane) -> Float {
        let width = x.width
        let rows = stride(from: 0, to: x.height, by: (x.height + 15) / 16)
        var (total, count) = (0.0, 0)
        x.withSamples { x in
            y.withSamples { y in
                for row in rows {
                    var sum: Float = 0
                    for index in row * width..<(row + 1) * width { sum += x[index] + y[index] }
                    total += Double(sum)
                    count += width
                }
            }
        }
        let mean = Float(total / Double(count))
        // Samples that are not finite are reported later; until then they must not spread.
        return mean.isFinite ? mean : 0
    }

    /// The pair with `margin` more samples on each side, mirrored about the edge samples.
    func mirrored(margin: Int) -> ScalePair {
        ScalePair(
            first: first.mirrored(margin: margin), second: second.mirrored(margin: margin),
            like: self)
    }
}

extension Plane {
    /// The plane with `margin` more samples on each side, mirrored about the edge samples.
    fileprivate func mirrored(margin: Int) -> Plane {
        let columns = (0..<width + 2 * margin).map { Mirror.index($0 - margin, count: width) }
        let rows = (0..<height + 2 * margin).map { Mirror.index($0 - margin, count: height) }
        let source = samples
        return Plane(
            width: columns.count, height: rows.count,
            samples: rows.flatMap { row in columns.map { source[row * width + $0] } })
    }
}
