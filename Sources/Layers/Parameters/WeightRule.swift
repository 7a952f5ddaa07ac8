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
    /// The stored numbers give a direction for each output, and a stored gain its length: g θ / ‖θ‖.
    ///
    /// Salimans and Kingma, "Weight normalization", 2016, eq. 2. The gains start at 1 and are parameters
    /// called `weight_gain`, or not trained where `trainsGain` is false; a layer's `fit` sets them by
    /// data.
    case normalised(Initialiser = .normal(deviation: 0.05), trainsGain: Bool = true)

    /// PyTorch's default.
    public static let torch = WeightRule.stored(.torch)
    /// He's, for layers before a ReLU.
    public static let he = WeightRule.stored(.he())
    /// DCGAN's: N(0, 0.02²).
    public static let dcgan = WeightRule.stored(.normal(deviation: 0.02))

    /// What a bias starts with: PyTorch's own where the weight is PyTorch's, else zeros.
    var bias: Initialiser { self == .torch ? .torch : .zeros }
}
