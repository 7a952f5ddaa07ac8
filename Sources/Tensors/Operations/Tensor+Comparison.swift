// SPDX-License-Identifier: Apache-2.0

internal import CTorchShim

// The operators with a dot are those of the standard library's SIMD types: they compare element by
// element and give a tensor of truth values.

extension Tensor {
    /// Whether elements of the first are equal to those of the second.
    public static func .== (a: Tensor, b: Tensor) throws(TensorError) -> Tensor {
        try made("comparison", a, b) { unsafe ctorch_equal($0, $1, $2) }
    }

    /// Whether elements are equal to a number.
    public static func .== (x: Tensor, value: Double) throws(TensorError) -> Tensor {
        try made("comparison", x) { unsafe ctorch_equal_number($0, value, $1) }
    }

    /// Whether elements of the first are unequal to those of the second.
    public static func .!= (a: Tensor, b: Tensor) throws(TensorError) -> Tensor {
        try made("comparison", a, b) { unsafe ctorch_not_equal($0, $1, $2) }
    }

    /// Whether elements are unequal to a number.
    public static func .!= (x: Tensor, value: Double) throws(TensorError) -> Tensor {
        try made("comparison", x) { unsafe ctorch_not_equal_number($0, value, $1) }
    }

    /// Whether elements of the first are less than those of the second.
    public static func .< (a: Tensor, b: Tensor) throws(TensorError) -> Tensor {
        try made("comparison", a, b) { unsafe ctorch_less($0, $1, $2) }
    }

    /// Whether elements are less than a number.
    public static func .< (x: Tensor, value: Double) throws(TensorError) -> Tensor {
        try made("comparison", x) { unsafe ctorch_less_number($0, value, $1) }
    }

    /// Whether elements of the first are less or equal to those of the second.
    public static func .<= (a: Tensor, b: Tensor) throws(TensorError) -> Tensor {
        try made("comparison", a, b) { unsafe ctorch_less_or_equal($0, $1, $2) }
    }

    /// Whether elements are less or equal to a number.
    public static func .<= (x: Tensor, value: Double) throws(TensorError) -> Tensor {
        try made("comparison", x) { unsafe ctorch_less_or_equal_number($0, value, $1) }
    }

    /// Whether elements of the first are greater than those of the second.
    public static func .> (a: Tensor, b: Tensor) throws(TensorError) -> Tensor {
        try made("comparison", a, b) { unsafe ctorch_greater($0, $1, $2) }
    }

    /// Whether elements are greater than a number.
    public static func .> (x: Tensor, value: Double) throws(TensorError) -> Tensor {
        try made("comparison", x) { unsafe ctorch_greater_number($0, value, $1) }
    }

    /// Whether elements of the first are greater or equal to those of the second.
    public static func .>= (a: Tensor, b: Tensor) throws(TensorError) -> Tensor {
        try made("comparison", a, b) { unsafe ctorch_greater_or_equal($0, $1, $2) }
    }

    /// Whether elements are greater or equal to a number.
    public static func .>= (x: Tensor, value: Double) throws(TensorError) -> Tensor {
        try made("comparison", x) { unsafe ctorch_greater_or_equal_number($0, value, $1) }
    }

    /// Whether both hold.
    public static func .& (a: Tensor, b: Tensor) throws(TensorError) -> Tensor {
        try made("logical and", a, b) { unsafe ctorch_logical_and($0, $1, $2) }
    }

    /// Whether at least one holds.
    public static func .| (a: Tensor, b: Tensor) throws(TensorError) -> Tensor {
        try made("logical or", a, b) { unsafe ctorch_logical_or($0, $1, $2) }
    }

    /// Whether it does not hold.
    public static prefix func .! (x: Tensor) throws(TensorError) -> Tensor {
        try made("logical not", x) { unsafe ctorch_logical_not($0, $1) }
    }

    /// Whether elements are neither infinite nor NaN.
    public func isFinite() throws(TensorError) -> Tensor {
        try made("isFinite", self) { unsafe ctorch_is_finite($0, $1) }
    }

    /// Whether every element holds, or is not 0.
    public func allHold() throws(TensorError) -> Bool {
        try made("allHold", self) { unsafe ctorch_all($0, $1) }.item() != 0
    }

    /// Whether at least one element holds, or is not 0.
    public func anyHolds() throws(TensorError) -> Bool {
        try made("anyHolds", self) { unsafe ctorch_any($0, $1) }.item() != 0
    }

    /// The elements of `a` where this tensor of truth values holds, and those of `b` elsewhere.
    public func choosing(_ a: Tensor, else b: Tensor) throws(TensorError) -> Tensor {
        try made("choosing", self, a, b) { unsafe ctorch_choose($0, $1, $2, $3) }
    }
}
