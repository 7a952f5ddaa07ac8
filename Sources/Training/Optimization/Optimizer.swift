// SPDX-License-Identifier: Apache-2.0

public import Layers
public import Tensors

/// Changes the parameters of a network by their gradients, and remembers what the rule needs.
public final class Optimizer {
    /// How gradients change parameters; a schedule may set another momentum or decay.
    ///
    /// Parameters keep their state where the new rule has the same kind of state.
    public var rule: OptimizationRule {
        didSet { if rule.stateNames != oldValue.stateNames { reset() } }
    }
    /// How far a step goes.
    public var learningRate: Schedule
    /// What is changed.
    public let parameters: [ParameterSet.Entry]

    private var states: [String: [Tensor]] = [:]

    /// Creates an optimizer of all trained tensors of a set, or of some of them.
    ///
    /// - Parameters:
    ///   - rule: How gradients change parameters.
    ///   - parameters: The set.
    ///   - learningRate: How far a step goes.
    ///   - isTrained: Which of the trained tensors, by name.
    public init(
        _ rule: OptimizationRule, _ parameters: ParameterSet, learningRate: Schedule,
        where isTrained: (String) -> Bool = { _ in true }
    ) {
        self.rule = rule
        self.learningRate = learningRate
        self.parameters = parameters.trained.filter { isTrained($0.name) }
    }

    /// Changes every parameter that has a gradient.
    ///
    /// Those without stay as they are, and so does what is remembered of them: a network that grows
    /// leaves levels out.
    public func step(afterImages images: Int) throws(TensorError) {
        try withoutGradient { () throws(TensorError) in
            var known = Part()
            var new = Part()
            for entry in parameters {
                guard let gradient = try entry.tensor.gradient() else { continue }
                if let state = states[entry.name] {
                    known.append(entry.tensor, gradient, state)
                } else {
                    let state = try rule.state(for: entry.tensor)
                    states[entry.name] = state
                    new.append(entry.tensor, gradient, state)
                }
            }
            let rate = learningRate.value(at: images)
            for (part, isFirst) in [(known, false), (new, true)] where !part.parameters.isEmpty {
                try rule.step(
                    part.parameters, gradients: part.gradients, states: part.states, rate: rate,
                    isFirst: isFirst)
            }
        }
    }

    /// Drops the gradients, so that the next ones start from zero.
    public func dropGradients() throws(TensorError) {
        for entry in parameters { try entry.tensor.setGradient(nil) }
    }

    /// Forgets all that was remembered, as ProGAN does when its networks grow.
    public func reset() { states = [:] }

    /// Parameters that take a step together.
    private struct Part {
        var parameters: [Tensor] = []
        var gradients: [Tensor] = []
        var states: [[Tensor]] = []

        mutating func append(_ parameter: Tensor, _ gradient: Tensor, _ state: [Tensor]) {
            parameters.append(parameter)
            gradients.append(gradient)
            states.append(state)
        }
    }
}

extension Optimizer {
    /// What is remembered, by names such as `conv1.weight.mean`, for a checkpoint.
    public var state: [(name: String, tensor: Tensor)] {
        parameters.flatMap { entry in
            zip(rule.stateNames, states[entry.name] ?? []).map { ("\(entry.name).\($0)", $1) }
        }
    }

    /// Takes over what a checkpoint remembers.
    ///
    /// - Throws: `ParameterError` when it is another network's or another rule's.
    public func restore(_ file: any TensorFile) throws {
        var found: [String: [Tensor]] = [:]
        var left = Dictionary(file.entries.map { ($0.name, $0.shape) }) { first, _ in first }
        var differences: [ParameterError.Difference] = []
        for entry in parameters {
            let fresh = try rule.state(for: entry.tensor)
            let names = rule.stateNames.map { "\(entry.name).\($0)" }
            guard names.contains(where: { left[$0] != nil }) else { continue }
            for (name, tensor) in zip(names, fresh) {
                guard let shape = left.removeValue(forKey: name) else {
                    differences.append(.missing(name))
                    continue
                }
                guard shape == tensor.shape else {
                    differences.append(.shape(name, expected: tensor.shape, found: shape))
                    continue
                }
                try tensor.assign(file.tensor(named: name, on: tensor.device))
            }
            found[entry.name] = fresh
        }
        differences += left.keys.sorted().map { .unexpected($0) }
        guard differences.isEmpty else {
            throw ParameterError(place: file.path, differences: differences)
        }
        states = found
    }
}
