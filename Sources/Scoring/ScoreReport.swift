// SPDX-License-Identifier: Apache-2.0

/// A score that can be published: the numbers, how certain they are, and all that is needed to
/// compute them again.
///
/// Two reports of the same evidence are equal, whatever the number of threads, the batch size and
/// the order of the files, so the report holds no time and no name of a machine.
public struct ScoreReport: Sendable, Hashable, Codable {
    /// One number of the report.
    public struct Value: Sendable, Hashable, Codable {
        /// What the number is: "MS-SSIM", "level 2".
        public let name: String
        /// The number.
        public let value: Double
        /// In what it is measured; nil for a pure number.
        public let unit: String?
        /// How certain it is; nil where that is not known.
        public let uncertainty: Uncertainty?

        /// Creates a number of a report.
        public init(
            name: String, value: Double, unit: String? = nil, uncertainty: Uncertainty? = nil
        ) {
            self.name = name
            self.value = value
            self.unit = unit
            self.uncertainty = uncertainty
        }
    }

    /// A number of things that went into the score.
    public struct Count: Sendable, Hashable, Codable {
        /// What was counted, in the plural: "pairs".
        public let name: String
        /// How many.
        public let count: Int

        /// Creates a count.
        public init(name: String, count: Int) {
            self.name = name
            self.count = count
        }
    }

    /// A choice that changes the numbers.
    public struct Setting: Sendable, Hashable, Codable {
        /// The name of the choice: "convention".
        public let name: String
        /// What was chosen, as it is written on a command line.
        public let value: String

        /// Creates a setting.
        public init(name: String, value: String) {
            self.name = name
            self.value = value
        }
    }

    /// The score's name: "MS-SSIM diversity".
    public let name: String
    /// The numbers, the most important first.
    public let values: [Value]
    /// What went in.
    public let counts: [Count]
    /// Where the random numbers started; nil when none were drawn.
    public let seed: UInt64?
    /// The choices that change the numbers, in a fixed order.
    public let settings: [Setting]
    /// What a reader must know before comparing these numbers with others, in sentences.
    public let warnings: [String]
    /// The version of the software that computed them.
    public let version: String

    /// The version of this package.
    public static let softwareVersion = "0.1.0"

    /// Creates a report.
    public init(
        name: String, values: [Value], counts: [Count] = [], seed: UInt64? = nil,
        settings: [Setting] = [], warnings: [String] = [],
        version: String = ScoreReport.softwareVersion
    ) {
        self.name = name
        self.values = values
        self.counts = counts
        self.seed = seed
        self.settings = settings
        self.warnings = warnings
        self.version = version
    }

    /// The number with a name, or nil.
    public func value(_ name: String) -> Value? { values.first { $0.name == name } }

    /// The count with a name, or nil.
    public func count(_ name: String) -> Int? { counts.first { $0.name == name }?.count }
}
