// SPDX-License-Identifier: Apache-2.0

public import Datasets
internal import Raster

/// A cascade as a whole: its pyramid, and the networks and the training of each level.
public struct LAPGANRecipe: Sendable, Hashable, Codable {
    /// One level.
    public struct Level: Sendable, Hashable, Codable {
        /// The side in pixels.
        public var side: Int
        /// The networks.
        public var architecture: LevelArchitecture
        /// How they are trained.
        public var training: LevelTraining

        /// Creates a level.
        public init(side: Int, _ architecture: LevelArchitecture, _ training: LevelTraining) {
            self.side = side
            self.architecture = architecture
            self.training = training
        }
    }

    /// What it is called on a command line.
    public var name: String
    /// The operators between levels.
    public var operators: PyramidOperators
    /// What is done to values.
    public var normalisation: Normalisation
    /// Whether networks are told an image's class.
    public var isConditional: Bool
    /// The share of the set that training does not see, for choosing the best networks.
    public var heldOutShare: Double
    /// The levels, finest first.
    public var levels: [Level]

    /// Creates a recipe.
    public init(
        name: String, operators: PyramidOperators = .binomial5,
        normalisation: Normalisation = .signed, isConditional: Bool = false,
        heldOutShare: Double = 0, levels: [Level]
    ) {
        precondition(
            operators == .box2 || !levels.contains { $0.architecture.keepsCoarseImage },
            "bands of \(operators.rawValue) have means of 2×2 pixels")
        self.name = name
        self.operators = operators
        self.normalisation = normalisation
        self.isConditional = isConditional
        self.heldOutShare = heldOutShare
        self.levels = levels
    }

    /// The side of each level, finest first.
    public var sides: [Int] { levels.map(\.side) }

    /// Whether a set fits: its images' size and colours, and classes where they are asked for.
    ///
    /// - Throws: ``CascadeError`` that says what does not, and what an image cannot be read for.
    public func require(_ set: any ImageSet, called name: String) throws {
        let image = try set.image(at: 0).withoutAlpha
        let side = levels[0].side
        guard image.size == ImageSize(width: side, height: side) else {
            throw CascadeError(
                "\(name): images are \(image.size), and \(self.name) learns \(side)×\(side); "
                    + "--crop and --resize bring them there")
        }
        guard image.channels == .rgb else {
            throw CascadeError(
                "\(name): images are \(image.channels.rawValue), and \(self.name) learns rgb; "
                    + "--channels rgb brings them there")
        }
        if isConditional, set.labels == nil {
            throw CascadeError(
                "\(name): the set has no classes, and \(self.name) learns them; take a folder of "
                    + "class folders, or a recipe without classes")
        }
    }

    /// What all levels share when they learn from a set.
    public func description(for set: any ImageSet, statistics: String?) -> CascadeDescription {
        CascadeDescription(
            operators: operators, sides: sides, normalisation: normalisation,
            statistics: statistics, classes: isConditional ? set.labels?.classCount ?? 0 : 0)
    }

    /// The recipe of one level.
    public func level(_ level: Int, of cascade: CascadeDescription) -> LevelRecipe {
        LevelRecipe(
            name: name, level: level, cascade: cascade,
            architecture: levels[level].architecture, training: levels[level].training)
    }
}
