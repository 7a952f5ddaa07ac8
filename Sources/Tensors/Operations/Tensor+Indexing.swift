// SPDX-License-Identifier: Apache-2.0

internal import CTorchShim

extension Tensor {
    /// The part at an index of an axis; the axis disappears.
    ///
    /// Shares memory.
    public func element(_ index: Int, along axis: Int = 0) throws(TensorError) -> Tensor {
        try made("element", self) { unsafe ctorch_select($0, axis, index, $1) }
    }

    /// A range of an axis, every `step`th of it.
    ///
    /// Shares memory.
    ///
    /// - Throws: ``TensorError`` when the range is not within the axis.
    public func slice(_ range: Range<Int>, along axis: Int = 0, step: Int = 1) throws(TensorError)
        -> Tensor
    {
        try made("slice", self) {
            unsafe ctorch_slice($0, axis, range.lowerBound, range.upperBound, step, $1)
        }
    }

    /// The parts at the indices (one axis, whole numbers) of an axis.
    public func elements(_ indices: Tensor, along axis: Int = 0) throws(TensorError) -> Tensor {
        try made("elements", self, indices) { unsafe ctorch_index_select($0, axis, $1, $2) }
    }

    /// At each place the element that `indices`, of the result's shape, names along an axis.
    public func gathered(_ indices: Tensor, along axis: Int) throws(TensorError) -> Tensor {
        try made("gathering", self, indices) { unsafe ctorch_gather($0, axis, $1, $2) }
    }

    /// Rows of this table (K, D) by their numbers: (…) becomes (…, D).
    public func rows(_ numbers: Tensor) throws(TensorError) -> Tensor {
        try made("rows of a table", self, numbers) { unsafe ctorch_embedding($0, $1, $2) }
    }

    /// Class numbers as rows that are 1 at the class and 0 elsewhere, of type `int64`.
    public func oneHot(classes: Int) throws(TensorError) -> Tensor {
        try made("one-hot", self) { unsafe ctorch_one_hot($0, classes, $1) }
    }

    /// Tensors one after another along an axis.
    public static func concatenated(_ tensors: [Tensor], along axis: Int = 0) throws(TensorError)
        -> Tensor
    {
        try made("concatenation", tensors) { unsafe ctorch_concatenate($0, $1, axis, $2) }
    }

    /// Tensors of one shape along a new axis.
    public static func stacked(_ tensors: [Tensor], along axis: Int = 0) throws(TensorError)
        -> Tensor
    {
        try made("stacking", tensors) { unsafe ctorch_stack($0, $1, axis, $2) }
    }
}
