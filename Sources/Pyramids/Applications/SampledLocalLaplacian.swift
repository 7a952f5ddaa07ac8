// SPDX-License-Identifier: Apache-2.0

import Raster

/// The fast local Laplacian filter: the pyramids of K remapped images, interpolated at the brightness
/// of each coefficient.
///
/// Aubry, Paris, Hasinoff, Kautz and Durand 2014, section 4. The plain form keeps K pyramids and looks up two of them for each coefficient. Here they are made
/// one after the other and each is added with the weight max(0, 1 − |G · (K − 1) − j|), which is 0
/// wherever it is not one of the two nearest: one pyramid in memory, and loops without look-ups.
struct SampledLocalLaplacian {
    let remap: DetailRemap<Float>
    let samples: Int
    let levels: Int
    let executor: PlaneExecutor

    func apply(to plane: Plane) -> Plane {
        let gaussian = GaussianPyramid(of: plane, reductions: levels, by: executor).levels
        let steps = Float(samples - 1)
        let positions = (0..<levels).map { level in
            let scale = steps / executor.filter.levelGain(at: level)
            return gaussian[level].map { min(max($0 * scale, 0), steps) }
        }
        var sum = positions.map { Plane(width: $0.width, height: $0.height) }
        for sample in 0..<samples {
            let remapped = remapped(plane, around: Float(sample) / steps)
            let pyramid = LaplacianPyramid(decomposing: remapped, levels: levels, by: executor)
            for level in 0..<levels {
                accumulate(&sum[level], pyramid.bands[level], positions[level], sample)
            }
        }
        let result = LaplacianPyramid(bands: consume sum, residual: gaussian[levels])
        return (consume result).collapsed(by: executor)
    }

    private func remapped(_ plane: Plane, around centre: Float) -> Plane {
        var result = Plane(uninitialized: plane.size)
        unsafe result.updateRows(reading: [plane], threads: executor.threads) { band in
            let (output, input) = unsafe (band.output, band.inputs[0])
            for index in unsafe band.samples {
                unsafe output[index] = remap(input[index], around: centre)
            }
        }
        return result
    }

    private func accumulate(_ sum: inout Plane, _ band: Plane, _ positions: Plane, _ sample: Int) {
        let centre = Float(sample)
        unsafe sum.updateRows(reading: [band, positions], threads: executor.threads) { rows in
            let (output, band, positions) = unsafe (rows.output, rows.inputs[0], rows.inputs[1])
            for index in unsafe rows.samples {
                let weight = unsafe max(0, 1 - abs(positions[index] - centre))
                unsafe output[index] += weight * band[index]
            }
        }
    }
}
