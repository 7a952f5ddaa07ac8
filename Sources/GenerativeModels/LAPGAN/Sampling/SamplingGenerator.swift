// SPDX-License-Identifier: Apache-2.0

internal import Layers
internal import Tensors

extension LevelRecipe {
    /// A copy of a level's generator as samples are drawn from it.
    ///
    /// Averaged weights make other activations than the weights whose running statistics stand beside
    /// them, so a dense generator with batch normalisation gets its own, from noise alone.
    ///
    /// - Parameter parameters: The weights.
    /// - Returns: A generator that learns nothing.
    /// - Throws: When they are another network's.
    func samplingGenerator(_ parameters: ParameterSet) throws -> LevelGenerator {
        let type = parameters.entries.first?.tensor.type ?? .float32
        let generator = try LevelGenerator(architecture, shape, seed: 0, type: type)
        try generator.parameters.copy(from: parameters)
        try generator.parameters.requireGradients(false)
        guard case .dense(let sizes) = architecture, sizes.normalises, training.averageDecay != nil
        else { return generator }
        // The running mean keeps 0.9 in each step: after 50 nothing is left of what was there.
        for step in 0..<50 {
            let draws = Draws(
                step * 256..<(step + 1) * 256, seed: 0, classes: cascade.classes)
            let classes =
                cascade.classes == 0
                ? nil : try Tensor.rows(ofLabels: draws.labels, classes: cascade.classes)
            _ = try generator.network(
                draws.noise(level, shape: generator.network.noiseShape),
                LevelCondition(classes: classes), .training)
        }
        return generator
    }
}
