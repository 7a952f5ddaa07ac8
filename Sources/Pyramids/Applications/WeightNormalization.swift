// SPDX-License-Identifier: Apache-2.0

import Raster

extension [Plane] {
    /// Weights divided by their sum at each place, without the last, which is 1 minus the others.
    ///
    /// The weights are not negative. Where all are 0, each becomes 1 / count.
    func normalizedWithoutLast(threads: ThreadCount) -> [Plane] {
        guard count > 1 else { return [] }
        var total = Plane(uninitialized: self[0].size)
        unsafe total.updateRows(reading: self, threads: threads) { band in
            let output = unsafe band.output
            for index in unsafe band.samples { unsafe output[index] = 0 }
            for input in unsafe band.inputs.indices {
                let weight = unsafe band.inputs[input]
                for index in unsafe band.samples { unsafe output[index] += weight[index] }
            }
        }
        let share = 1 / Float(count)
        let sum = total
        return dropLast().map { weight in
            var result = weight
            unsafe result.updateRows(reading: [sum], threads: threads) { band in
                let (output, sum) = unsafe (band.output, band.inputs[0])
                for index in unsafe band.samples {
                    unsafe output[index] = sum[index] > 0 ? output[index] / sum[index] : share
                }
            }
            return result
        }
    }
}
