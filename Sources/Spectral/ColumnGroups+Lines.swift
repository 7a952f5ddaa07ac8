// SPDX-License-Identifier: Apache-2.0

extension ColumnGroups {
    /// Turns rows of a group into lines of column pairs; rows may lie outside the image.
    @inline(__always)
    func gather(
        group: Int, columns: Int, rows: Range<Int>, height: Int, boundary: Boundary,
        into lines: UnsafeMutablePointer<Float>, stride: Int
    ) {
        var row = rows.lowerBound
        var target = unsafe lines
        if columns == Self.width {
            while row &+ 4 <= rows.upperBound {
                let first = unsafe self.row(boundary.index(row, count: height), group: group)
                let second = unsafe self.row(
                    boundary.index(row &+ 1, count: height), group: group)
                let third = unsafe self.row(
                    boundary.index(row &+ 2, count: height), group: group)
                let fourth = unsafe self.row(
                    boundary.index(row &+ 3, count: height), group: group)
                for pair in Swift.stride(from: 0, to: Self.width / 2, by: 4) {
                    let quad = unsafe FourPairs(
                        first + 2 &* pair, second + 2 &* pair, third + 2 &* pair,
                        fourth + 2 &* pair
                    ).transposed
                    let place = unsafe target + pair &* stride
                    unsafe quad.store(
                        place, place + stride, place + 2 &* stride, place + 3 &* stride)
                }
                row &+= 4
                unsafe target += 8
            }
        }
        while row < rows.upperBound {
            let samples = unsafe self.row(boundary.index(row, count: height), group: group)
            for pair in 0..<(columns &+ 1) / 2 {
                let column = 2 &* pair
                let second = column &+ 1 < columns ? unsafe samples[column &+ 1] : 0
                unsafe (target + pair &* stride).store(SIMD2(samples[column], second), 0)
            }
            row &+= 1
            unsafe target += 2
        }
    }

    /// Turns lines of column pairs back into rows of a group.
    @inline(__always)
    func scatter(
        _ lines: UnsafePointer<Float>, stride: Int, columns: Int, rows: Range<Int>, group: Int
    ) {
        var row = rows.lowerBound
        var source = unsafe lines
        if columns == Self.width {
            while row &+ 4 <= rows.upperBound {
                let output = unsafe self.row(row, group: group)
                for pair in Swift.stride(from: 0, to: Self.width / 2, by: 4) {
                    let place = unsafe source + pair &* stride
                    let quad = unsafe FourPairs(
                        place, place + stride, place + 2 &* stride, place + 3 &* stride
                    ).transposed
                    let result = unsafe output + 2 &* pair
                    unsafe quad.store(
                        result, result + rowStride, result + 2 &* rowStride,
                        result + 3 &* rowStride)
                }
                row &+= 4
                unsafe source += 8
            }
        }
        while row < rows.upperBound {
            let output = unsafe self.row(row, group: group)
            for column in 0..<columns {
                unsafe output[column] = source[(column / 2) &* stride &+ column & 1]
            }
            row &+= 1
            unsafe source += 2
        }
    }
}
