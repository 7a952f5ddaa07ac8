// SPDX-License-Identifier: Apache-2.0

/// The filters that pyrtools knows by name, scaled as there (most sum to √2, so that a level of the
/// pyramid is twice as large as the one below).
public enum PyrtoolsKernel: String, Sendable, Hashable, Codable, CaseIterable {
    case binom2, binom3, binom4, binom5, binom6, binom7, binom9, binom11, binom13
    case gauss3, gauss5
    case haar
    case qmf5, qmf8, qmf9, qmf12, qmf13, qmf16
    case daub2, daub3, daub4

    /// The taps in order.
    public var taps: [Double] {
        switch self {
        case .binom2: Self.binomial(2)
        case .binom3, .gauss3: Self.binomial(3)
        case .binom4: Self.binomial(4)
        case .binom5, .gauss5: Self.binomial(5)
        case .binom6: Self.binomial(6)
        case .binom7: Self.binomial(7)
        case .binom9: Self.binomial(9)
        case .binom11: Self.binomial(11)
        case .binom13: Self.binomial(13)
        case .haar: [1 / 2.0.squareRoot(), 1 / 2.0.squareRoot()]
        case .qmf5: Self.odd([-0.076103, 0.3535534, 0.8593118])
        case .qmf9: Self.odd([0.02807382, -0.060944743, -0.073386624, 0.41472545, 0.7973934])
        case .qmf13:
            Self.odd([
                -0.014556438, 0.021651438, 0.039045125, -0.09800052, -0.057827797, 0.42995453,
                0.7737113,
            ])
        case .qmf8: Self.even([0.00938715, -0.07065183, 0.06942827, 0.4899808])
        case .qmf12:
            Self.even([
                -0.003809699, 0.01885659, -0.002710326, -0.08469594, 0.08846992, 0.4843894,
            ])
        case .qmf16:
            Self.even([
                0.001050167, -0.005054526, -0.002589756, 0.0276414, -0.009666376, -0.09039223,
                0.09779817, 0.4810284,
            ])
        case .daub2: [0.482962913145, 0.836516303738, 0.224143868042, -0.129409522551]
        case .daub3:
            [
                0.332670552950, 0.806891509311, 0.459877502118, -0.135011020010, -0.085441273882,
                0.035226291882,
            ]
        case .daub4:
            [
                0.230377813309, 0.714846570553, 0.630880767930, -0.027983769417, -0.187034811719,
                0.030841381836, 0.032883011667, -0.010597401785,
            ]
        }
    }

    /// Row `count - 1` of Pascal's triangle, scaled to sum √2.
    private static func binomial(_ count: Int) -> [Double] {
        var row = [1.0]
        for _ in 1..<count { row = zip([0] + row, row + [0]).map { $0 + $1 } }
        let sum = row.reduce(0, +)
        return row.map { $0 / sum * 2.0.squareRoot() }
    }

    /// A symmetric filter of odd length from its first half and centre.
    private static func odd(_ half: [Double]) -> [Double] { half + half.dropLast().reversed() }

    /// A symmetric filter of even length from its first half, times √2.
    private static func even(_ half: [Double]) -> [Double] {
        (half + half.reversed()).map { $0 * 2.0.squareRoot() }
    }
}
