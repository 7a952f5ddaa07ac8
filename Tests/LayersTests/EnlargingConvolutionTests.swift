// SPDX-License-Identifier: Apache-2.0

import Layers
import SeededRandom
import Tensors
import Testing

/// Repetition and convolution in one, against the one after the other.
struct EnlargingConvolutionTests {
    @Test("The sums of taps give what repeated pixels give, borders included")
    func equalsRepetition() throws {
        let (one, two) = (Scope(seed: 2, type: .float64), Scope(seed: 2, type: .float64))
        let joined = try EnlargingConvolution(one, from: 3, to: 4, weights: .he)
        let convolution = try Convolution(
            two, from: 3, to: 4, kernel: 3, padding: 1, weights: .he)
        var generator = RandomStream(seed: 6).generator()
        for entry in one.parameters.trained {
            let values = try Tensor.normal(entry.tensor.shape, using: &generator)
                .converted(to: .float64)
            for set in [one, two] {
                try withoutGradient { try #require(set.parameters[entry.name]).assign(values) }
            }
        }
        for (height, width) in [(1, 1), (3, 4)] {
            let x = try Tensor.normal([2, 3, height, width], using: &generator)
                .converted(to: .float64)
            let expected = try convolution(x.upsampled(by: 2))
            for x in [x, try x.channelsLast()] {
                let found = try joined(x)
                #expect(found.shape == [2, 4, 2 * height, 2 * width])
                #expect(try (found - expected).magnitude().greatest().item() < 1e-13)
            }
        }
    }
}
