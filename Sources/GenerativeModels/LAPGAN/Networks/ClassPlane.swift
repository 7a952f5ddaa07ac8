// SPDX-License-Identifier: Apache-2.0

public import Layers
public import Tensors

/// A class as one more plane of a level's input: one-hot → linear map to F² → ReLU → (N, 1, F, F).
///
/// Denton et al. 2015, section 3 (CC-LAPGAN). G and D have a map each.
public struct ClassPlane {
    private let map: Dense
    private let side: Int

    /// Creates the map under a scope.
    public init(_ scope: Scope, classes: Int, side: Int) throws(TensorError) {
        map = try Dense(scope, from: classes, to: side * side)
        self.side = side
    }

    /// The plane of one-hot rows (N, classes).
    public func callAsFunction(_ classes: Tensor) throws(TensorError) -> Tensor {
        try map(classes).relu().reshaped([classes.shape[0], 1, side, side])
    }
}
