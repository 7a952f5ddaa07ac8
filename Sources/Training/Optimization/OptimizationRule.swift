// SPDX-License-Identifier: Apache-2.0

internal import Tensors

/// How gradients change parameters.
public enum OptimizationRule: Sendable, Hashable, Codable {
    /// v ← momentum · v + (1 − dampening) · g, θ ← θ − rate · v, where the first v is g itself.
    ///
    /// PyTorch has no dampening; Torch7's default, which the authors of LAPGAN used, is the momentum.
    case gradientDescent(
        momentum: Double = 0, dampening: Double = 0, weightDecay: Double = 0,
        nesterov: Bool = false)
    /// Kingma and Ba, "Adam", 2015; with `decouplesDecay` the AdamW of Loshchilov and Hutter, 2019.
    case adam(
        beta1: Double = 0.9, beta2: Double = 0.999, epsilon: Double = 1e-8,
        weightDecay: Double = 0, decouplesDecay: Bool = false)
    /// s ← decay · s + (1 − decay) · g², θ ← θ − rate · g / (√s + ε). Tieleman and Hinton, lecture
    /// 6.5, 2012.
    case rmsProp(decay: Double = 0.99, epsilon: Double = 1e-8, weightDecay: Double = 0)

    /// The tensors of state that a parameter has, by name.
    var stateNames: [String] {
        switch self {
        case .gradientDescent(let momentum, _, _, _): momentum == 0 ? [] : ["momentum"]
        case .adam: ["mean", "square", "step"]
        case .rmsProp: ["square"]
        }
    }

    /// The state of a parameter that was never changed.
    func state(for parameter: Tensor) throws(TensorError) -> [Tensor] {
        var state: [Tensor] = []
        for name in stateNames {
            let shape = name == "step" ? [] : parameter.shape
            let type = name == "step" ? ElementType.float32 : parameter.type
            state.append(try .zeros(shape, type: type, on: parameter.device))
        }
        return state
    }

    /// Changes parameters that are alike in whether this is their first step.
    func step(
        _ parameters: [Tensor], gradients: [Tensor], states: [[Tensor]], rate: Double,
        isFirst: Bool
    ) throws(TensorError) {
        switch self {
        case .gradientDescent(let momentum, let dampening, let weightDecay, let nesterov):
            try Tensor.stepGradientDescent(
                parameters, gradients: gradients,
                momenta: momentum == 0 ? [] : states.map { $0[0] }, learningRate: rate,
                momentum: momentum, dampening: dampening, weightDecay: weightDecay,
                nesterov: nesterov, isFirstStep: isFirst)
        case .adam(let beta1, let beta2, let epsilon, let weightDecay, let decouplesDecay):
            try Tensor.stepAdam(
                parameters, gradients: gradients, means: states.map { $0[0] },
                squares: states.map { $0[1] }, steps: states.map { $0[2] }, learningRate: rate,
                beta1: beta1, beta2: beta2, epsilon: epsilon, weightDecay: weightDecay,
                decouplingDecay: decouplesDecay)
        case .rmsProp(let decay, let epsilon, let weightDecay):
            for (index, parameter) in parameters.enumerated() {
                var gradient = gradients[index]
                if weightDecay != 0 { gradient = try gradient + parameter * weightDecay }
                let square = states[index][0]
                try square.move(towards: gradient.squared(), by: 1 - decay)
                let change = try gradient / (square.squareRoot() + epsilon)
                try parameter.accumulate(change, scaledBy: -rate)
            }
        }
    }
}
