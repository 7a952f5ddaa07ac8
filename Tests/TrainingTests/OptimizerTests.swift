// SPDX-License-Identifier: Apache-2.0

import Foundation
import Layers
import Tensors
import TestSupport
import Testing
import Training

struct OptimizerTests {
    let goldens: TrainingGoldens

    init() throws { goldens = try TrainingGoldens.load() }

    /// A set of one parameter in double precision.
    private func parameters(_ start: [Double]) throws -> (ParameterSet, Tensor) {
        let scope = Scope(seed: 1, type: .float64)
        let tensor = try scope.parameter("theta", [start.count], .zeros)
        let source = try Tensor(start)
        try withoutGradient { try tensor.assign(source) }
        return (scope.parameters, tensor)
    }

    private func check(_ golden: TrainingGoldens.Descent, _ rule: OptimizationRule) throws {
        let (set, theta) = try parameters(golden.start)
        let optimizer = Optimizer(rule, set, learningRate: .constant(golden.rate))
        let gradients = try golden.gradients.tensor()
        let expected = try golden.expected.tensor()
        for step in 0..<golden.gradients.shape[0] {
            try theta.setGradient(gradients.element(step))
            try optimizer.step(afterImages: 0)
            try expect(theta, expected.element(step).values())
        }
    }

    @Test func adam() throws {
        for golden in goldens.adam {
            try check(
                golden,
                .adam(
                    beta1: try #require(golden.beta1), beta2: try #require(golden.beta2),
                    epsilon: try #require(golden.epsilon)))
        }
    }

    @Test func gradientDescent() throws {
        for golden in goldens.gradientDescent {
            try check(
                golden,
                .gradientDescent(
                    momentum: try #require(golden.momentum),
                    dampening: try #require(golden.dampening)))
        }
    }

    @Test func rmsPropIsItsDefinition() throws {
        let (set, theta) = try parameters([1, -2])
        let optimizer = Optimizer(
            .rmsProp(decay: 0.9, epsilon: 1e-3, weightDecay: 0.1), set,
            learningRate: .constant(0.05))
        var (values, squares) = ([1.0, -2], [0.0, 0])
        for step in 0..<4 {
            let gradient = [0.3 + Double(step), -0.2 * Double(step)]
            try theta.setGradient(Tensor(gradient))
            try optimizer.step(afterImages: 0)
            for index in 0..<2 {
                let g = gradient[index] + 0.1 * values[index]
                squares[index] = 0.9 * squares[index] + 0.1 * g * g
                values[index] -= 0.05 * g / (squares[index].squareRoot() + 1e-3)
            }
            try expect(theta, values)
        }
    }

    @Test func parametersWithoutAGradientStay() throws {
        let scope = Scope(seed: 1)
        let used = try scope.parameter("used", [2], .ones)
        let unused = try scope.parameter("unused", [2], .ones)
        let optimizer = Optimizer(
            .adam(weightDecay: 0.1), scope.parameters, learningRate: .constant(0.1))
        try (used * 2).sum().backward()
        try optimizer.step(afterImages: 0)
        #expect(try unused.values(as: Float.self) == [1, 1])
        #expect(try used.values(as: Float.self) != [1, 1])
        #expect(optimizer.state.map(\.name) == ["used.mean", "used.square", "used.step"])
        try optimizer.dropGradients()
        #expect(try used.gradient() == nil)
    }

    @Test func onlyChosenParametersAreChanged() throws {
        let scope = Scope(seed: 1)
        _ = try Dense(scope / "body", from: 2, to: 2)
        _ = try Dense(scope / "head", from: 2, to: 2)
        let optimizer = Optimizer(
            .adam(), scope.parameters, learningRate: .constant(0.1),
            where: { $0.hasPrefix("head.") })
        #expect(optimizer.parameters.map(\.name) == ["head.weight", "head.bias"])
    }

    @Test func stateIsTakenOver() throws {
        let folder = try TemporaryFolder()
        let path = folder["state.safetensors"].path
        func run(restoring: Bool) throws -> [Double] {
            let (set, theta) = try parameters([1, 2, 3])
            var optimizer = Optimizer(.adam(), set, learningRate: .constant(0.1))
            for step in 0..<4 {
                if step == 2, restoring {
                    try SafetensorsFile.write(optimizer.state, to: path)
                    optimizer = Optimizer(.adam(), set, learningRate: .constant(0.1))
                    try optimizer.restore(SafetensorsFile(path: path))
                }
                try theta.setGradient(Tensor([Double(step), 1, -2]))
                try optimizer.step(afterImages: 0)
            }
            return try theta.values()
        }
        #expect(try run(restoring: true) == run(restoring: false))
        let (others, _) = try parameters([1, 2])
        let optimizer = Optimizer(.adam(), others, learningRate: .constant(0.1))
        let error = try #require(throws: ParameterError.self) {
            try optimizer.restore(SafetensorsFile(path: path))
        }
        #expect(error.differences.first == .shape("theta.mean", expected: [2], found: [3]))
        let descent = Optimizer(
            .rmsProp(), try parameters([1, 2, 3]).0, learningRate: .constant(1))
        #expect(throws: ParameterError.self) {
            try descent.restore(SafetensorsFile(path: path))
        }
    }

    @Test func schedules() throws {
        // Epochs of one image.
        let lapgan = Schedule.geometric(start: 0.02, factor: 1 / (1 + 4e-5), interval: 1)
        for golden in goldens.lapganRates {
            #expect(abs(lapgan.value(at: golden.epoch) - (try #require(golden.rate))) < 1e-15)
        }
        let improved = Schedule.linear([
            .init(images: 800, value: 1), .init(images: 1200, value: 0),
        ])
        for golden in goldens.improvedGANFactors {
            #expect(abs(improved.value(at: golden.epoch) - (try #require(golden.factor))) < 1e-12)
        }
        #expect(Schedule.constant(3).value(at: 10) == 3)
        #expect(Schedule.geometric(start: 8, factor: 0.5, interval: 10).value(at: 25) == 2)
    }
}
