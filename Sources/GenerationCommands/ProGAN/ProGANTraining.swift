// SPDX-License-Identifier: Apache-2.0

internal import Classifiers
internal import CommandSupport
internal import Datasets
internal import GenerativeModels
internal import Pyramids
internal import Raster
internal import Training

#if canImport(FoundationEssentials)
    internal import FoundationEssentials
#else
    internal import Foundation
#endif

/// A run of `progan` with its set, from the first round or from its newest checkpoint.
struct ProGANTraining {
    private let record: RunRecord<ProGAN.RunSettings>
    private let set: TrainingSet
    private let threads: ThreadCount
    private let isQuiet: Bool

    init(
        _ record: RunRecord<ProGAN.RunSettings>, on set: TrainingSet,
        arguments: TrainingArguments
    ) {
        self.init(
            record, on: set, threads: arguments.threads.count,
            isQuiet: arguments.quiet.isRequested)
    }

    init(
        _ record: RunRecord<ProGAN.RunSettings>, on set: TrainingSet, threads: ThreadCount,
        isQuiet: Bool
    ) {
        self.record = record
        self.set = set
        self.threads = threads
        self.isQuiet = isQuiet
    }

    /// Trains until the end, or until somebody stops it.
    ///
    /// - Returns: The last scores; empty for images too small to score.
    @discardableResult
    func train(in place: URL) throws -> [SampleScores.Score] {
        let recipe = record.recipe.recipe
        let reals = try set.reals(for: recipe.architecture)
        let run = try RunFolder(place, record: record)
        let stage = try ProGAN.Stage(
            recipe, reals: reals, seed: record.seed, precision: record.recipe.precision)
        let trainer = Trainer(
            stage,
            on: ProGAN.RealOrder(
                count: reals.levels.count, seed: record.seed, mirrors: recipe.mirrors),
            plan: record.plan, seed: record.seed, run: run)
        try trainer.resume()
        // Distances begin with 16×16, and a distance needs images of both sides.
        let isScored = recipe.architecture.resolution >= 16 && reals.levels.count > 1
        let scores =
            isScored
            ? try SampleScores(
                reals: set.prepared, count: 1024,
                classifier: try record.recipe.classifier.map {
                    try NetworkClassifier(weights: $0)
                }, threads: threads) : nil
        var last: [SampleScores.Score] = []
        var wasAlarmed = false
        let score = scores.map { scores in
            { (stage: ProGAN.Stage) throws -> [SampleScores.Score] in
                last = try scores.scores(of: stage.sampler)
                let isAlarmed =
                    stage.detail == .full && ProGAN.CollapseAlarm.isRaised(by: last)
                if isAlarmed, !wasAlarmed {
                    StandardError.write(
                        "progan: \(place.path): after \(trainer.progress.images) images the samples "
                            + "resemble each other more than the reals do (MS-SSIM); the generator may "
                            + "have collapsed; see samples/ and checkpoints/best\n")
                }
                wasAlarmed = isAlarmed
                return last + [
                    ("collapse_alarm", isAlarmed ? 1 : 0), ("level_of_detail", stage.detail.lod),
                ]
            }
        }
        let watch = TrainingWatch(
            total: record.plan.images, from: trainer.progress.images, isQuiet: isQuiet)
        let ending = try watch.observe { isStopped in
            try trainer.train(score: score) { isStopped(trainer.progress.images) }
        }
        if !isQuiet { report(ending, trainer.progress, last, place) }
        return last
    }

    private func report(
        _ ending: Trainer<ProGAN.Stage, ProGAN.RealOrder>.Ending, _ progress: TrainingProgress,
        _ scores: [SampleScores.Score], _ place: URL
    ) {
        let seconds = Int(progress.seconds.rounded())
        if ending == .stopped {
            print(
                "stopped after \(progress.images) images; go on with progan train --resume "
                    + "\(place.path)")
            return
        }
        print("\(progress.images) images in \(seconds) s")
        print("\(place.path)/report/index.html shows losses, scores and samples")
        if !scores.isEmpty { print(ScoreLines.text(scores), terminator: "") }
    }
}
