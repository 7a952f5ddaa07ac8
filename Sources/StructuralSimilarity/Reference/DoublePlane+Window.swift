// SPDX-License-Identifier: Apache-2.0

internal import Raster

extension DoublePlane {
    /// The means over the window at each place where it fits.
    func filtered(by window: SimilarityWindow) -> DoublePlane {
        let mapSize = window.mapSize(of: size)
        var tall = DoublePlane(size: ImageSize(width: mapSize.width, height: height))
        for y in 0..<height {
            for (k, tap) in window.taps.enumerated() {
                let source = y * width + k
                let target = y * mapSize.width
                for x in 0..<mapSize.width {
                    tall.samples[target + x] += tap * samples[source + x]
                }
            }
        }
        var result = DoublePlane(size: mapSize)
        for y in 0..<mapSize.height {
            for (k, tap) in window.taps.enumerated() {
                let source = (y + k) * mapSize.width
                let target = y * mapSize.width
                for x in 0..<mapSize.width {
                    result.samples[target + x] += tap * tall.samples[source + x]
                }
            }
        }
        return result
    }

    /// The transpose of ``filtered(by:)``: each value handed out over its window, weighted.
    func spread(by window: SimilarityWindow) -> DoublePlane {
        let reach = window.size - 1
        var tall = DoublePlane(size: ImageSize(width: width, height: height + reach))
        for y in 0..<height {
            for (k, tap) in window.taps.enumerated() {
                for x in 0..<width {
                    tall.samples[(y + k) * width + x] += tap * samples[y * width + x]
                }
            }
        }
        var result = DoublePlane(size: ImageSize(width: width + reach, height: tall.height))
        for y in 0..<tall.height {
            for (k, tap) in window.taps.enumerated() {
                let target = y * result.width + k
                for x in 0..<width {
                    result.samples[target + x] += tap * tall.samples[y * width + x]
                }
            }
        }
        return result
    }

    /// The plane with `margin` more samples on each side, mirrored about the edge samples.
    func mirrored(margin: Int) -> DoublePlane {
        var result = DoublePlane(
            size: ImageSize(width: width + 2 * margin, height: height + 2 * margin))
        for y in 0..<result.height {
            let row = Mirror.index(y - margin, count: height)
            for x in 0..<result.width {
                result[x, y] = self[Mirror.index(x - margin, count: width), row]
            }
        }
        return result
    }

    /// Each sample combined with the one at the same place in `other`.
    func combined(with other: DoublePlane, _ combine: (Double, Double) -> Double) -> DoublePlane {
        precondition(size == other.size, "planes of \(size) and \(other.size) cannot be combined")
        var result = self
        for index in samples.indices {
            result.samples[index] = combine(samples[index], other.samples[index])
        }
        return result
    }

    /// The mean of the samples.
    var mean: Double { samples.reduce(0, +) / Double(samples.count) }
}

/// Reflection about the edge samples, which are not repeated: −1 becomes 1.
enum Mirror {
    static func index(_ index: Int, count: Int) -> Int {
        guard count > 1 else { return 0 }
        let period = 2 * (count - 1)
        let phase = ((index % period) + period) % period
        return phase < count ? phase : period - phase
    }
}
