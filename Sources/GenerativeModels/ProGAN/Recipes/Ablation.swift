// SPDX-License-Identifier: Apache-2.0

internal import Training

extension ProGAN {
    /// The ladder of the paper's Table 1: from an earlier method, technique by technique, to the full one.
    ///
    /// The settings are the authors' for each rung, carried over to any recipe: what a rung changes in
    /// batch, learning rate and average is changed by the same factor.
    public struct Rung: Sendable, Hashable {
        /// The letter in the table.
        public let letter: String
        /// What it adds to the rung before.
        public let change: String
        /// All settings.
        public let recipe: Recipe

        /// The rungs (a) to (g) with the sizes of a recipe, which is rung (g) itself; (e*) stands beside
        /// (e) and takes another technique in its place.
        public static func ladder(to recipe: Recipe) -> [Rung] {
            var ladder = [Rung(letter: "g", change: "+ pixelwise normalisation", recipe: recipe)]
            func add(_ letter: String, _ change: String, _ edit: (inout Recipe) -> Void) {
                var lower = ladder[0].recipe
                edit(&lower)
                ladder.insert(Rung(letter: letter, change: change, recipe: lower), at: 0)
            }
            add("f", "+ equalized learning rate") {
                $0.architecture.techniques.generatorNormalisation = .none
            }
            add("e", "+ minibatch standard deviation") {
                $0.architecture.techniques.weights = .he
                $0.growth.learningRate /= 10
            }
            add("d", "+ revised training parameters") {
                $0.architecture.techniques.variation = .none
            }
            add("c", "+ small minibatch") {
                $0.architecture.techniques.generatorNormalisation = .batch
                $0.architecture.techniques.generatorSlope = 0
                $0.architecture.techniques.endsInTangent = true
                $0.architecture.techniques.normalisesDiscriminator = true
                $0.architecture.techniques.normalisesLatents = false
                $0.discriminatorSteps = 5
                $0.optimization = .adam(beta1: 0, beta2: 0.9, epsilon: 1e-8)
                $0.averageDecay = power($0.averageDecay, 5)
                if case .wasserstein(var terms) = $0.objective {
                    terms.drift = 0
                    $0.objective = .wasserstein(terms: terms)
                }
            }
            add("b", "+ progressive growing") {
                $0.growth.batchSize *= 4
                $0.averageDecay = power($0.averageDecay, 4)
            }
            add("a", "Gulrajani et al. 2017") {
                $0.growth = $0.growth.withoutGrowing
            }
            guard let place = ladder.firstIndex(where: { $0.letter == "e" }) else { return ladder }
            var beside = ladder[place].recipe
            beside.architecture.techniques.variation = .discrimination(kernels: 100)
            ladder.insert(
                Rung(letter: "e*", change: "+ minibatch discrimination", recipe: beside), at: place)
            return ladder
        }

        private static func power(_ base: Double, _ exponent: Int) -> Double {
            (0..<exponent).reduce(1) { product, _ in product * base }
        }
    }
}
