// SPDX-License-Identifier: Apache-2.0

internal import CTorchShim

extension Tensor {
    /// The distance of each element from 0.
    public func magnitude() throws(TensorError) -> Tensor {
        try made("magnitude", self) { unsafe ctorch_absolute($0, $1) }
    }

    /// 1 over each element.
    public func reciprocal() throws(TensorError) -> Tensor {
        try made("reciprocal", self) { unsafe ctorch_reciprocal($0, $1) }
    }

    /// Each element times itself.
    public func squared() throws(TensorError) -> Tensor {
        try made("squared", self) { unsafe ctorch_square($0, $1) }
    }

    /// The square root of each element.
    public func squareRoot() throws(TensorError) -> Tensor {
        try made("squareRoot", self) { unsafe ctorch_square_root($0, $1) }
    }

    /// 1 over the square root of each element.
    public func reciprocalSquareRoot() throws(TensorError) -> Tensor {
        try made("reciprocalSquareRoot", self) { unsafe ctorch_reciprocal_square_root($0, $1) }
    }

    /// e to the power of each element.
    public func exponential() throws(TensorError) -> Tensor {
        try made("exponential", self) { unsafe ctorch_exponential($0, $1) }
    }

    /// The natural logarithm of each element.
    public func logarithm() throws(TensorError) -> Tensor {
        try made("logarithm", self) { unsafe ctorch_logarithm($0, $1) }
    }

    /// ln(1 + x) of each element x, exact near 0.
    public func logarithmOfOnePlus() throws(TensorError) -> Tensor {
        try made("logarithmOfOnePlus", self) { unsafe ctorch_logarithm_one_plus($0, $1) }
    }

    /// The sine of each element.
    public func sine() throws(TensorError) -> Tensor {
        try made("sine", self) { unsafe ctorch_sine($0, $1) }
    }

    /// The cosine of each element.
    public func cosine() throws(TensorError) -> Tensor {
        try made("cosine", self) { unsafe ctorch_cosine($0, $1) }
    }

    /// −1, 0 or 1 by the sign of each element.
    public func sign() throws(TensorError) -> Tensor {
        try made("sign", self) { unsafe ctorch_sign($0, $1) }
    }

    /// The greatest whole number that is not above each element.
    public func roundedDown() throws(TensorError) -> Tensor {
        try made("roundedDown", self) { unsafe ctorch_floor($0, $1) }
    }

    /// The least whole number that is not below each element.
    public func roundedUp() throws(TensorError) -> Tensor {
        try made("roundedUp", self) { unsafe ctorch_ceiling($0, $1) }
    }

    /// The whole number nearest to each element; halves go to the even one.
    public func rounded() throws(TensorError) -> Tensor {
        try made("rounded", self) { unsafe ctorch_round($0, $1) }
    }

    /// 2/√π ∫₀ˣ exp(−t²) dt of each element x.
    public func errorFunction() throws(TensorError) -> Tensor {
        try made("errorFunction", self) { unsafe ctorch_error_function($0, $1) }
    }

    /// Each element to a power.
    public func power(_ exponent: Double) throws(TensorError) -> Tensor {
        try made("power", self) { unsafe ctorch_power_number($0, exponent, $1) }
    }

    /// Each element to the power of the element of another tensor.
    public func power(_ exponents: Tensor) throws(TensorError) -> Tensor {
        try made("power", self, exponents) { unsafe ctorch_power($0, $1, $2) }
    }

    /// Each element, at least `low` and at most `high`.
    ///
    /// The gradient of those outside is 0.
    public func clamped(from low: Double = -.infinity, to high: Double = .infinity)
        throws(TensorError) -> Tensor
    {
        try made("clamping", self) { unsafe ctorch_clamp($0, low, high, $1) }
    }

    /// This tensor for weight 0, the other for weight 1, and between them in proportion.
    public func interpolated(to other: Tensor, weight: Double) throws(TensorError) -> Tensor {
        try made("interpolation", self, other) { unsafe ctorch_lerp($0, $1, weight, $2) }
    }
}

/// The greater of two tensors, element by element.
public func maximum(_ a: Tensor, _ b: Tensor) throws(TensorError) -> Tensor {
    try made("maximum", a, b) { unsafe ctorch_maximum($0, $1, $2) }
}

/// The lesser of two tensors, element by element.
public func minimum(_ a: Tensor, _ b: Tensor) throws(TensorError) -> Tensor {
    try made("minimum", a, b) { unsafe ctorch_minimum($0, $1, $2) }
}
