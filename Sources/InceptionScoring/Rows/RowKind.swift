// SPDX-License-Identifier: Apache-2.0

/// What the numbers of an image's row are.
public enum RowKind: String, Sendable, Hashable, Codable, CaseIterable {
    /// How likely each class is: numbers from 0 to 1 that sum to 1.
    case probabilities
    /// What a softmax makes probabilities of.
    case logits
    /// What a network sees in the image, before it decides on a class.
    case features
}
