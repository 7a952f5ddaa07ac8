// SPDX-License-Identifier: Apache-2.0

public import Datasets
internal import Foundation
public import Raster
public import Scoring
internal import SeededRandom
public import SlicedWassersteinDistance
public import Training

/// Trains one level of a cascade in its own run folder.
///
/// All random numbers of a level follow from the cascade's seed and the level's number, so its weights
/// are the same whichever levels were trained before it, beside it, or not at all.
public struct LevelSession {
    private let folder: CascadeFolder
    private let level: Int
    private let plan: TrainingPlan
    private let trainer: Trainer<LevelStage, LevelBatches>
    private let scores: LevelScores

    /// Opens or starts the run of a level and goes to its newest checkpoint.
    ///
    /// - Parameters:
    ///   - level: Which level.
    ///   - folder: The cascade.
    ///   - set: What it learns from: whole images of the cascade's size.
    ///   - images: How many images training draws; as many as the recipe says if nil.
    ///   - measured: The protocol of the sliced Wasserstein distance.
    ///   - classifier: A network that looks at all images that are scored; nil for none.
    ///   - threads: How many threads may work.
    /// - Throws: ``CascadeError`` when the set does not fit, and what files and LibTorch refuse.
    public init(
        _ level: Int, of folder: CascadeFolder, on set: any ImageSet, images: Int? = nil,
        measured: SlicingProtocol = SampleScores.shortened,
        classifier: (any ImageClassifier)? = nil, threads: ThreadCount
    ) throws {
        self.folder = folder
        self.level = level
        let manifest = folder.manifest
        let recipe = manifest.level(level)
        let frame = LevelFrame(
            pyramid: try folder.pyramid(), level: level, classes: manifest.cascade.classes,
            normaliser: try folder.normaliser())
        let seed = Self.seed(of: level, in: manifest.seed)
        let parts = manifest.recipe.parts(of: set)
        plan = Self.plan(images: images ?? recipe.training.images, recipe.training)
        let record = RunRecord(
            system: "lapgan", recipe: recipe, plan: plan, seed: manifest.seed,
            data: manifest.data)
        let run = try RunFolder(folder.run(of: level), record: record)
        let stage = try LevelStage(
            recipe, frame, epoch: parts.training.count,
            examples: try Self.examples(parts.heldOut, frame), seed: seed)
        let stream = BatchStream(parts.training, seed: seed, range: .signed, threads: threads)
        trainer = Trainer(
            stage, on: LevelBatches(stream, frame), plan: plan, seed: seed, run: run)
        scores = try LevelScores(
            reals: parts.training, heldOut: parts.heldOut, frame, measured: measured,
            seed: 1000, classifier: classifier, threads: threads)
        try trainer.resume()
    }

    /// How many images training has drawn.
    public var images: Int { trainer.progress.images }
    /// How many it will have drawn at the end.
    public var total: Int { plan.images }

    /// Trains until all images were drawn or somebody asks for a stop.
    ///
    /// - Parameter shouldStop: Is given the number of images drawn so far, between rounds.
    /// - Returns: Whether all was done.
    /// - Throws: What the trainer throws.
    public func train(
        shouldStop: (Int) -> Bool
    ) throws -> Trainer<LevelStage, LevelBatches>.Ending {
        guard images < total else { return .completed }
        return try trainer.train(
            score: { try scores.scores(of: $0.sampling()) },
            shouldStop: { shouldStop(trainer.progress.images) })
    }

    /// The seed of a level.
    static func seed(of level: Int, in seed: UInt64) -> UInt64 {
        var generator = (RandomStream(seed: seed) / "level" / level).generator()
        return generator.next()
    }

    /// Ten pictures and checkpoints, five scores and two hundred lines of log over the training, but
    /// more of each in one of days, and no scores within a hundred rounds but the last.
    private static func plan(images: Int, _ training: LevelTraining) -> TrainingPlan {
        let rounds = max(1, images / (2 * training.batchSize))
        func interval(_ parts: Int, atLeast least: Int = 1, atMost greatest: Int) -> Int {
            min(max(least, rounds / parts), greatest)
        }
        return TrainingPlan(
            images: images, logInterval: interval(200, atMost: 50),
            snapshotInterval: interval(10, atMost: 1000),
            scoreInterval: interval(5, atLeast: 100, atMost: 5000),
            checkpointInterval: interval(10, atMost: 1000))
    }

    private static func examples(_ set: any ImageSet, _ frame: LevelFrame) throws -> LevelBatch {
        let chosen = Array(set.shuffledIndices(seed: 0).prefix(8))
        let images = try chosen.map {
            try set.image(at: $0).withoutAlpha.converted(to: .signed)
        }
        return try frame.batch(
            of: ImageBatch(images), labels: chosen.map { set.labels?.values[$0] ?? 0 })
    }
}

extension LAPGANRecipe {
    /// The images that training sees, and those that it does not see, which choose the best networks;
    /// the same where nothing is held out.
    package func parts(of set: any ImageSet) -> (training: any ImageSet, heldOut: any ImageSet) {
        guard heldOutShare > 0 else { return (set, set) }
        let split = DatasetSplit(set, validation: heldOutShare, test: 0, seed: 0)
        guard !split.training.isEmpty, !split.validation.isEmpty else { return (set, set) }
        return (
            SubsetImageSet(set, indices: split.training),
            SubsetImageSet(set, indices: split.validation)
        )
    }
}
