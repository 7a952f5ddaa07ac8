// SPDX-License-Identifier: Apache-2.0

internal import Raster

/// The means over one scale of one channel.
struct ScaleMeans: Sendable {
    var luminance: Double?
    var contrastStructure: Double
    var similarity: Double?
    var contrast: Double?
    var structure: Double?

    /// The means of the channels' means; all channels have one size.
    static func pooled(_ channels: [ScaleMeans]) -> ScaleMeans {
        func mean(_ term: (ScaleMeans) -> Double?) -> Double? {
            let terms = channels.compactMap(term)
            return terms.isEmpty ? nil : terms.reduce(0, +) / Double(terms.count)
        }
        return ScaleMeans(
            luminance: mean(\.luminance),
            contrastStructure: mean(\.contrastStructure) ?? .nan,
            similarity: mean(\.similarity), contrast: mean(\.contrast),
            structure: mean(\.structure))
    }
}

/// The constants that keep the quotients finite: C1 = (0.01 L)², C2 = (0.03 L)².
struct StabilityConstants: Sendable {
    let luminance: Double
    let contrast: Double

    init(dynamicRange: Double) {
        luminance = (0.01 * dynamicRange) * (0.01 * dynamicRange)
        contrast = (0.03 * dynamicRange) * (0.03 * dynamicRange)
    }
}
