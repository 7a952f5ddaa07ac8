// SPDX-License-Identifier: Apache-2.0

import SeededRandom
import Testing

@testable import InceptionScoring

struct SingularValuesTests {
    private func matrix(_ rows: Int, _ columns: Int, rank: Int) -> [Double] {
        var random = RandomStream(seed: 4).generator()
        func block(_ count: Int) -> [Double] { (0..<count).map { _ in random.normal() } }
        guard rank < min(rows, columns) else { return block(rows * columns) }
        return MatrixProduct.transposed(
            block(rows * rank), rows: rows, block(columns * rank), rows: columns, inner: rank)
    }

    /// The reduction by way of a band against LAPACK's, at sizes that the band divides and not.
    @Test(arguments: [(192, 192, 192), (200, 200, 200), (231, 205, 205), (197, 260, 20)])
    func theBandChangesNothing(rows: Int, columns: Int, rank: Int) {
        let matrix = matrix(rows, columns, rank: rank)
        let direct = SingularValues.direct(matrix, rows: rows, columns: columns).reduce(0, +)
        let sum = SingularValues.sum(of: matrix, rows: rows, columns: columns)
        #expect(abs(sum - direct) < 1e-13 * direct, "\(sum) against \(direct)")
    }

    @Test func smallOnesAreKnown() {
        #expect(SingularValues.sum(of: [3, 0, 0, -4], rows: 2, columns: 2) == 7)
        #expect(SingularValues.sum(of: [], rows: 0, columns: 3) == 0)
    }
}
