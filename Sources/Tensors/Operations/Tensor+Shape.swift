// SPDX-License-Identifier: Apache-2.0

internal import CTorchShim

// These share memory with their source where they can.

extension Tensor {
    /// The same elements in row-major order in another shape; one side may be −1, for what is left.
    public func reshaped(_ shape: [Int]) throws(TensorError) -> Tensor {
        try made("reshaping", self) { unsafe ctorch_reshape($0, shape, shape.count, $1) }
    }

    /// All axes from `first` on made one: (N, C, H, W) becomes (N, C · H · W).
    public func flattened(from first: Int = 1) throws(TensorError) -> Tensor {
        let shape = shape
        guard first >= 0, first < shape.count else {
            throw TensorError(
                operation: "flattening from axis \(first)", shapes: [shape],
                problem: "there is no such axis")
        }
        return try reshaped(shape[..<first] + [shape[first...].reduce(1, *)])
    }

    /// The axes in another order: axis i of the result is axis `axes[i]` of this.
    public func permuted(_ axes: [Int]) throws(TensorError) -> Tensor {
        try made("permuting", self) { unsafe ctorch_permute($0, axes, axes.count, $1) }
    }

    /// The tensor repeated along axes of length 1, and along new ones in front, to fill a shape.
    ///
    /// - Complexity: O(1); nothing is copied.
    public func broadcast(to shape: [Int]) throws(TensorError) -> Tensor {
        try made("broadcasting", self) { unsafe ctorch_expand($0, shape, shape.count, $1) }
    }

    /// The tensor without an axis, which must have length 1.
    public func removingAxis(_ axis: Int) throws(TensorError) -> Tensor {
        try made("removing an axis", self) { unsafe ctorch_squeeze($0, axis, $1) }
    }

    /// The tensor with a new axis of length 1 in front of an axis.
    public func insertingAxis(_ axis: Int) throws(TensorError) -> Tensor {
        try made("inserting an axis", self) { unsafe ctorch_unsqueeze($0, axis, $1) }
    }

    /// The elements along the axes in the opposite order.
    public func flipped(along axes: Int...) throws(TensorError) -> Tensor {
        try made("flipping", self) { unsafe ctorch_flip($0, axes, axes.count, $1) }
    }
}
