// SPDX-License-Identifier: Apache-2.0

import Tensors
import Testing

/// Numbers in row-major order with their shape, as `Fixtures/progan` has them.
struct GoldenTensor: Decodable {
    let shape: [Int]
    let data: [Double]

    func tensor(_ type: ElementType = .float64) throws -> Tensor {
        try Tensor(data, shape: shape).converted(to: type)
    }
}

/// Numbers agree to a relative and a tenth of that in absolute tolerance.
func expect(
    _ tensor: Tensor, _ golden: GoldenTensor, tolerance: Double = 1e-12,
    at location: SourceLocation = #_sourceLocation
) throws {
    #expect(tensor.shape == golden.shape, sourceLocation: location)
    let values = try tensor.converted(to: .float64).values(as: Double.self)
    for (value, expected) in zip(values, golden.data) {
        #expect(
            abs(value - expected) <= tolerance * (abs(expected) + 0.1), sourceLocation: location)
    }
}
