// SPDX-License-Identifier: Apache-2.0

public import Raster

/// How far two sets of images are apart, level by level.
public struct SlicedWassersteinMeasurement: Sendable {
    /// The distances at one level.
    public struct Level: Sendable {
        /// The size of the level's images.
        public let size: ImageSize
        /// Between reals and fakes.
        public let distance: LevelDistance
        /// Between reals and reals: what a perfect generator would score; nil if not measured.
        public let floor: LevelDistance?
        /// The distance of second order as if projections were normal; nil if not measured.
        public let approximation: Double?
        /// The distance each time that images were drawn again; empty if they were not.
        public let bootstrap: [Double]
        /// By channel: whether it has one value throughout in either set, and so was left out.
        public let constantChannels: [Bool]
    }

    /// The protocol.
    public let measured: SlicingProtocol
    /// The power of the differences.
    public let order: WassersteinOrder
    /// The seed of the random numbers.
    public let seed: UInt64
    /// Whether they were NumPy's, as the published program draws them.
    public let usesLegacyStream: Bool
    /// The size of the images.
    public let size: ImageSize
    /// The number of reals.
    public let realCount: Int
    /// The number of fakes.
    public let fakeCount: Int
    /// The number of reals on either side of the floor; nil if it was not measured.
    public let floorCount: Int?
    /// How often images were drawn again.
    public let bootstrapReplicates: Int
    /// Finest first.
    public let levels: [Level]

    /// The mean of the levels' distances.
    public var average: Double { Self.mean(levels.map(\.distance.mean)) }

    /// The mean of the levels' floors; nil if they were not measured.
    public var averageFloor: Double? {
        let floors = levels.compactMap { $0.floor?.mean }
        return floors.count == levels.count ? Self.mean(floors) : nil
    }

    /// The mean of the levels' approximations; nil if they were not measured.
    public var averageApproximation: Double? {
        let values = levels.compactMap(\.approximation)
        return values.count == levels.count ? Self.mean(values) : nil
    }

    /// The standard error over the directions of ``average``: directions of different levels are
    /// independent.
    public var averageStandardError: Double? {
        let errors = levels.compactMap(\.distance.standardError)
        guard errors.count == levels.count else { return nil }
        return errors.reduce(0) { $0 + $1 * $1 }.squareRoot() / Double(levels.count)
    }

    /// The average over the levels, each time that images were drawn again.
    public var averageBootstrap: [Double] {
        (0..<bootstrapReplicates).map { replicate in
            Self.mean(levels.map { $0.bootstrap[replicate] })
        }
    }

    /// The spread of replicates: one standard error over images.
    public static func spread(_ replicates: [Double]) -> Double? {
        guard replicates.count > 1 else { return nil }
        let average = mean(replicates)
        let squares = replicates.reduce(0) { $0 + ($1 - average) * ($1 - average) }
        return (squares / Double(replicates.count - 1)).squareRoot()
    }

    private static func mean(_ values: [Double]) -> Double {
        values.reduce(0, +) / Double(values.count)
    }
}
