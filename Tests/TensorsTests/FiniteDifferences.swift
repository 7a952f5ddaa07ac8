// SPDX-License-Identifier: Apache-2.0

import SeededRandom
import Tensors
import Testing

/// A function of tensors whose gradients are held against finite differences.
struct DifferentiableFunction: Sendable, CustomTestStringConvertible {
    let name: String
    let shapes: [[Int]]
    /// Where the inputs are drawn from: away from corners and poles of the function.
    var range: ClosedRange<Double> = -2...2
    let function: @Sendable ([Tensor]) throws -> Tensor

    init(
        _ name: String, _ shapes: [[Int]], range: ClosedRange<Double> = -2...2,
        _ function: @escaping @Sendable ([Tensor]) throws -> Tensor
    ) {
        self.name = name
        self.shapes = shapes
        self.range = range
        self.function = function
    }

    var testDescription: String { name }

    /// Inputs in double precision, the same each time.
    func inputs() throws -> [Tensor] {
        var generator = (RandomStream(seed: 11) / name).generator()
        return try shapes.map { shape in
            let values = (0..<shape.reduce(1, *)).map { _ in
                generator.uniform(range.lowerBound, range.upperBound)
            }
            return try Tensor(values, shape: shape)
        }
    }

    /// A number that depends on every output: the outputs weighted with fixed uneven numbers.
    func weighted(_ inputs: [Tensor]) throws -> Tensor {
        let output = try function(inputs)
        let weights = (0..<output.count).map { 0.5 + Double(($0 * 7) % 13) / 13 }
        return try (output * Tensor(weights, shape: output.shape)).sum()
    }

    /// The sum of squared gradients of `weighted`: its gradients are second derivatives.
    func slope(_ inputs: [Tensor]) throws -> Tensor {
        let slopes = try gradients(
            of: [weighted(inputs)], withRespectTo: inputs, creatingGraph: true)
        var sum = try slopes[0].squared().sum()
        for slope in slopes.dropFirst() { sum = try sum + slope.squared().sum() }
        return sum
    }
}

/// The greatest difference between the gradients of `value` and central differences, over the
/// greatest gradient (or 1, if that is less).
func gradientError(_ inputs: [Tensor], _ value: ([Tensor]) throws -> Tensor) throws -> Double {
    for input in inputs { try input.requireGradient() }
    let found = try gradients(of: [value(inputs)], withRespectTo: inputs)
    var worst = 0.0
    var scale = 1.0
    for (index, input) in inputs.enumerated() {
        let values = try input.values(as: Double.self)
        for (place, gradient) in try found[index].values(as: Double.self).enumerated() {
            // The best step for central differences in double precision is about ∛ε.
            let step = 6e-6
            func moved(_ by: Double) throws -> Double {
                var values = values
                values[place] += by
                var inputs = inputs
                inputs[index] = try Tensor(values, shape: input.shape)
                try inputs[index].requireGradient()
                return try value(inputs).item()
            }
            let difference = try (moved(step) - moved(-step)) / (2 * step)
            worst = max(worst, abs(difference - gradient))
            scale = max(scale, abs(gradient))
        }
    }
    return worst / scale
}
