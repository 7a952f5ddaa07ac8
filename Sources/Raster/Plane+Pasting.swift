// SPDX-License-Identifier: Apache-2.0

extension Plane {
    /// Copies a plane into this one with its top left corner at (`x`, `y`); it must fit.
    public mutating func paste(_ other: Plane, x: Int, y: Int) {
        precondition(
            x >= 0 && y >= 0 && x + other.width <= width && y + other.height <= height,
            "a plane of \(other.size) does not fit at (\(x), \(y)) of \(size)")
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
