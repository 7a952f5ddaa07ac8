// SPDX-License-Identifier: Apache-2.0

import Spectral
import Testing

@Suite("Boundaries")
struct BoundaryTests {
    @Test(arguments: [
        (Boundary.mirror, 4, [2, 1, 0, 1, 2, 3, 2, 1, 0, 1, 2, 3, 2, 1, 0, 1]),
        (.reflect, 4, [1, 2, 3, 3, 2, 1, 0, 0, 1, 2, 3, 3, 2, 1, 0, 0]),
        (.periodic, 4, [2, 3, 0, 1, 2, 3, 0, 1, 2, 3, 0, 1, 2, 3, 0, 1]),
        (.mirror, 2, [0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1]),
        (.mirror, 1, [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]),
        (.reflect, 1, [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]),
    ])
    func map(boundary: Boundary, count: Int, expected: [Int]) {
        let start = boundary == .mirror && count == 4 ? -8 : boundary == .reflect ? -7 : -6
        #expect((start..<(start + 16)).map { boundary.index($0, count: count) } == expected)
    }
}
