// SPDX-License-Identifier: Apache-2.0

internal import CTorchShim

extension Tensor {
    /// The matrix product over the last two axes; the axes before them are a batch and broadcast.
    public func matrixProduct(_ other: Tensor) throws(TensorError) -> Tensor {
        try made("matrix product", self, other) { unsafe ctorch_matrix_product($0, $1, $2) }
    }

    /// x Wᵀ + b: what a dense layer does to the last axis.
    ///
    /// - Parameters:
    ///   - weight: Outputs by inputs.
    ///   - bias: One number an output.
    /// - Returns: The tensor with its last axis replaced by the outputs.
    /// - Throws: ``TensorError`` when shapes, types or devices do not fit.
    public func linear(weight: Tensor, bias: Tensor? = nil) throws(TensorError) -> Tensor {
        try made("linear map", self, weight: weight, bias: bias) {
            unsafe ctorch_linear($0, $1, $2, $3)
        }
    }

    /// The tensor with its last two axes exchanged.
    public func transposed() throws(TensorError) -> Tensor {
        let rank = rank
        guard rank >= 2 else {
            throw TensorError(
                operation: "transposed", shapes: [shape], problem: "there are no two axes")
        }
        return try permuted(Array(0..<rank - 2) + [rank - 1, rank - 2])
    }
}
