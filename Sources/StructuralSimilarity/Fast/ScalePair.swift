// SPDX-License-Identifier: Apache-2.0

internal import Raster

/// One channel of two images at one scale.
///
/// What is computed with are s = x + y and d = x − y. SSIM's moments are then four instead of five: with
/// the local means S, D and variances V, W of s and d, covariance is (V − W)/4, the variances' sum
/// (V + W)/2, and likewise μxμy = (S² − D²)/4 and μx² + μy² = (S² + D²)/2. Equal images have d = 0 and so
/// a score of exactly 1, and exchanging the images changes nothing.
struct ScalePair: Sendable {
    /// x, or s.
    let first: Plane
    /// y, or d.
    let second: Plane
    /// Whether the planes are s and d: so are the scales after the first.
    let isSumDifference: Bool

    var size: ImageSize { first.size }

    /// The images themselves.
    init(_ x: Plane, _ y: Plane) {
        self.init(first: x, second: y, isSumDifference: false)
    }

    /// Room for the sums and differences of a scale.
    init(uninitialized size: ImageSize) {
        self.init(
            first: Plane(uninitialized: size), second: Plane(uninitialized: size),
            isSumDifference: true)
    }

    private init(first: Plane, second: Plane, isSumDifference: Bool) {
        self.first = first
        self.second = second
        self.isSumDifference = isSumDifference
    }

    /// The pair with `margin` more samples on each side, mirrored about the edge samples.
    func mirrored(margin: Int) -> ScalePair {
        ScalePair(
            first: first.mirrored(margin: margin), second: second.mirrored(margin: margin),
            isSumDifference: isSumDifference)
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
