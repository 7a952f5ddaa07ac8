// SPDX-License-Identifier: Apache-2.0

/// An image and its ever smaller reductions: `levels[0]` is the image, `levels[k + 1]` is
/// `reduce(levels[k])` (Burt and Adelson 1983, section II).
public struct GaussianPyramid<Level> {
    /// The images, finest first; one more than there were reductions.
    public let levels: [Level]

    /// Reduces an image `reductions` times.
    ///
    /// - Throws: What the executor throws; executors of images throw nothing.
    public init<Executor: PyramidExecutor>(
        of image: Level, reductions: Int, by executor: Executor
    ) throws(Executor.Failure) where Executor.Level == Level {
        precondition(reductions >= 0, "an image cannot be reduced \(reductions) times")
        var levels = [image]
        for level in 0..<reductions { levels.append(try executor.reduce(levels[level])) }
        self.levels = levels
    }
}

extension GaussianPyramid: Sendable where Level: Sendable {}
