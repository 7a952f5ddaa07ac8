// SPDX-License-Identifier: Apache-2.0

internal import Raster

/// libvmaf's way to the next scale: the nine-tap low-pass of the 9/7 wavelet of Cohen, Daubechies
/// and Feauveau along both axes, mirrored between samples, and of the result every second sample.
enum WaveletLowPass {
    private static let taps: [Double] = [
        0.026727, -0.016828, -0.078201, 0.266846, 0.602914, 0.266846, -0.078201, -0.016828,
        0.026727,
    ]

    static func halved(_ plane: DoublePlane) -> DoublePlane {
        let coarse = plane.size.halved
        var tall = DoublePlane(size: ImageSize(width: coarse.width, height: plane.height))
        for y in 0..<plane.height {
            for x in 0..<coarse.width {
                for (k, tap) in taps.enumerated() {
                    tall[x, y] +=
                        tap * plane[Mirror.reflected(2 * x + k - 4, count: plane.width), y]
                }
            }
        }
        var result = DoublePlane(size: coarse)
        for y in 0..<coarse.height {
            for (k, tap) in taps.enumerated() {
                let row = Mirror.reflected(2 * y + k - 4, count: plane.height)
                for x in 0..<coarse.width { result[x, y] += tap * tall[x, row] }
            }
        }
        return result
    }
}
