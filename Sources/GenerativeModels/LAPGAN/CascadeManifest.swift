// SPDX-License-Identifier: Apache-2.0

public import Datasets

/// What the folder of a cascade says of itself, `lapgan.json`: enough to train any of its levels, here
/// or elsewhere, and to refuse levels that do not belong.
public struct CascadeManifest: Sendable, Hashable, Codable {
    /// What the file is.
    public var format = "lapgan"
    /// Of which version.
    public var version = 1
    /// What all levels share.
    public var cascade: CascadeDescription
    /// The levels' networks and training.
    public var recipe: LAPGANRecipe
    /// What all random numbers come from.
    public var seed: UInt64
    /// What it learns from, as the user named it.
    public var data: String
    /// What is done to each image of it.
    public var preparation: Preparation
    /// Whether images that cannot be read are left out.
    public var skipsUnreadable: Bool
    /// The order of an array's axes where it was said.
    public var axes: NumPyImageSet.Axes?
    /// What the classes are called; empty without classes.
    public var classNames: [String]
    /// The weights of the classifier that scores images while it trains; nil for none.
    public var classifier: String?

    /// Creates a manifest.
    public init(
        cascade: CascadeDescription, recipe: LAPGANRecipe, seed: UInt64, data: String,
        preparation: Preparation, skipsUnreadable: Bool = false, axes: NumPyImageSet.Axes? = nil,
        classNames: [String] = [], classifier: String? = nil
    ) {
        self.cascade = cascade
        self.recipe = recipe
        self.seed = seed
        self.data = data
        self.preparation = preparation
        self.skipsUnreadable = skipsUnreadable
        self.axes = axes
        self.classNames = classNames
        self.classifier = classifier
    }

    /// The recipe of one level.
    public func level(_ level: Int) -> LevelRecipe { recipe.level(level, of: cascade) }
}
