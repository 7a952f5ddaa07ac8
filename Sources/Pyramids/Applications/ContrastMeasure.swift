// SPDX-License-Identifier: Apache-2.0

import Raster

extension Plane {
    /// The absolute value of the five-point Laplacian (`0 1 0 / 1 −4 1 / 0 1 0`), borders mirrored
    /// without repeating the edge.
    func laplacianMagnitude(threads: ThreadCount) -> Plane {
        let (width, height) = (width, height)
        var result = Plane(uninitialized: size)
        unsafe result.updateRows(reading: [self], threads: threads) { band in
            for y in unsafe band.rows {
                let source = unsafe band.inputs[0]
                let row = unsafe source + y * width
                let above = unsafe source + BorderRule.mirrored(y - 1, count: height) * width
                let below = unsafe source + BorderRule.mirrored(y + 1, count: height) * width
                let output = unsafe band.output + y * width
                func write(_ x: Int, _ left: Int, _ right: Int) {
                    let around = unsafe above[x] + below[x] + row[left] + row[right]
                    unsafe output[x] = abs(around - 4 * row[x])
                }
                if width > 2 { for x in 1..<width - 1 { write(x, x - 1, x + 1) } }
                for x in Set([0, width - 1]) {
                    write(
                        x, BorderRule.mirrored(x - 1, count: width),
                        BorderRule.mirrored(x + 1, count: width))
                }
            }
        }
        return result
    }
}
