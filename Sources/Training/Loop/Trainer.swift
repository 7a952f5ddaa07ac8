// SPDX-License-Identifier: Apache-2.0

internal import Layers
internal import SeededRandom
internal import Tensors

/// Trains a stage: the only training loop of the package.
///
/// ```swift
/// let trainer = Trainer(stage, on: batches, plan: plan, seed: 1, run: run)
/// try trainer.resume()
/// let ending = try trainer.train()
/// ```
///
/// A round is one batch and a turn of each player. All randomness of a step comes from a stream named
/// for the step, so a run that was stopped or killed and resumed ends with the same weights as one that
/// was not, bit for bit where LibTorch's kernels repeat themselves, as on the processor.
public final class Trainer<Stage: TrainingStage, Source: BatchSource<Stage.Batch>> {
    /// How training ended.
    public enum Ending: Sendable, Hashable {
        /// All images of the plan were seen.
        case completed
        /// Somebody asked for a stop.
        case stopped
    }

    /// What is trained.
    public internal(set) var stage: Stage
    /// How far it is.
    public internal(set) var progress = TrainingProgress()

    let plan: TrainingPlan
    let run: RunFolder
    var batches: Source
    private let stream: RandomStream
    private let clock = ContinuousClock()

    /// Creates a trainer.
    ///
    /// - Parameters:
    ///   - stage: What to train.
    ///   - batches: What on.
    ///   - plan: How long.
    ///   - seed: What latents and noise come from.
    ///   - run: Where log, pictures and checkpoints go.
    public init(
        _ stage: Stage, on batches: Source, plan: TrainingPlan, seed: UInt64, run: RunFolder
    ) {
        self.stage = stage
        self.batches = batches
        self.plan = plan
        self.run = run
        stream = RandomStream(seed: seed) / "training"
    }

    /// Trains until all images of the plan were seen, or somebody asks for a stop; either way the last
    /// thing is a checkpoint.
    ///
    /// - Parameters:
    ///   - score: Named numbers that say how good the stage is; asked for at the plan's interval and
    ///     at the end.
    ///   - shouldStop: Asked between rounds.
    /// - Returns: Whether all was done.
    /// - Throws: ``TrainingError/notFinite(step:player:term:value:)``, and what stage, batches and files
    ///   throw. The last checkpoint stays good.
    @discardableResult
    public func train(
        score: ((Stage) throws -> [(name: String, value: Double)])? = nil,
        shouldStop: () -> Bool = { false }
    ) throws -> Ending {
        let log = try run.openLog(afterStep: progress.step)
        var started = clock.now
        if progress.step == 0 { try takePictures() }
        while progress.images < plan.images {
            if shouldStop() {
                try writeCheckpoint()
                try run.writeReport()
                return .stopped
            }
            try playRound()
            let step = progress.step
            let isLast = progress.images >= plan.images
            if step % plan.logInterval == 0 || isLast {
                let now = clock.now
                progress.seconds += (now - started) / .seconds(1)
                started = now
                try log.write(progress.takeEntry())
            }
            if step % plan.snapshotInterval == 0 || isLast { try takePictures() }
            if let score, step % plan.scoreInterval == 0 || isLast {
                let scores = try withoutGradient { try score(stage) }
                try log.write(progress.entry(scores: scores))
                try stage.observe(scores: scores, images: progress.images)
                try keepBest(scores)
            }
            if step % plan.checkpointInterval == 0 || isLast { try writeCheckpoint() }
            if step % plan.snapshotInterval == 0 { try run.writeReport() }
        }
        try run.writeReport()
        return .completed
    }

    private func takePictures() throws {
        let pictures = try withoutGradient { try stage.snapshot() }
        for picture in pictures { try run.write(picture, afterStep: progress.step) }
    }

    /// One batch and a turn of each player.
    func playRound() throws {
        try stage.advance(images: progress.images)
        let step = progress.step
        let count = stage.batchSize
        var shared: Stage.Batch?
        var drawn = 0
        for player in stage.players {
            for turn in 0..<player.stepsPerTurn {
                let batch: Stage.Batch
                if player.batches == .shared, let shared {
                    batch = shared
                } else {
                    batch = try batches.next(count: count)
                    drawn += count
                    if player.batches == .shared { shared = batch }
                }
                let random = stream / step / player.role.rawValue / turn
                try play(player, on: batch, random: random)
            }
        }
        progress.images += drawn
        progress.step += 1
    }

    /// One step of one player.
    private func play(
        _ player: Player<Stage.Role>, on batch: Stage.Batch, random: RandomStream
    ) throws {
        for other in stage.players { try other.network.requireGradients(false) }
        for entry in player.optimizer.parameters { try entry.tensor.requireGradient() }
        let terms = try stage.losses(of: player.role, on: batch, random: random)
        var losses: [String: Double] = [:]
        for term in terms {
            let value = try term.value.item()
            guard value.isFinite else {
                throw TrainingError.notFinite(
                    step: progress.step + 1, player: player.role.rawValue, term: term.name,
                    value: value)
            }
            progress.add(value, to: "\(player.role.rawValue).\(term.name)")
            losses[term.name] = value
        }
        guard stage.takesStep(player.role, after: losses) else { return }
        try player.optimizer.dropGradients()
        try LossTerm.sum(terms).backward()
        try player.optimizer.step(afterImages: progress.images)
        try player.optimizer.dropGradients()
        if let average = player.average {
            try average.network.move(towards: player.network, by: 1 - average.decay)
        }
    }
}
