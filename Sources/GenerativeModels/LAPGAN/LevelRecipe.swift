// SPDX-License-Identifier: Apache-2.0

/// What a level's run stores of itself: enough to train it, to go on with it, and to tell whether it
/// belongs to a cascade.
public struct LevelRecipe: Sendable, Hashable, Codable {
    /// The recipe that it is part of.
    public var name: String
    /// Which level, 0 for the finest.
    public var level: Int
    /// What all levels share.
    public var cascade: CascadeDescription
    /// The networks.
    public var architecture: LevelArchitecture
    /// How they are trained.
    public var training: LevelTraining

    /// Creates a recipe.
    public init(
        name: String, level: Int, cascade: CascadeDescription, architecture: LevelArchitecture,
        training: LevelTraining
    ) {
        self.name = name
        self.level = level
        self.cascade = cascade
        self.architecture = architecture
        self.training = training
    }

    /// What the networks must fit.
    public var shape: LevelShape {
        LevelShape(
            channels: cascade.channels, side: cascade.sides[level], classes: cascade.classes)
    }
}
