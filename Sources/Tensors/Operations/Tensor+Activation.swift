// SPDX-License-Identifier: Apache-2.0

internal import CTorchShim

extension Tensor {
    /// max(x, 0) of each element x.
    public func relu() throws(TensorError) -> Tensor {
        try made("ReLU", self) { unsafe ctorch_relu($0, $1) }
    }

    /// x where x is positive, and `slope` · x elsewhere.
    public func leakyReLU(_ slope: Double) throws(TensorError) -> Tensor {
        try made("leaky ReLU", self) { unsafe ctorch_leaky_relu($0, slope, $1) }
    }

    /// x where x is positive, and `alpha` · (eˣ − 1) elsewhere.
    public func elu(_ alpha: Double = 1) throws(TensorError) -> Tensor {
        try made("ELU", self) { unsafe ctorch_elu($0, alpha, $1) }
    }

    /// x · Φ(x) of each element x, with the normal distribution function Φ.
    public func gelu() throws(TensorError) -> Tensor {
        try made("GELU", self) { unsafe ctorch_gelu($0, $1) }
    }

    /// x · sigmoid(x) of each element x.
    public func silu() throws(TensorError) -> Tensor {
        try made("SiLU", self) { unsafe ctorch_silu($0, $1) }
    }

    /// ln(1 + eˣ) of each element x, without overflow.
    public func softplus() throws(TensorError) -> Tensor {
        try made("softplus", self) { unsafe ctorch_softplus($0, $1) }
    }

    /// 1 / (1 + e⁻ˣ) of each element x.
    public func sigmoid() throws(TensorError) -> Tensor {
        try made("sigmoid", self) { unsafe ctorch_sigmoid($0, $1) }
    }

    /// ln(1 / (1 + e⁻ˣ)) of each element x, without overflow.
    public func logSigmoid() throws(TensorError) -> Tensor {
        try made("logSigmoid", self) { unsafe ctorch_log_sigmoid($0, $1) }
    }

    /// The hyperbolic tangent of each element.
    public func hyperbolicTangent() throws(TensorError) -> Tensor {
        try made("hyperbolicTangent", self) { unsafe ctorch_hyperbolic_tangent($0, $1) }
    }

    /// Probabilities out of logits: eˣ over its sum along an axis, without overflow.
    public func softmax(along axis: Int = -1) throws(TensorError) -> Tensor {
        try made("softmax", self) { unsafe ctorch_softmax($0, axis, $1) }
    }

    /// The logarithms of ``softmax(along:)``, exact where probabilities vanish.
    public func logSoftmax(along axis: Int = -1) throws(TensorError) -> Tensor {
        try made("log softmax", self) { unsafe ctorch_log_softmax($0, axis, $1) }
    }

    /// The mean cross-entropy of these logits (N, K) against class numbers (N) of type `int64`.
    ///
    /// - Parameters:
    ///   - labels: From 0 to K − 1.
    ///   - smoothing: The share of each target that is spread evenly over all classes.
    /// - Returns: A single number.
    /// - Throws: ``TensorError`` when shapes, types or devices do not fit.
    public func crossEntropy(against labels: Tensor, smoothing: Double = 0) throws(TensorError)
        -> Tensor
    {
        try made("cross-entropy", self, labels) {
            unsafe ctorch_cross_entropy($0, $1, smoothing, $2)
        }
    }

    /// The mean cross-entropy of these logits of one class against probabilities of the same shape.
    public func binaryCrossEntropy(against targets: Tensor) throws(TensorError) -> Tensor {
        try made("binary cross-entropy", self, targets) {
            unsafe ctorch_binary_cross_entropy($0, $1, $2)
        }
    }
}
