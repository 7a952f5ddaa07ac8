// SPDX-License-Identifier: Apache-2.0

internal import CTorchShim

// For weights, running statistics and moving averages. A tensor that requires a gradient is written
// to only inside ``withoutGradient(_:)``; LibTorch refuses otherwise.

extension Tensor {
    /// Overwrites the elements with those of another tensor, which broadcasts and is converted.
    public func assign(_ other: Tensor) throws(TensorError) {
        try perform("assignment", on: self, other) { unsafe ctorch_assign(handle, other.handle) }
    }

    /// Sets every element to one value.
    public func fill(with value: Double) throws(TensorError) {
        try perform("filling", on: self) { unsafe ctorch_fill(handle, value) }
    }

    /// Adds `scale` times another tensor.
    public func accumulate(_ other: Tensor, scaledBy scale: Double = 1) throws(TensorError) {
        try perform("accumulation", on: self, other) {
            unsafe ctorch_accumulate(handle, other.handle, scale)
        }
    }

    /// Multiplies every element by a number.
    public func scale(by factor: Double) throws(TensorError) {
        try perform("scaling", on: self) { unsafe ctorch_scale(handle, factor) }
    }

    /// Moves every element by `weight` of its distance to another tensor's: a moving average.
    public func move(towards other: Tensor, by weight: Double) throws(TensorError) {
        try perform("moving average", on: self, other) {
            unsafe ctorch_move_towards(handle, other.handle, weight)
        }
    }
}
