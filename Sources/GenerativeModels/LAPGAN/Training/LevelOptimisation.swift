// SPDX-License-Identifier: Apache-2.0

internal import Layers
public import Training

/// How the two networks of a level are changed.
public enum LevelOptimisation: Sendable, Hashable, Codable {
    /// The paper's: stochastic gradient descent in Torch7's form, whose dampening is the momentum.
    ///
    /// The rate starts at 0.02 and is divided by 1 + 4·10⁻⁵ after each epoch; the momentum starts at
    /// 0.5 and grows by 0.0008 an epoch up to 0.8 (section 4; dampening as in the authors' program).
    case paper(rate: Double = 0.02)
    /// Adam with β₁ 0.5, with which the networks learn in minutes.
    ///
    /// The discriminator may have a rate of its own. Where rates `fall`, they do so in a straight line to
    /// a twentieth at the end of the recipe's images.
    case quick(rate: Double = 2e-4, discriminatorRate: Double? = nil, fall: Bool = false)

    /// The optimizer of one network.
    ///
    /// - Parameters:
    ///   - parameters: What it changes.
    ///   - role: Whose they are.
    ///   - epoch: How many images an epoch has.
    ///   - images: How many images the recipe trains on.
    /// - Returns: An optimizer that has not stepped.
    func optimizer(
        of parameters: ParameterSet, _ role: LevelStage.Role, epoch: Int, images: Int
    ) -> Optimizer {
        switch self {
        case .paper(let rate):
            return Optimizer(
                rule(afterEpochs: 0), parameters,
                learningRate: .geometric(start: rate, factor: 1 / (1 + 4e-5), interval: epoch))
        case .quick(let common, let discriminatorRate, let fall):
            let rate = role == .generator ? common : discriminatorRate ?? common
            return Optimizer(
                rule(afterEpochs: 0), parameters,
                learningRate: fall
                    ? .linear([
                        .init(images: 0, value: rate), .init(images: images, value: rate / 20),
                    ]) : .constant(rate))
        }
    }

    /// The rule after some epochs.
    public func rule(afterEpochs epochs: Int) -> OptimizationRule {
        switch self {
        case .paper:
            let momentum = min(0.5 + 0.0008 * Double(epochs), 0.8)
            return .gradientDescent(momentum: momentum, dampening: momentum)
        case .quick: return .adam(beta1: 0.5)
        }
    }
}
