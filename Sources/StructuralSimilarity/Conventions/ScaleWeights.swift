// SPDX-License-Identifier: Apache-2.0

/// The exponents of the scales, finest first; their number is the number of scales.
public struct ScaleWeights: Sendable, Hashable, Codable {
    /// One exponent a scale.
    public let values: [Double]

    /// Creates weights; each is at least 0, and there is at least one.
    public init(_ values: [Double]) {
        precondition(
            !values.isEmpty && values.allSatisfy { $0 >= 0 && $0.isFinite },
            "weights of scales are at least 0: \(values)")
        self.values = values
    }

    /// The five weights of Wang, Simoncelli and Bovik (2003), which sum to 1.0001 and are used so.
    public static let standard = ScaleWeights([0.0448, 0.2856, 0.3001, 0.2363, 0.1333])

    /// One scale of weight 1: SSIM.
    public static let singleScale = ScaleWeights([1])

    /// The first `count` standard weights, 1 to 5; fewer than five are scaled to sum to 1.
    public static func first(_ count: Int) -> ScaleWeights {
        precondition((1...5).contains(count), "there are 1 to 5 standard weights, not \(count)")
        guard count < 5 else { return .standard }
        let some = standard.values.prefix(count)
        let sum = some.reduce(0, +)
        return ScaleWeights(some.map { $0 / sum })
    }

    /// The number of scales.
    public var count: Int { values.count }

    /// Whether this is plain SSIM, whose value may be negative.
    var isSingleScale: Bool { self == .singleScale }
}
