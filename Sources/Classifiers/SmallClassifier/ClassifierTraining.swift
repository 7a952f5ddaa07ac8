// SPDX-License-Identifier: Apache-2.0

public import Datasets
public import Foundation
internal import ImageFiles
internal import Layers
public import Raster
internal import Tensors
internal import Training

/// The training of a small classifier on a labelled set, as a run that can be stopped, killed and
/// resumed.
///
/// The run's folder is that of every training here; what it is for is its `classifier.safetensors`,
/// which ``NetworkClassifier`` reads.
public struct ClassifierTraining {
    /// How a training ended.
    public enum Ending: Sendable, Hashable {
        /// All images were seen; the classifier is in the file.
        case completed(file: String, accuracy: Double)
        /// Somebody asked for a stop; there is a checkpoint.
        case stopped(images: Int)
    }

    private let training: any ImageSet
    private let heldOut: any ImageSet
    private let shape: SmallNetwork.Shape
    private let recipe: ClassifierRecipe
    private let seed: UInt64
    private let data: String

    static let fileName = "classifier.safetensors"

    /// Prepares a training.
    ///
    /// - Parameters:
    ///   - training: Images of one size with classes.
    ///   - heldOut: Images of the same size and the same classes, for the accuracy.
    ///   - data: What the set is called.
    ///   - recipe: How to train.
    ///   - seed: What weights, order and augmentation come from.
    /// - Throws: ``ClassifierError`` when a set has no classes or they differ, and `DatasetError`
    ///   when the first image cannot be read.
    public init(
        on training: any ImageSet, heldOut: any ImageSet, data: String, recipe: ClassifierRecipe,
        seed: UInt64
    ) throws {
        guard let labels = training.labels, labels.classCount >= 2 else {
            throw ClassifierError(
                place: data, problem: "its images have no classes to learn",
                remedy: "name a set with labels, such as CIFAR's or MNIST's files or a folder of "
                    + "folders")
        }
        guard let others = heldOut.labels, others.classCount <= labels.classCount,
            others.names.isEmpty || labels.names.isEmpty || others.names == labels.names
        else {
            throw ClassifierError(
                place: data, problem: "the images to test on have other classes",
                remedy: "name a part of the same set")
        }
        let first = try training.image(at: 0)
        let channels = first.channels.opaque
        let preparation = Preparation(channels: channels == .grey ? .grey : .rgb)
        self.training = PreparedImageSet(training, preparation)
        self.heldOut = PreparedImageSet(heldOut, preparation)
        self.data = data
        self.recipe = recipe
        self.seed = seed
        shape = SmallNetwork.Shape(
            size: first.size, channels: channels, classes: labels.classCount, width: recipe.width)
    }

    /// Starts the run in a folder, or goes to the newest checkpoint of the one that is there.
    ///
    /// - Parameters:
    ///   - folder: The run.
    ///   - threads: How many threads LibTorch may use. The last digits of the weights depend on it.
    /// - Returns: What trains.
    /// - Throws: `TrainingError` when the folder holds a run with other settings or is damaged.
    public func session(in folder: URL, threads: ThreadCount) throws -> Session {
        try Engine.use(threads)
        let stage = try ClassifierStage(shape, recipe: recipe, seed: seed)
        let plan = TrainingPlan(
            images: recipe.images, logInterval: 20, snapshotInterval: 500,
            scoreInterval: max(1, training.count / recipe.batchSize), checkpointInterval: 50)
        let record = RunRecord(
            system: "small-classifier", recipe: recipe, plan: plan, seed: seed, data: data)
        let run = try RunFolder(folder, record: record)
        let batches = BatchStream(training, seed: seed, range: .signed, threads: threads)
        let trainer = Trainer(stage, on: batches, plan: plan, seed: seed, run: run)
        try trainer.resume()
        return Session(
            trainer: trainer, heldOut: heldOut, name: dataName,
            file: folder.appending(path: Self.fileName))
    }

    /// What reports call the classifier after: the data's name without what leads to it.
    private var dataName: String { data.split(separator: "/").last.map(String.init) ?? data }

    /// A sitting of a training.
    public struct Session {
        fileprivate let trainer: Trainer<ClassifierStage, BatchStream>
        fileprivate let heldOut: any ImageSet
        fileprivate let name: String
        fileprivate let file: URL

        /// Images seen so far, in this sitting and before.
        public var images: Int { trainer.progress.images }

        /// Trains to the end and writes the file, or until somebody asks for a stop.
        ///
        /// - Parameter shouldStop: Asked between steps, with the number of images seen so far.
        /// - Returns: The file, or how far it came.
        /// - Throws: What reading images and computing throw; the last checkpoint stays good.
        public func train(shouldStop: (Int) -> Bool) throws -> Ending {
            let ending = try trainer.train(
                score: { [("held_out_accuracy", try $0.accuracy(on: heldOut))] },
                shouldStop: { shouldStop(trainer.progress.images) })
            guard ending == .completed else { return .stopped(images: images) }
            let stage = trainer.stage
            let accuracy = try withoutGradient { try stage.accuracy(on: heldOut) }
            try SmallClassifierFile.write(
                stage.average, .init(data: name, accuracy: accuracy, heldOut: heldOut.count),
                to: file.path)
            return .completed(file: file.shownPath, accuracy: accuracy)
        }
    }
}
