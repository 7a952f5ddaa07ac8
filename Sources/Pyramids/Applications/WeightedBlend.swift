// SPDX-License-Identifier: Apache-2.0

import Raster

/// The sum that blending and exposure fusion share: each band of the result is the mean of the
/// images' bands, weighted by the Gaussian pyramids of weights that add up to 1.
///
/// `L(out)ₖ = Σᵢ G(Wᵢ)ₖ · L(Iᵢ)ₖ` takes a pyramid for each image. A pyramid is linear in its image and
/// the last weight is 1 minus the others, so with the last image B as base the same sum is
/// `L(out) = L(B) + Σ_{i<N} G(Wᵢ) · L(Iᵢ − B)`: one pyramid and one weight fewer, and images that
/// agree somewhere come through without rounding. This also holds for borders and kernels that do
/// not keep a constant constant, where the pyramids of the weights would not add up to 1.
struct WeightedBlend {
    let executor: PlaneExecutor
    let levels: Int

    /// Blends planes channel by channel.
    ///
    /// - Parameters:
    ///   - images: The planes of each image, all of one size that the filter takes unpadded.
    ///   - weights: One plane in 0…1 for each image but the last.
    /// - Returns: The planes of the result, of the same size.
    func blend(_ images: [[Plane]], weights: [Plane]) -> [Plane] {
        precondition(
            weights.count == images.count - 1,
            "\(images.count) images need \(images.count - 1) weights, not \(weights.count)")
        let pyramids = weights.map { weight in
            GaussianPyramid(of: weight, reductions: levels, by: executor).levels
        }
        let base = images[images.count - 1]
        return base.indices.map { channel in
            var sum: LaplacianPyramid<Plane>?
            for (image, weight) in zip(images, pyramids) {
                var pyramid = LaplacianPyramid(
                    decomposing: difference(image[channel], base[channel]), levels: levels,
                    by: executor)
                for level in 0..<levels {
                    accumulate(
                        &pyramid.bands[level], weight[level], sum?.bands[level], level: level)
                }
                accumulate(&pyramid.residual, weight[levels], sum?.residual, level: levels)
                sum = consume pyramid
            }
            guard let sum else { return base[channel] }
            var result = (consume sum).collapsed(by: executor)
            unsafe result.updateRows(reading: [base[channel]], threads: executor.threads) { band in
                let (output, base) = unsafe (band.output, band.inputs[0])
                for index in unsafe band.samples { unsafe output[index] += base[index] }
            }
            return result
        }
    }

    private func difference(_ left: Plane, _ right: Plane) -> Plane {
        var result = Plane(uninitialized: left.size)
        unsafe result.updateRows(reading: [left, right], threads: executor.threads) { band in
            let (output, left, right) = unsafe (band.output, band.inputs[0], band.inputs[1])
            for index in unsafe band.samples { unsafe output[index] = left[index] - right[index] }
        }
        return result
    }

    /// band = band · weight + sum, the weight brought back to 0…1 in conventions whose levels grow.
    private func accumulate(_ band: inout Plane, _ weight: Plane, _ sum: Plane?, level: Int) {
        let scale = 1 / executor.filter.levelGain(at: level)
        let inputs = [weight] + (sum.map { [$0] } ?? [])
        unsafe band.updateRows(reading: inputs, threads: executor.threads) { rows in
            let (output, weight) = unsafe (rows.output, rows.inputs[0])
            guard unsafe rows.inputs.count > 1 else {
                for index in unsafe rows.samples { unsafe output[index] *= scale * weight[index] }
                return
            }
            let sum = unsafe rows.inputs[1]
            for index in unsafe rows.samples {
                unsafe output[index] = sum[index] + output[index] * (scale * weight[index])
            }
        }
    }
}

extension PyramidFilter {
    /// By how much the values of level `level` exceed those of level 0.
    func levelGain(at level: Int) -> Float {
        (0..<level).reduce(1) { gain, _ in gain * levelGain }
    }
}
