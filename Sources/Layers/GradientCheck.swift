// SPDX-License-Identifier: Apache-2.0

public import Tensors

/// How far gradients are from central differences: the check of a layer or a loss that was written by
/// hand.
///
/// Every element of every tensor is moved up and down and the value computed anew, so it is for small
/// tensors in double precision. The value must be the same whenever it is computed: no dropout, no
/// batch statistics that move what is compared.
///
/// - Parameters:
///   - tensors: What to differentiate by; they require gradients, and hold their values again after.
///   - value: A single number.
/// - Returns: The greatest difference over the greatest gradient, or over 1 where that is less. About
///   10⁻⁹ is what double precision gives.
/// - Throws: What `value` throws.
public func gradientError(of tensors: [Tensor], _ value: () throws -> Tensor) throws -> Double {
    let found = try gradients(of: [value()], withRespectTo: tensors)
    var worst = 0.0
    var scale = 1.0
    for (tensor, gradient) in zip(tensors, found) {
        let values = try tensor.values(as: Double.self)
        func set(_ values: [Double]) throws(TensorError) {
            let source = try Tensor(values, shape: tensor.shape)
            try withoutGradient { () throws(TensorError) in try tensor.assign(source) }
        }
        for (place, slope) in try gradient.values(as: Double.self).enumerated() {
            // The best step for central differences in double precision is about ∛ε.
            let step = 6e-6
            var moved = values
            moved[place] = values[place] + step
            try set(moved)
            let above = try value().item()
            moved[place] = values[place] - step
            try set(moved)
            let below = try value().item()
            worst = max(worst, abs((above - below) / (2 * step) - slope))
            scale = max(scale, abs(slope))
        }
        try set(values)
    }
    return worst / scale
}
