// SPDX-License-Identifier: Apache-2.0

import Raster

/// The local Laplacian filter by its definition, in double precision.
///
/// Paris, Hasinoff and Kautz 2011, algorithm 1. A coefficient of band k is a weighted sum of image samples with weights `gᵢgⱼ − hᵢhⱼ`: g the taps of
/// k reductions along an axis, h those of k + 1 reductions and an expansion. So no pyramid of the
/// whole remapped image has to be made for one coefficient, as the definition reads; remapping the
/// samples under the taps and summing them up gives the same number, for any filter and border. The
/// cost is that of about 150 samples for each sample and band.
struct ExactLocalLaplacian {
    let remap: DetailRemap<Double>
    let levels: Int
    let filter: PyramidFilter
    let threads: ThreadCount

    func apply(to plane: DoublePlane) -> DoublePlane {
        let executor = DoublePlaneExecutor(filter)
        let gaussian = GaussianPyramid(of: plane, reductions: levels, by: executor).levels
        let bands = (0..<levels).map { level in
            band(level, of: plane, gaussian[level])
        }
        return LaplacianPyramid(bands: bands, residual: gaussian[levels]).collapsed(by: executor)
    }

    private func band(_ level: Int, of plane: DoublePlane, _ gaussian: DoublePlane) -> DoublePlane {
        let columns = taps(of: plane.width, at: level, along: .horizontal)
        let rows = taps(of: plane.height, at: level, along: .vertical)
        let scale = 1 / Double(filter.levelGain(at: level))
        let width = gaussian.width
        var result = gaussian
        unsafe result.samples.withUnsafeMutableBufferPointer { buffer in
            unsafe plane.samples.withUnsafeBufferPointer { image in
                let memory = unsafe Samples(image: image, output: buffer)
                threads.forEach(below: rows.count) { y in
                    for x in 0..<width {
                        // The output still holds the Gaussian level here.
                        let centre = unsafe memory.output[y * width + x] * scale
                        unsafe memory.output[y * width + x] = coefficient(
                            memory.image, plane.width, rows[y], columns[x], around: centre)
                    }
                }
            }
        }
        return result
    }

    /// Σᵢ Σⱼ (gᵢgⱼ − hᵢhⱼ) r(xᵢⱼ).
    private func coefficient(
        _ image: UnsafeBufferPointer<Double>, _ width: Int, _ rows: BandTaps, _ columns: BandTaps,
        around centre: Double
    ) -> Double {
        var sum = 0.0
        for i in rows.indices.indices {
            var reduced = 0.0
            var expanded = 0.0
            let row = rows.indices[i] * width
            for j in columns.indices.indices {
                let value = unsafe remap(image[row + columns.indices[j]], around: centre)
                reduced += columns.reduced[j] * value
                expanded += columns.expanded[j] * value
            }
            sum += rows.reduced[i] * reduced - rows.expanded[i] * expanded
        }
        return sum
    }

    /// Pointers that cross to other threads: each row is written by one of them.
    @unsafe private struct Samples: @unchecked Sendable {
        let image: UnsafeBufferPointer<Double>
        let output: UnsafeMutableBufferPointer<Double>
    }

    /// The taps of each position of band `level` along an axis of `count` samples.
    private func taps(of count: Int, at level: Int, along axis: Axis) -> [BandTaps] {
        let reduced = filter.reductions(of: count, levels: level)
        let coarse = reduced.followed(by: filter.reduction(of: reduced.outputCount))
        let expanded = coarse.followed(
            by: filter.expansion(of: coarse.outputCount, to: reduced.outputCount, along: axis))
        return zip(reduced.rows, expanded.rows).map(BandTaps.init)
    }
}

/// The weights of image samples along one axis in one coefficient of a band.
private struct BandTaps: Sendable {
    let indices: [Int]
    /// g: the taps of the level itself.
    let reduced: [Double]
    /// h: the taps of the next level, expanded.
    let expanded: [Double]

    init(reduced: [AxisOperator.Tap], expanded: [AxisOperator.Tap]) {
        var weights: [Int: (Double, Double)] = [:]
        for tap in reduced { weights[tap.index, default: (0, 0)].0 = tap.weight }
        for tap in expanded { weights[tap.index, default: (0, 0)].1 = tap.weight }
        let sorted = weights.sorted { $0.key < $1.key }
        indices = sorted.map(\.key)
        self.reduced = sorted.map(\.value.0)
        self.expanded = sorted.map(\.value.1)
    }
}
