// SPDX-License-Identifier: Apache-2.0

import Tensors
import TestSupport
import Testing

/// Numbers of `Fixtures/training`.
struct TrainingGoldens: Decodable {
    struct Array: Decodable {
        let shape: [Int]
        let data: [Double]

        func tensor() throws -> Tensor { try Tensor(data, shape: shape) }
    }

    struct CrossEntropy: Decodable {
        let logits, real, fake, nonSaturatingSlope, minimaxSlope: [Double]
        let nonSaturating, minimax: Double
    }

    struct Smoothing: Decodable {
        let target: Double
        let logits, real: [Double]
    }

    struct LeastSquares: Decodable {
        let reals, fakes: [Double]
        let discriminator, generator: Double
    }

    struct LinearCritic: Decodable {
        let weight, shares, penaltySlope: [Double]
        let reals, fakes: Array
        let bias, lambda, gamma, drift, penalty, discriminator, generator: Double
    }

    struct TwoLayerCritic: Decodable {
        let firstWeight, firstWeightSlope, reals, fakes: Array
        let firstBias, firstBiasSlope, secondWeight, secondWeightSlope, shares: [Double]
        let secondBias, lambda, gamma, drift, penalty, discriminator: Double
    }

    struct Grid: Decodable {
        struct Row: Decodable {
            let factor, penalty: Double
        }
        let weight: [Double]
        let rows: [Row]
    }

    struct Descent: Decodable {
        let start: [Double]
        let gradients, expected: Array
        let rate: Double
        let beta1, beta2, epsilon, momentum, dampening: Double?
    }

    struct Rate: Decodable {
        let epoch: Int
        let rate, factor: Double?
    }

    let crossEntropy: CrossEntropy
    let smoothing: [Smoothing]
    let leastSquares: LeastSquares
    let linearCritic: [LinearCritic]
    let twoLayerCritic: TwoLayerCritic
    let grid: Grid
    let adam, gradientDescent: [Descent]
    let lapganRates, improvedGANFactors: [Rate]

    static func load() throws -> TrainingGoldens { try Fixture.json("training/training.json") }
}

// Sums in another order: some 1e-15 of the numbers.
func expect(
    _ tensor: Tensor, _ expected: [Double], tolerance: Double = 1e-12,
    at location: SourceLocation = #_sourceLocation
) throws {
    let values = try tensor.values(as: Double.self)
    #expect(values.count == expected.count, sourceLocation: location)
    for (a, b) in zip(values, expected) {
        #expect(abs(a - b) <= tolerance * max(1, abs(b)), sourceLocation: location)
    }
}
