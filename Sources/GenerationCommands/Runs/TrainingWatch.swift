// SPDX-License-Identifier: Apache-2.0

internal import CommandSupport
internal import Tensors

/// Shows on a terminal how far training is, and ends it at Ctrl-C with a checkpoint.
struct TrainingWatch {
    private let progress: ProgressReporter
    private let start: Int

    /// Watches a training that sees `total` images, of which a resumed run saw `start` before.
    init(total: Int, from start: Int, isQuiet: Bool) {
        progress = ProgressReporter(
            total: max(0, total - start), unit: "images", isQuiet: isQuiet)
        self.start = start
    }

    /// Runs a training.
    ///
    /// - Parameter training: Is given a question to ask between rounds with the number of images seen
    ///   so far, whose answer is whether somebody wants it to stop.
    /// - Returns: What the training gives back.
    func observe<Result>(_ training: ((Int) -> Bool) throws -> Result) rethrows -> Result {
        defer { progress.finish() }
        // Each step frees what the next one asks for again.
        Engine.keepFreedMemory()
        return try Interruption.withSignalsObserved {
            try training { images in
                progress.reach(images - start)
                return Interruption.ofProcess.signal != nil
            }
        }
    }
}
