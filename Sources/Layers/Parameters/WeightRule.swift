// SPDX-License-Identifier: Apache-2.0

internal import Tensors

/// How the weight of a dense or convolutional layer starts, and what it is at run time.
public enum WeightRule: Sendable, Hashable, Codable {
    /// The stored numbers are the weight.
    case stored(Initialiser)
    /// The stored numbers are N(0, 1), and the weight is those times gain / √n, with n incoming
    /// connections, so that optimizers whose steps know no scale move every layer alike. Karras et
    /// al., "Progressive growing of GANs", 2018, section 4.1.
    case equalized(gain: Double = 1.4142135623730951)

    /// PyTorch's default.
    public static let torch = WeightRule.stored(.torch)
    /// He's, for layers before a ReLU.
    public static let he = WeightRule.stored(.he())
    /// DCGAN's: N(0, 0.02²).
    public static let dcgan = WeightRule.stored(.normal(deviation: 0.02))
}

/// A registered weight under its rule.
struct Weight {
    private let stored: Tensor
    private let scale: Double

    init(_ rule: WeightRule, _ scope: Scope, _ shape: [Int], fan: Fan) throws(TensorError) {
        switch rule {
        case .stored(let initialiser):
            stored = try scope.parameter("weight", shape, initialiser, fan: fan)
            scale = 1
        case .equalized(let gain):
            stored = try scope.parameter("weight", shape, .normal(deviation: 1))
            scale = gain / Double(fan.incoming).squareRoot()
        }
    }

    /// The weight as the operation takes it.
    func value() throws(TensorError) -> Tensor { scale == 1 ? stored : try stored * scale }
}

extension WeightRule {
    /// What a bias starts with: PyTorch's own where the weight is PyTorch's, else zeros.
    var bias: Initialiser { self == .torch ? .torch : .zeros }
}
