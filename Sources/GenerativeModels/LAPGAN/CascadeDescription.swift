// SPDX-License-Identifier: Apache-2.0

/// What all levels of a cascade must share, whichever run or machine they were trained in.
public struct CascadeDescription: Sendable, Hashable, Codable {
    /// The operators between levels.
    public var operators: PyramidOperators
    /// The side of each level in pixels, finest first.
    public var sides: [Int]
    /// How many colour planes images have.
    public var channels: Int
    /// Where the networks have black and white: always −1 and 1 before the normalisation.
    public var valueRange: String
    /// What is done to values then.
    public var normalisation: Normalisation
    /// A check of the statistics that it stands on; nil where there are none.
    public var statistics: String?
    /// How many classes there are; 0 for none.
    public var classes: Int

    /// Creates a description.
    public init(
        operators: PyramidOperators, sides: [Int], channels: Int = 3,
        normalisation: Normalisation = .signed, statistics: String? = nil, classes: Int = 0
    ) {
        self.operators = operators
        self.sides = sides
        self.channels = channels
        self.valueRange = "signed"
        self.normalisation = normalisation
        self.statistics = statistics
        self.classes = classes
    }

    /// In what another description differs from this one, in words; empty when in nothing.
    public func differences(from other: CascadeDescription) -> [String] {
        func list(_ sides: [Int]) -> String {
            sides.reversed().map(String.init).joined(separator: "→")
        }
        func point(_ name: String, _ own: String, _ theirs: String) -> String? {
            own == theirs ? nil : "\(name) \(theirs) instead of \(own)"
        }
        return [
            point("operators", operators.rawValue, other.operators.rawValue),
            point("levels", list(sides), list(other.sides)),
            point("channels", "\(channels)", "\(other.channels)"),
            point("values", valueRange, other.valueRange),
            point("normalisation", normalisation.rawValue, other.normalisation.rawValue),
            point("statistics", statistics ?? "none", other.statistics ?? "none"),
            point("classes", "\(classes)", "\(other.classes)"),
        ].compactMap(\.self)
    }
}
