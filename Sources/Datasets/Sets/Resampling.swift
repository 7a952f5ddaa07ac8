// SPDX-License-Identifier: Apache-2.0

package import Raster

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

/// The kernel that an image is resized with.
///
/// Reducing widens it by the factor, so that every source pixel counts: the rule of Pillow's `resize`,
/// of OpenCV's `INTER_AREA` for whole factors of the box, and of no plain bilinear sampler.
public enum ResizeFilter: String, Sendable, Hashable, Codable, CaseIterable {
    /// The mean of the pixels that a new pixel covers.
    case box
    /// A triangle over two pixels.
    case bilinear
    /// A windowed sinc over six pixels, the sharpest; it may overshoot at edges.
    case lanczos

    /// How far the kernel reaches, in pixels of the coarser grid.
    fileprivate var reach: Double {
        switch self {
        case .box: 0.5
        case .bilinear: 1
        case .lanczos: 3
        }
    }

    fileprivate func weight(_ x: Double) -> Double {
        switch self {
        case .box: return x > -0.5 && x <= 0.5 ? 1 : 0
        case .bilinear: return max(1 - abs(x), 0)
        case .lanczos:
            func sinc(_ x: Double) -> Double { x == 0 ? 1 : sin(.pi * x) / (.pi * x) }
            return abs(x) < 3 ? sinc(x) * sinc(x / 3) : 0
        }
    }
}

/// Resizes planes by a separable kernel; pixels beyond the border are left out and the weights of the
/// others add up to 1.
package enum Resampling {
    /// The pixels that a new pixel is made of.
    private struct Taps {
        let first: Int
        let weights: [Double]
    }

    /// The plane at another size.
    package static func resized(
        _ plane: Plane, to size: ImageSize, by filter: ResizeFilter
    ) -> Plane {
        let across = taps(from: plane.width, to: size.width, filter)
        let down = taps(from: plane.height, to: size.height, filter)
        let source = plane.samples
        var narrowed = [Double](repeating: 0, count: size.width * plane.height)
        for row in 0..<plane.height {
            for (column, tap) in across.enumerated() {
                var sum = 0.0
                let start = row * plane.width + tap.first
                for index in tap.weights.indices {
                    sum += tap.weights[index] * Double(source[start + index])
                }
                narrowed[row * size.width + column] = sum
            }
        }
        var sums = [Double](repeating: 0, count: size.width)
        var samples: [Float] = []
        samples.reserveCapacity(size.area)
        for tap in down {
            for column in sums.indices { sums[column] = 0 }
            for index in tap.weights.indices {
                let weight = tap.weights[index]
                let start = (tap.first + index) * size.width
                for column in sums.indices { sums[column] += weight * narrowed[start + column] }
            }
            for column in sums.indices { samples.append(Float(sums[column])) }
        }
        return Plane(width: size.width, height: size.height, samples: samples)
    }

    private static func taps(from count: Int, to target: Int, _ filter: ResizeFilter) -> [Taps] {
        let scale = Double(count) / Double(target)
        let widening = max(scale, 1)
        let reach = filter.reach * widening
        return (0..<target).map { index in
            let centre = (Double(index) + 0.5) * scale
            let first = max(Int(centre - reach + 0.5), 0)
            let last = min(Int(centre + reach + 0.5), count)
            var weights = (first..<last).map {
                filter.weight((Double($0) - centre + 0.5) / widening)
            }
            let sum = weights.reduce(0, +)
            for place in weights.indices { weights[place] /= sum }
            return Taps(first: first, weights: weights)
        }
    }
}
