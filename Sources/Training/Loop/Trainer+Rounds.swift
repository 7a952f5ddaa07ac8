// SPDX-License-Identifier: Apache-2.0

extension Trainer {
    /// Plays some rounds and nothing else: no log, no picture, no checkpoint, whatever the plan says.
    ///
    /// For measurements of speed, and for looking at weights after a few steps.
    ///
    /// - Throws: As ``train(score:shouldStop:)``.
    public func play(rounds: Int) throws {
        for _ in 0..<rounds { try playRound() }
    }
}
