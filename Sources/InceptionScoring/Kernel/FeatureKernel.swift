// SPDX-License-Identifier: Apache-2.0

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

/// How alike two rows of features are, for the kernel distance.
public enum FeatureKernel: Sendable, Hashable, Codable {
    /// (γ x·y + offset)^degree; γ is 1 / features unless given.
    case polynomial(degree: Int, gamma: Double?, offset: Double)
    /// exp(−|x − y|² / (2 σ²)).
    case gaussian(sigma: Double)

    /// (x·y / d + 1)³, the kernel of the published distance.
    public static let cubic = FeatureKernel.polynomial(degree: 3, gamma: nil, offset: 1)

    /// The sum of the kernel over some rows, and over their places on the diagonal.
    ///
    /// - Parameters:
    ///   - products: x·y for each pair, row by row.
    ///   - squares: |x|² of each row and |y|² of each column.
    ///   - features: The number of features.
    /// - Returns: Both sums.
    func sums(
        products: [Double], squares: (rows: [Double], columns: [Double]), features: Int
    ) -> (all: Double, diagonal: Double) {
        let width = squares.columns.count
        var all = 0.0
        var diagonal = 0.0
        for row in squares.rows.indices {
            // A sum a row: fewer digits are lost than in one sum over all.
            var sum = 0.0
            let start = row * width
            switch self {
            case .polynomial(let degree, let gamma, let offset):
                let gamma = gamma ?? 1 / Double(features)
                for column in 0..<width {
                    sum += Self.power(products[start + column] * gamma + offset, degree)
                }
                if row < width {
                    diagonal += Self.power(products[start + row] * gamma + offset, degree)
                }
            case .gaussian(let sigma):
                let scale = -1 / (2 * sigma * sigma)
                func value(_ column: Int) -> Double {
                    let distance =
                        squares.rows[row] + squares.columns[column] - 2 * products[start + column]
                    return exp(max(distance, 0) * scale)
                }
                for column in 0..<width { sum += value(column) }
                if row < width { diagonal += value(row) }
            }
            all += sum
        }
        return (all, diagonal)
    }

    private static func power(_ base: Double, _ degree: Int) -> Double {
        switch degree {
        case 1: base
        case 2: base * base
        case 3: base * base * base
        default: pow(base, Double(degree))
        }
    }
}
