// SPDX-License-Identifier: Apache-2.0

internal import Raster

extension Plane {
    /// Copies a plane into this one with its top left corner at (`x`, `y`); it must fit.
    mutating func paste(_ other: Plane, x: Int, y: Int) {
        let width = width
        withMutableSamples { target in
            other.withSamples { source in
                for row in 0..<other.height {
                    for column in 0..<other.width {
                        target[(y + row) * width + x + column] = source[row * other.width + column]
                    }
                }
            }
        }
    }
}
