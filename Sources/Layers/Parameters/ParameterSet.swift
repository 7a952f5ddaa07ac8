// SPDX-License-Identifier: Apache-2.0

internal import SeededRandom
public import Tensors

/// All that a network learns or remembers, by name.
///
/// Layers register what they need in a ``Scope`` when they are made. The names are the paths that
/// scopes spell, with dots as PyTorch has them, and they are the keys in files of weights.
///
/// Two sets of one network, made alike, correspond name by name: that is how a moving average or a
/// stored file finds its place.
public final class ParameterSet {
    /// One tensor of the set.
    public struct Entry {
        /// The path, as in `block3.conv1.weight`.
        public let name: String
        /// The tensor; it is written to in place and never replaced.
        public let tensor: Tensor
        /// Whether gradients train it.
        ///
        /// What is not trained is remembered: running statistics, reference batches.
        public let isTrained: Bool
    }

    /// The tensors in the order in which layers registered them.
    public private(set) var entries: [Entry] = []
    /// Where layers that draw random numbers are in their streams, by path.
    public private(set) var drawCounters: [String: DrawCounter] = [:]

    private var places: [String: Int] = [:]
    let sharing = WeightSharing()

    /// Creates an empty set.
    public init() {}

    /// The tensors that gradients train.
    public var trained: [Entry] { entries.filter(\.isTrained) }

    /// How many numbers gradients train.
    public var count: Int { trained.reduce(0) { $0 + $1.tensor.count } }

    /// The tensor of a name.
    public subscript(name: String) -> Tensor? { places[name].map { entries[$0].tensor } }

    /// Makes the trained tensors ones to find gradients for, or leaves them out.
    ///
    /// A network that another one learns from is left out: its weights then cost no gradient.
    public func requireGradients(_ required: Bool = true) throws(TensorError) {
        for entry in entries where entry.isTrained { try entry.tensor.requireGradient(required) }
    }

    func register(_ entry: Entry) {
        precondition(
            places.updateValue(entries.count, forKey: entry.name) == nil,
            "two tensors are called '\(entry.name)'; give each layer a scope of its own")
        entries.append(entry)
    }

    func register(_ counter: DrawCounter, as path: String) {
        precondition(
            drawCounters.updateValue(counter, forKey: path) == nil,
            "two random layers are called '\(path)'; give each layer a scope of its own")
    }
}

extension ParameterSet {
    /// Overwrites every tensor with the one of the same name in another set.
    ///
    /// - Throws: ``ParameterError`` where names or shapes differ.
    public func copy(from other: ParameterSet) throws {
        for (own, theirs) in try pairs(with: other) {
            try withoutGradient { () throws(TensorError) in try own.tensor.assign(theirs.tensor) }
        }
    }

    /// Moves every trained tensor by `weight` of its distance to the other set's, and copies what is
    /// not trained: one step of a moving average of weights.
    ///
    /// - Throws: ``ParameterError`` where names or shapes differ.
    public func move(towards other: ParameterSet, by weight: Double) throws {
        for (own, theirs) in try pairs(with: other) {
            try withoutGradient { () throws(TensorError) in
                if own.isTrained {
                    try own.tensor.move(towards: theirs.tensor, by: weight)
                } else {
                    try own.tensor.assign(theirs.tensor)
                }
            }
        }
    }

    private func pairs(with other: ParameterSet) throws(ParameterError) -> [(Entry, Entry)] {
        let differences = differences(from: other.entries.map { ($0.name, $0.tensor.shape) })
        guard differences.isEmpty else {
            throw ParameterError(place: "another set", differences: differences)
        }
        return entries.map { own in (own, other.entries[other.places[own.name] ?? 0]) }
    }

    /// What keeps tensors of these names and shapes from taking this set's places.
    func differences(from others: [(name: String, shape: [Int])]) -> [ParameterError.Difference] {
        var found = Dictionary(others.map { ($0.name, $0.shape) }) { first, _ in first }
        var differences: [ParameterError.Difference] = []
        for entry in entries {
            switch found.removeValue(forKey: entry.name) {
            case nil: differences.append(.missing(entry.name))
            case let shape? where shape != entry.tensor.shape:
                differences.append(.shape(entry.name, expected: entry.tensor.shape, found: shape))
            case _?: continue
            }
        }
        return differences + others.filter { found[$0.name] != nil }.map { .unexpected($0.name) }
    }
}

/// How many times a random layer has drawn: with its stream, all there is to say of where it stands.
public final class DrawCounter {
    /// The number of draws so far; setting it goes to that place of the stream.
    public var count = 0
    private let stream: RandomStream

    init(_ stream: RandomStream) { self.stream = stream }

    /// The generator of the next draw.
    func next() -> SplitMix64 {
        defer { count += 1 }
        return (stream / count).generator()
    }
}
