// SPDX-License-Identifier: Apache-2.0

internal import CTorchShim

// One call changes all parameters: LibTorch's fused kernels read and write each number once.
// Optimizers with their state and schedules are in Training; these are the arithmetic alone.

extension Tensor {
    /// One step of Adam for many parameters at once.
    ///
    /// Kingma and Ba, "Adam", 2015, algorithm 1.
    ///
    /// - Parameters:
    ///   - parameters: They are written to; no gradient is recorded.
    ///   - gradients: One for each parameter.
    ///   - means: The moving averages of the gradients, zeros at first.
    ///   - squares: The moving averages of the squared gradients, zeros at first.
    ///   - steps: For each parameter a `float32` number, 0 at first; it is counted up.
    ///   - learningRate: How far a step goes.
    ///   - beta1: What is kept of the means in a step.
    ///   - beta2: What is kept of the squares in a step.
    ///   - epsilon: Keeps the quotient finite.
    ///   - weightDecay: Times the parameter is added to the gradient.
    ///   - decouplingDecay: Whether the decay shrinks the parameter itself instead (AdamW).
    /// - Throws: ``TensorError`` when the lists do not fit each other.
    public static func stepAdam(
        _ parameters: [Tensor], gradients: [Tensor], means: [Tensor], squares: [Tensor],
        steps: [Tensor], learningRate: Double, beta1: Double = 0.9, beta2: Double = 0.999,
        epsilon: Double = 1e-8, weightDecay: Double = 0, decouplingDecay: Bool = false
    ) throws(TensorError) {
        let count = parameters.count
        guard [gradients, means, squares, steps].allSatisfy({ $0.count == count }) else {
            throw mismatch("Adam", parameters, [gradients, means, squares, steps])
        }
        let status = withHandles(parameters) { parameters, _ in
            withHandles(gradients) { gradients, _ in
                withHandles(means) { means, _ in
                    withHandles(squares) { squares, _ in
                        withHandles(steps) { steps, _ in
                            unsafe ctorch_adam_step(
                                parameters, gradients, means, squares, steps, count, learningRate,
                                beta1, beta2, weightDecay, epsilon, decouplingDecay)
                        }
                    }
                }
            }
        }
        guard status == 0 else { throw lastError("Adam", parameters) }
    }

    /// One step of gradient descent for many parameters at once.
    ///
    /// - Parameters:
    ///   - parameters: They are written to; no gradient is recorded.
    ///   - gradients: One for each parameter.
    ///   - momenta: For each parameter what earlier steps left; empty where `momentum` is 0.
    ///   - learningRate: How far a step goes.
    ///   - momentum: What is kept of earlier steps.
    ///   - dampening: What is left out of the gradient where there is momentum.
    ///   - weightDecay: Times the parameter is added to the gradient.
    ///   - nesterov: Whether the momentum is looked ahead (Nesterov, 1983).
    ///   - isFirstStep: Whether the momenta hold nothing yet.
    /// - Throws: ``TensorError`` when the lists do not fit each other.
    public static func stepGradientDescent(
        _ parameters: [Tensor], gradients: [Tensor], momenta: [Tensor] = [],
        learningRate: Double, momentum: Double = 0, dampening: Double = 0,
        weightDecay: Double = 0, nesterov: Bool = false, isFirstStep: Bool = false
    ) throws(TensorError) {
        let count = parameters.count
        guard gradients.count == count, momentum == 0 || momenta.count == count else {
            throw mismatch("gradient descent", parameters, [gradients, momenta])
        }
        let status = withHandles(parameters) { parameters, _ in
            withHandles(gradients) { gradients, _ in
                withHandles(momenta) { momenta, momentaCount in
                    unsafe ctorch_sgd_step(
                        parameters, gradients, momentaCount == 0 ? nil : momenta, count,
                        learningRate, momentum, dampening, weightDecay, nesterov, isFirstStep)
                }
            }
        }
        guard status == 0 else { throw lastError("gradient descent", parameters) }
    }

    private static func mismatch(
        _ operation: String, _ parameters: [Tensor], _ others: [[Tensor]]
    ) -> TensorError {
        let counts = others.map { "\($0.count)" }.joined(separator: ", ")
        return TensorError(
            operation: operation, shapes: [],
            problem: "\(parameters.count) parameters, but \(counts) tensors of state")
    }
}
