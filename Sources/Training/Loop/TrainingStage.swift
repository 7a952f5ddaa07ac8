// SPDX-License-Identifier: Apache-2.0

public import Layers
public import Raster
public import SeededRandom

#if canImport(FoundationEssentials)
    public import FoundationEssentials
#else
    public import Foundation
#endif

/// Something that trains: its players, and what each of them minimises.
///
/// A GAN is a stage of two players, a classifier of one. The ``Trainer`` runs any of them.
public protocol TrainingStage<Batch> {
    /// What training sees at a time.
    associatedtype Batch
    /// Who plays; the raw values are names in logs and files.
    associatedtype Role: RawRepresentable & Hashable & Sendable where Role.RawValue == String

    /// Those who learn, in the order of their turns.
    var players: [Player<Role>] { get }

    /// How many images a batch has now.
    var batchSize: Int { get }

    /// What a player minimises on a batch.
    ///
    /// Only that player's parameters require gradients while this runs, so what another player makes
    /// needs no cutting off.
    ///
    /// - Parameters:
    ///   - role: The player.
    ///   - batch: The batch.
    ///   - random: Where latents and noise come from; another stream in every step.
    /// - Returns: At least one term.
    /// - Throws: What ends the training, such as an operation that LibTorch refuses.
    func losses(of role: Role, on batch: Batch, random: RandomStream) throws -> [LossTerm]

    /// Whether a player takes the step that its losses ask for; if not, its weights stay as they are.
    ///
    /// - Parameters:
    ///   - role: The player.
    ///   - losses: Its terms by name, without their weights.
    /// - Returns: Whether the optimizer steps.
    func takesStep(_ role: Role, after losses: [String: Double]) -> Bool

    /// Takes note of how many images were seen: a schedule that grows a network or changes its
    /// optimizer.
    ///
    /// It is called before every step, and what it does must follow from the number alone, so that a
    /// resumed run is where it was.
    mutating func advance(images: Int) throws

    /// Takes note of scores, as a stage does whose growth goes by them.
    ///
    /// - Parameters:
    ///   - scores: What was measured.
    ///   - images: How many images were seen by then.
    /// - Throws: What ends the training.
    mutating func observe(scores: [(name: String, value: Double)], images: Int) throws

    /// Pictures that show what the stage can do now. They draw from streams of their own.
    func snapshot() throws -> [Snapshot]

    /// Stores what the players' networks and optimizers do not hold, such as a pool of old fakes.
    func save(to folder: URL) throws

    /// Takes over what ``save(to:)`` stored.
    mutating func restore(from folder: URL) throws
}

extension TrainingStage {
    /// Every step is taken.
    public func takesStep(_ role: Role, after losses: [String: Double]) -> Bool { true }
    /// Nothing changes.
    public mutating func advance(images: Int) throws {}
    /// Nothing follows from them.
    public mutating func observe(scores: [(name: String, value: Double)], images: Int) throws {}
    /// No pictures.
    public func snapshot() throws -> [Snapshot] { [] }
    /// Nothing to store.
    public func save(to folder: URL) throws {}
    /// Nothing was stored.
    public mutating func restore(from folder: URL) throws {}
}

/// A picture that a stage shows of itself.
public struct Snapshot: Sendable {
    /// A file name without its ending, as in `samples` or `level-1`.
    public let name: String
    /// The picture.
    public let image: Image

    /// Creates a snapshot.
    public init(_ name: String, _ image: Image) {
        self.name = name
        self.image = image
    }
}

/// One who learns: a network and what changes it.
public struct Player<Role> {
    /// Which batches a player's steps see.
    public enum Batches: Sendable {
        /// That of the round, the same for all who share.
        case shared
        /// Another one in each step.
        case fresh
    }

    /// Who it is.
    public let role: Role
    /// All that its network learns or remembers.
    public let network: ParameterSet
    /// What changes it.
    public let optimizer: Optimizer
    /// How many steps its turn has.
    public let stepsPerTurn: Int
    /// Which batches its steps see.
    public let batches: Batches
    /// A moving average of the network, if one is kept.
    public let average: WeightAverage?

    /// Creates a player.
    public init(
        _ role: Role, network: ParameterSet, optimizer: Optimizer, stepsPerTurn: Int = 1,
        batches: Batches = .shared, average: WeightAverage? = nil
    ) {
        precondition(stepsPerTurn >= 1, "a turn of \(stepsPerTurn) steps")
        self.role = role
        self.network = network
        self.optimizer = optimizer
        self.stepsPerTurn = stepsPerTurn
        self.batches = batches
        self.average = average
    }
}

/// A moving average of a network's weights, in a network of its own that was made alike.
public struct WeightAverage {
    /// Where the average is.
    public let network: ParameterSet
    /// What is kept of it in a step: a ← decay · a + (1 − decay) · weights.
    public let decay: Double

    /// Creates an average that starts with the weights as they are.
    ///
    /// - Parameters:
    ///   - source: The network that is trained.
    ///   - network: Another of the same kind; it is written to.
    ///   - decay: What is kept in a step, from 0 to 1.
    /// - Throws: `ParameterError` when the networks are not of one kind.
    public init(of source: ParameterSet, in network: ParameterSet, decay: Double) throws {
        precondition((0...1).contains(decay), "a decay of \(decay)")
        try network.copy(from: source)
        try network.requireGradients(false)
        self.network = network
        self.decay = decay
    }
}
