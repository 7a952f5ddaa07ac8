// SPDX-License-Identifier: Apache-2.0

public import Tensors

/// A named part of what a player minimises, so that logs and tests see each part.
public struct LossTerm {
    /// What it is, as in `real` or `gradient_penalty`.
    public let name: String
    /// A single number.
    public let value: Tensor
    /// What it is multiplied by in the sum; logs show it without.
    public let weight: Double

    /// Creates a term.
    public init(_ name: String, _ value: Tensor, weight: Double = 1) {
        self.name = name
        self.value = value
        self.weight = weight
    }

    /// The weighted sum of terms.
    ///
    /// - Throws: `TensorError` for no terms at all, and what LibTorch refuses.
    public static func sum(_ terms: [LossTerm]) throws(TensorError) -> Tensor {
        guard let first = terms.first else {
            throw TensorError(
                operation: "sum of loss terms", shapes: [], problem: "there are none")
        }
        var total = try first.weighted()
        for term in terms.dropFirst() { total = try total + term.weighted() }
        return total
    }

    private func weighted() throws(TensorError) -> Tensor {
        weight == 1 ? value : try value * weight
    }
}
