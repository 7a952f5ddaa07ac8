// SPDX-License-Identifier: Apache-2.0

internal import Raster

extension DoublePlane {
    /// The means over the window at each place where it fits.
    func filtered(by window: SimilarityWindow) -> DoublePlane {
        let mapSize = window.mapSize(of: size)
        var tall = DoublePlane(size: ImageSize(width: mapSize.width, height: height))
        for (k, tap) in window.taps.enumerated() {
            for y in 0..<height {
                let place = (from: y * width + k, to: y * mapSize.width)
                tall.add(mapSize.width, samples, times: tap, place)
            }
        }
        var result = DoublePlane(size: mapSize)
        for (k, tap) in window.taps.enumerated() {
            let start = k * mapSize.width
            result.add(mapSize.area, tall.samples, times: tap, (from: start, to: 0))
        }
        return result
    }

    /// The transpose of ``filtered(by:)``: each value handed out over its window, weighted.
    func spread(by window: SimilarityWindow) -> DoublePlane {
        let reach = window.size - 1
        var tall = DoublePlane(size: ImageSize(width: width, height: height + reach))
        for (k, tap) in window.taps.enumerated() {
            tall.add(size.area, samples, times: tap, (from: 0, to: k * width))
        }
        var result = DoublePlane(size: ImageSize(width: width + reach, height: tall.height))
        for (k, tap) in window.taps.enumerated() {
            for y in 0..<tall.height {
                let place = (from: y * width, to: y * result.width + k)
                result.add(width, tall.samples, times: tap, place)
            }
        }
        return result
    }

    /// Adds `count` of other samples, weighted, to those from a place on.
    private mutating func add(
        _ count: Int, _ other: [Double], times tap: Double, _ place: (from: Int, to: Int)
    ) {
        let source = other.span.extracting(place.from..<place.from + count)
        var target = samples.mutableSpan
        for index in 0..<count { target[place.to + index] += tap * source[index] }
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

    /// The transpose of ``mirrored(margin:)``: the margin's samples added to those they mirror.
    func unmirrored(margin: Int) -> DoublePlane {
        var result = DoublePlane(
            size: ImageSize(width: width - 2 * margin, height: height - 2 * margin))
        for y in 0..<height {
            let row = Mirror.index(y - margin, count: result.height)
            for x in 0..<width {
                result[Mirror.index(x - margin, count: result.width), row] += self[x, y]
            }
        }
        return result
    }

    /// The plane with so many more samples that the window's map has this plane's size, reflected at
    /// the border so that the edge samples are repeated.
    func reflected(for window: SimilarityWindow) -> DoublePlane {
        let before = (window.size - 1) / 2
        var result = DoublePlane(
            size: ImageSize(width: width + window.size - 1, height: height + window.size - 1))
        for y in 0..<result.height {
            let row = Mirror.reflected(y - before, count: height)
            for x in 0..<result.width {
                result[x, y] = self[Mirror.reflected(x - before, count: width), row]
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
