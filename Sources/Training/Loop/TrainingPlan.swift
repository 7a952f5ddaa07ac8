// SPDX-License-Identifier: Apache-2.0

/// How long to train and how often to say and store something.
///
/// Intervals are in rounds: one batch and a turn of each player.
public struct TrainingPlan: Sendable, Hashable, Codable {
    /// How many images to see.
    public var images: Int
    /// Rounds between lines of the log, each the mean of what lay between.
    public var logInterval: Int
    /// Rounds between pictures.
    public var snapshotInterval: Int
    /// Rounds between scores.
    public var scoreInterval: Int
    /// Rounds between checkpoints.
    public var checkpointInterval: Int
    /// How many checkpoints are kept, the newest.
    public var keptCheckpoints: Int
    /// The score by which the best checkpoint is kept, the least one; nil keeps none.
    public var bestScore: String?

    /// Creates a plan.
    public init(
        images: Int, logInterval: Int = 50, snapshotInterval: Int = 500, scoreInterval: Int = 2000,
        checkpointInterval: Int = 500, keptCheckpoints: Int = 3, bestScore: String? = nil
    ) {
        for interval in [logInterval, snapshotInterval, scoreInterval, checkpointInterval] {
            precondition(interval >= 1, "an interval of \(interval) rounds")
        }
        precondition(keptCheckpoints >= 1, "at least one checkpoint is kept")
        self.images = images
        self.logInterval = logInterval
        self.snapshotInterval = snapshotInterval
        self.scoreInterval = scoreInterval
        self.checkpointInterval = checkpointInterval
        self.keptCheckpoints = keptCheckpoints
        self.bestScore = bestScore
    }
}
