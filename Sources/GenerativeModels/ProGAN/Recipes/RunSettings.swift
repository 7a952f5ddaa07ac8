// SPDX-License-Identifier: Apache-2.0

public import Datasets
internal import Layers
public import Pyramids
public import Raster
public import Training

#if canImport(FoundationEssentials)
    public import FoundationEssentials
#else
    public import Foundation
#endif

extension ProGAN {
    /// What a run's `run.json` stores as its recipe: the settings, and how images are prepared.
    public struct RunSettings: Sendable, Hashable, Codable {
        /// All settings of the training.
        public var recipe: Recipe
        /// What is done to each image of the set.
        public var preparation: Preparation
        /// Whether images that cannot be read are left out.
        public var skipsUnreadable: Bool
        /// The order of an array's axes where it was said.
        public var axes: NumPyImageSet.Axes?
        /// The weights of the classifier that scores images while it trains; nil for none.
        public var classifier: String?
        /// Where the generator comes from, for a run that was imported and cannot be gone on with; nil for
        /// one that was trained here.
        public var origin: ImportedGenerator.Origin?
        /// What features are computed in.
        public var precision: Precision

        /// Settings of a run.
        public init(
            recipe: Recipe, preparation: Preparation = Preparation(), skipsUnreadable: Bool = false,
            axes: NumPyImageSet.Axes? = nil, classifier: String? = nil,
            precision: Precision = .float32
        ) {
            self.recipe = recipe
            self.preparation = preparation
            self.skipsUnreadable = skipsUnreadable
            self.axes = axes
            self.classifier = classifier
            self.precision = precision
        }

        /// Reads the settings; those of a run that says nothing of precision are in single precision.
        public init(from decoder: any Decoder) throws {
            let values = try decoder.container(keyedBy: CodingKeys.self)
            recipe = try values.decode(Recipe.self, forKey: .recipe)
            preparation = try values.decode(Preparation.self, forKey: .preparation)
            skipsUnreadable = try values.decode(Bool.self, forKey: .skipsUnreadable)
            axes = try values.decodeIfPresent(NumPyImageSet.Axes.self, forKey: .axes)
            classifier = try values.decodeIfPresent(String.self, forKey: .classifier)
            origin = try values.decodeIfPresent(ImportedGenerator.Origin.self, forKey: .origin)
            precision =
                try values.decodeIfPresent(Precision.self, forKey: .precision) ?? .float32
        }

        /// The name of the system in `run.json`.
        public static let system = "progan"

        /// The settings of a run that is there.
        ///
        /// - Throws: `TrainingError` when there is no run of ProGAN.
        public static func record(at url: URL) throws -> RunRecord<RunSettings> {
            try RunFolder.record(at: url)
        }
    }

    /// The levels of a set: those of a store as they are, or those of any set in memory.
    ///
    /// - Parameters:
    ///   - set: The images.
    ///   - preparation: What is done to each first.
    ///   - threads: How many images are read at once.
    /// - Returns: The levels, finest first.
    /// - Throws: When images cannot be read, are unlike or too many for memory.
    public static func levels(
        of set: any ImageSet, _ preparation: Preparation, threads: ThreadCount = .allProcessors
    ) throws(DatasetError) -> any ByteLevels {
        if let store = set as? MultiLevelStore, preparation == Preparation() { return store }
        return try MemoryLevels(PreparedImageSet(set, preparation), threads: threads)
    }
}

extension ProGAN.Recipe {
    /// How often a run says and stores something: about 25 pictures, scores and checkpoints, and a
    /// hundred lines of losses.
    public var plan: TrainingPlan {
        let rounds = max(1, images / growth.batchSize)
        let interval = max(1, rounds / 25)
        return TrainingPlan(
            images: images, logInterval: max(1, min(50, rounds / 100)), snapshotInterval: interval,
            scoreInterval: interval, checkpointInterval: interval, bestScore: "swd.mean")
    }

    /// The generator of a checkpoint's averaged weights, or of the live ones.
    ///
    /// - Parameters:
    ///   - checkpoint: The folder of a checkpoint.
    ///   - isLive: Whether the weights that were trained are read, not their average.
    /// - Returns: The generator, which learns no more.
    /// - Throws: When a file is missing, damaged or another network's.
    public func generator(
        at checkpoint: URL, isLive: Bool = false
    ) throws -> ProGAN.Generator {
        let scope = Scope(seed: 0)
        let generator = try ProGAN.Generator(scope, architecture)
        try ParameterFile(Self.generatorFile(in: checkpoint, isLive: isLive).path)
            .read(into: scope.parameters)
        try scope.parameters.requireGradients(false)
        return generator
    }

    /// The file of a checkpoint's averaged generator, or of the live one.
    public static func generatorFile(in checkpoint: URL, isLive: Bool = false) -> URL {
        checkpoint.appending(
            path: isLive ? "generator.safetensors" : "generator.average.safetensors")
    }

    /// The detail that a checkpoint was written at.
    public func detail(at checkpoint: URL) throws -> LevelOfDetail {
        try ProGAN.StoredState(at: Self.stageFolder(in: checkpoint)).growth.detail
    }

    /// The folder of a checkpoint with growth and noise.
    static func stageFolder(in checkpoint: URL) -> URL { checkpoint.appending(path: "stage") }
}
