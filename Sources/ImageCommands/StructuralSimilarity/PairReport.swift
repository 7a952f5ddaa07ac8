// SPDX-License-Identifier: Apache-2.0

internal import Scoring
internal import StructuralSimilarity

/// What `compare` says of two images.
struct PairReport: Encodable, Sendable {
    let name: String
    let first: String
    let second: String
    let result: SimilarityScore

    private enum CodingKeys: String, CodingKey {
        case first, second, score, ssim, phase, match, colour, weights, channels
        case clampedScales = "clamped_scales"
    }

    private enum ScaleKeys: String, CodingKey {
        case score, scales
    }

    init(_ pair: FolderMatching.Pair, _ score: SimilarityScore) {
        name = pair.name
        first = pair.first
        second = pair.second
        result = score
    }

    /// SSIM of the images as they are, the mean over channels.
    var ssim: Double? {
        let finest = result.channels.compactMap { $0.scales.first?.similarity }
        return finest.isEmpty ? nil : finest.reduce(0, +) / Double(finest.count)
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(first, forKey: .first)
        try container.encode(second, forKey: .second)
        try container.encode(result.value, forKey: .score)
        try container.encodeIfPresent(ssim, forKey: .ssim)
        try container.encodeIfPresent(result.phase, forKey: .phase)
        try container.encode(result.clampedScales, forKey: .clampedScales)
        try container.encode(result.convention, forKey: .match)
        try container.encode(result.colour, forKey: .colour)
        try container.encode(result.weights.values, forKey: .weights)
        try container.encode(result.channels, forKey: .channels)
    }

    var row: [String] {
        [
            name, result.value.score, ssim?.score ?? "",
            result.clampedScales.map(String.init).joined(separator: " "),
        ]
    }
}

/// What `compare` says of two folders.
struct FolderReport: Encodable, Sendable {
    let count: Int
    let mean: Double
    let standardError: Double?
    let pairs: [PairReport]

    private enum CodingKeys: String, CodingKey {
        case count, mean, pairs
        case standardError = "standard_error"
    }

    init(_ pairs: [PairReport]) {
        let moments = RunningMoments(pairs.map(\.result.value))
        count = pairs.count
        mean = moments.mean
        standardError = moments.standardError
        self.pairs = pairs
    }
}

extension Double {
    /// Six decimals, as scores are published.
    var score: String {
        guard isFinite else { return "none" }
        let millionths = Int((magnitude * 1e6).rounded())
        let digits = String(millionths % 1_000_000)
        let sign = self < 0 && millionths > 0 ? "-" : ""
        return "\(sign)\(millionths / 1_000_000)."
            + String(repeating: "0", count: 6 - digits.count) + digits
    }
}
