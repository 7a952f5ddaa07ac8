// SPDX-License-Identifier: Apache-2.0

import Raster

extension Plane {
    /// The mean of the squares over 5×5 samples, added up over the planes; borders are mirrored
    /// without repeating the edge.
    static func localEnergy(of planes: [Plane], threads: ThreadCount) -> Plane {
        let size = planes[0].size
        var squares = Plane(uninitialized: size)
        unsafe squares.updateRows(reading: planes, threads: threads) { band in
            let output = unsafe band.output
            for index in unsafe band.samples { unsafe output[index] = 0 }
            for input in unsafe band.inputs.indices {
                let plane = unsafe band.inputs[input]
                for index in unsafe band.samples {
                    unsafe output[index] += plane[index] * plane[index]
                }
            }
        }
        var columns = Plane(uninitialized: size)
        unsafe columns.updateRows(reading: [squares], threads: threads) { band in
            for y in unsafe band.rows { unsafe sumColumns(at: y, band, height: size.height) }
        }
        var result = Plane(uninitialized: size)
        unsafe result.updateRows(reading: [columns], threads: threads) { band in
            for y in unsafe band.rows { unsafe averageRow(y, band) }
        }
        return result
    }

    /// One row of sums over five rows.
    private static func sumColumns(at y: Int, _ band: RowBand, height: Int) {
        let width = unsafe band.width
        func row(_ offset: Int) -> UnsafePointer<Float> {
            unsafe band.inputs[0] + BorderRule.mirrored(y + offset, count: height) * width
        }
        let output = unsafe band.output + y * width
        let (a, b, c, d, e) = unsafe (row(-2), row(-1), row(0), row(1), row(2))
        for x in 0..<width { unsafe output[x] = a[x] + b[x] + c[x] + d[x] + e[x] }
    }

    /// One row of means over five columns of such sums.
    private static func averageRow(_ y: Int, _ band: RowBand) {
        let width = unsafe band.width
        let input = unsafe band.inputs[0] + y * width
        let output = unsafe band.output + y * width
        let inner = min(2, width)..<max(min(2, width), width - 2)
        for x in inner {
            unsafe output[x] =
                (input[x - 2] + input[x - 1] + input[x] + input[x + 1] + input[x + 2]) / 25
        }
        for x in 0..<width where !inner.contains(x) {
            var sum: Float = 0
            for offset in -2...2 {
                unsafe sum += input[BorderRule.mirrored(x + offset, count: width)]
            }
            unsafe output[x] = sum / 25
        }
    }
}
