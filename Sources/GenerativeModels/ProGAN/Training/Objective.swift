// SPDX-License-Identifier: Apache-2.0

public import Training

extension ProGAN {
    /// What the two players minimise.
    public enum Objective: Sendable, Hashable, Codable {
        /// Scores as far apart as a critic of limited slope can put them, with a penalty on the slope and
        /// one on the scores of reals; appendix A.1. The paper's choice.
        case wasserstein(terms: WassersteinTerms)
        /// Squared distances: reals to 0 and generated images to 1, with noise in the discriminator;
        /// appendix B.
        case leastSquares(fakeWeight: Double = 0.1)

        /// The Wasserstein objective with the paper's numbers.
        public static let paper = Objective.wasserstein(terms: WassersteinTerms())
    }

    /// The numbers of the Wasserstein objective.
    public struct WassersteinTerms: Sendable, Hashable, Codable {
        /// λ and γ of the penalty on the critic's slope.
        public var penalty = GradientPenalty()
        /// Whose distances the slope counts.
        public var penaltyGrid = PenaltyGrid.full
        /// ε of the penalty on the squared scores of reals.
        public var drift = 0.001

        /// Terms; what is left out is the paper's.
        public init(
            penalty: GradientPenalty = GradientPenalty(), penaltyGrid: PenaltyGrid = .full,
            drift: Double = 0.001
        ) {
            self.penalty = penalty
            self.penaltyGrid = penaltyGrid
            self.drift = drift
        }
    }

    /// On which grid of pixels the critic's slope is taken.
    public enum PenaltyGrid: String, Sendable, Hashable, Codable, CaseIterable {
        /// That of the full images, as both of the authors' programs do: a coarse image stands for its
        /// pixels repeated, so that its slope counts less by its level's factor.
        case full
        /// That of the images as the critic sees them, as many later programs do.
        case current

        /// What the slope on a level's own grid is divided by.
        func factor(ofLevel level: Int) -> Double { self == .full ? Double(1 << level) : 1 }
    }
}
