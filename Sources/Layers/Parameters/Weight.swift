// SPDX-License-Identifier: Apache-2.0

internal import Tensors

/// A registered weight under its rule.
struct Weight {
    private let stored: Tensor
    private let scaling: Scaling
    /// The axis of outputs.
    private let axis: Int
    private let sharing: WeightSharing
    private let shared = WeightSharing.Slot()

    private enum Scaling {
        case none
        case constant(Double)
        case gain(Tensor)
    }

    init(
        _ rule: WeightRule, _ scope: Scope, _ shape: [Int], outputAxis axis: Int = 0, fan: Fan
    ) throws(TensorError) {
        self.axis = axis
        sharing = scope.parameters.sharing
        switch rule {
        case .stored(let initialiser):
            stored = try scope.parameter("weight", shape, initialiser, fan: fan)
            scaling = .none
        case .equalized(let gain):
            stored = try scope.parameter("weight", shape, .normal(deviation: 1))
            scaling = .constant(gain / Double(fan.incoming).squareRoot())
        case .normalised(let initialiser, let trainsGain):
            stored = try scope.parameter("weight", shape, initialiser, fan: fan)
            let name = "weight_gain"
            scaling = .gain(
                trainsGain
                    ? try scope.parameter(name, [shape[axis]], .ones)
                    : try scope.buffer(name, .ones([shape[axis]], type: scope.type)))
        }
    }

    /// The weight as the operation takes it.
    func value() throws(TensorError) -> Tensor {
        if case .none = scaling { return stored }
        return try sharing.value(shared) { () throws(TensorError) in try computed() }
    }

    private func computed() throws(TensorError) -> Tensor {
        switch scaling {
        case .none: return stored
        case .constant(let factor): return try stored * factor
        case .gain(let gain):
            let ordered = axis == 0 ? stored : try stored.permuted([1, 0, 2, 3])
            // 1e-6 as in the authors' program: a direction of length 0 stays 0.
            let squares = try ordered.flattened().squared().sum(along: 1) + 1e-6
            let factors = try gain * squares.reciprocalSquareRoot()
            return try stored * factors.reshaped(alongAxis(axis, rank: stored.rank))
        }
    }

    /// Sets gain and bias so that `outputs`, the layer's for a batch, would have had mean 0 and the
    /// deviation in every channel.
    ///
    /// Salimans and Kingma 2016, section 3.
    func fit(_ outputs: Tensor, bias: Tensor?, deviation: Double) throws(TensorError) {
        guard case .gain(let gain) = scaling else {
            preconditionFailure("only a normalised weight is fitted to data")
        }
        try withoutGradient { () throws(TensorError) in
            let channels =
                try outputs.rank == 4
                ? outputs.permuted([1, 0, 2, 3]).flattened() : outputs.transposed()
            let mean = try channels.mean(along: 1)
            let factor = try deviation / channels.variance(along: 1).squareRoot()
            try gain.assign(gain * factor)
            if let bias { try bias.assign((bias - mean) * factor) }
        }
    }
}

/// A shape that broadcasts one number a channel: all ones but the axis.
private func alongAxis(_ axis: Int, rank: Int) -> [Int] {
    (0..<rank).map { $0 == axis ? -1 : 1 }
}
