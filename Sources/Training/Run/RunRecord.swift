// SPDX-License-Identifier: Apache-2.0

internal import Foundation
internal import Tensors

/// What a run is, stored once as `run.json`: enough to start it again.
public struct RunRecord<Recipe: Codable & Sendable>: Codable, Sendable {
    /// The system, as in `dcgan`.
    public var system: String
    /// Its settings.
    public var recipe: Recipe
    /// How long, and how often something is said and stored.
    public var plan: TrainingPlan
    /// What all random numbers come from.
    public var seed: UInt64
    /// What it was trained on, as the user named it.
    public var data: String
    /// The versions of what computes, by name.
    public var versions: [String: String]

    /// Creates a record; the version of LibTorch is added to `versions`.
    public init(
        system: String, recipe: Recipe, plan: TrainingPlan, seed: UInt64, data: String,
        versions: [String: String] = [:]
    ) {
        self.system = system
        self.recipe = recipe
        self.plan = plan
        self.seed = seed
        self.data = data
        self.versions = versions.merging(["libtorch": Engine.version]) { given, _ in given }
    }

    /// The settings in which a run that goes on differs from this one, in words.
    ///
    /// How long to train and the versions may change.
    public func differences(from stored: RunRecord) throws -> [String] {
        let own = try Self.settings(self)
        let theirs = try Self.settings(stored)
        return Set(own.keys).union(theirs.keys).sorted().compactMap { key in
            let (now, then) = (own[key] ?? "nothing", theirs[key] ?? "nothing")
            let isFree = key.hasPrefix("versions.") || key.hasPrefix("plan.")
            return isFree || now == then ? nil : "\(key) was \(then) and is \(now)"
        }
    }

    /// Every setting as text by its path.
    private static func settings(_ record: RunRecord) throws -> [String: String] {
        var settings: [String: String] = [:]
        func add(_ value: Any, _ path: String) {
            switch value {
            case let object as [String: Any]:
                for (key, part) in object { add(part, path.isEmpty ? key : "\(path).\(key)") }
            case let array as [Any]:
                for (index, part) in array.enumerated() { add(part, "\(path).\(index)") }
            default: settings[path] = "\(value)"
            }
        }
        add(try JSONSerialization.jsonObject(with: Data(RunFolder.encode(record))), "")
        return settings
    }
}
