// SPDX-License-Identifier: Apache-2.0

internal import CTorchShim

// Shapes broadcast: axes are matched from the last, and one of length 1 or missing is repeated.
// Types are promoted as in NumPy; a number beside a tensor leaves the tensor's type what it is,
// unless the tensor holds whole numbers and the number has a fraction.

extension Tensor {
    /// The sum, element by element.
    public static func + (a: Tensor, b: Tensor) throws(TensorError) -> Tensor {
        try made("sum of two", a, b) { unsafe ctorch_add($0, $1, $2) }
    }

    /// The difference, element by element.
    public static func - (a: Tensor, b: Tensor) throws(TensorError) -> Tensor {
        try made("difference", a, b) { unsafe ctorch_subtract($0, $1, $2) }
    }

    /// The product, element by element.
    public static func * (a: Tensor, b: Tensor) throws(TensorError) -> Tensor {
        try made("product", a, b) { unsafe ctorch_multiply($0, $1, $2) }
    }

    /// The quotient, element by element.
    public static func / (a: Tensor, b: Tensor) throws(TensorError) -> Tensor {
        try made("quotient", a, b) { unsafe ctorch_divide($0, $1, $2) }
    }

    /// Each element plus a number.
    public static func + (x: Tensor, value: Double) throws(TensorError) -> Tensor {
        try made("sum with a number", x) { unsafe ctorch_add_number($0, value, $1) }
    }

    /// Each element less a number.
    public static func - (x: Tensor, value: Double) throws(TensorError) -> Tensor {
        try made("difference with a number", x) { unsafe ctorch_add_number($0, -value, $1) }
    }

    /// Each element times a number.
    public static func * (x: Tensor, value: Double) throws(TensorError) -> Tensor {
        try made("product with a number", x) { unsafe ctorch_multiply_number($0, value, $1) }
    }

    /// Each element over a number.
    public static func / (x: Tensor, value: Double) throws(TensorError) -> Tensor {
        try made("quotient with a number", x) { unsafe ctorch_divide_number($0, value, $1) }
    }

    /// A number plus each element.
    public static func + (value: Double, x: Tensor) throws(TensorError) -> Tensor {
        try made("sum with a number", x) { unsafe ctorch_add_number($0, value, $1) }
    }

    /// A number less each element.
    public static func - (value: Double, x: Tensor) throws(TensorError) -> Tensor {
        try made("difference with a number", x) {
            unsafe ctorch_subtract_from_number($0, value, $1)
        }
    }

    /// A number times each element.
    public static func * (value: Double, x: Tensor) throws(TensorError) -> Tensor {
        try made("product with a number", x) { unsafe ctorch_multiply_number($0, value, $1) }
    }

    /// A number over each element.
    public static func / (value: Double, x: Tensor) throws(TensorError) -> Tensor {
        try made("quotient with a number", x) { unsafe ctorch_divide_into_number($0, value, $1) }
    }

    /// Each element with the other sign.
    public static prefix func - (x: Tensor) throws(TensorError) -> Tensor {
        try made("negative", x) { unsafe ctorch_negative($0, $1) }
    }
}
