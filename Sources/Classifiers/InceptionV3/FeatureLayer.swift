// SPDX-License-Identifier: Apache-2.0

/// Where features are taken from Inception-v3, by their number: means over each feature map.
///
/// Scores are published with 2048. The others see smaller details and need fewer images.
public enum FeatureLayer: String, Sendable, Hashable, Codable, CaseIterable {
    /// After the first pooling.
    case first = "64"
    /// After the second pooling.
    case second = "192"
    /// Before the auxiliary classifier.
    case third = "768"
    /// Before the last layer (pool_3).
    case last = "2048"

    /// The number of features.
    var count: Int {
        switch self {
        case .first: 64
        case .second: 192
        case .third: 768
        case .last: 2048
        }
    }

    /// The stage whose output they are.
    var stage: String {
        switch self {
        case .first: "MaxPool_1"
        case .second: "MaxPool_2"
        case .third: "Mixed_6e"
        case .last: "Mixed_7c"
        }
    }
}
