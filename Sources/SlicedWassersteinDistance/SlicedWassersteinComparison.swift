// SPDX-License-Identifier: Apache-2.0

public import Raster
internal import SeededRandom

/// Compares two sets of images, level by level.
///
/// ```swift
/// let comparison = SlicedWassersteinComparison(memory: 1 << 30)
/// let measurement = try comparison.measure(reals: reals, fakes: fakes)
/// for level in measurement.levels { print(level.size, level.distance.mean * 1000) }
/// ```
///
/// The sliced Wasserstein distance is that of T. Karras et al., "Progressive Growing of GANs", ICLR
/// 2018, section 5, after J. Rabin et al., "Wasserstein Barycenter and Its Application to Texture
/// Mixing", SSVM 2011. One level is held at a time; directions are taken in blocks; both fit into
/// the memory that is allowed, with descriptors in a temporary file where they must.
public struct SlicedWassersteinComparison: Sendable {
    /// The power of the differences.
    public let order: WassersteinOrder
    /// Whether the reals are also compared with reals: what a perfect generator would score.
    public let measuresFloor: Bool
    /// Whether the distance is also approximated without sorting, after Nadjahi et al., 2021.
    public let measuresApproximation: Bool
    /// How many times images are drawn again to see how the numbers vary with them; 0 for not at
    /// all.
    public let bootstrapReplicates: Int
    /// The bytes that a comparison may use.
    public let memory: Int
    /// How many threads it may use.
    public let threads: ThreadCount

    /// Creates a comparison.
    public init(
        order: WassersteinOrder = .first, measuresFloor: Bool = true,
        measuresApproximation: Bool = false, bootstrapReplicates: Int = 0, memory: Int,
        threads: ThreadCount = .allProcessors
    ) {
        precondition(bootstrapReplicates >= 0 && bootstrapReplicates != 1, "0 or at least 2")
        self.order = order
        self.measuresFloor = measuresFloor
        self.measuresApproximation = measuresApproximation
        self.bootstrapReplicates = bootstrapReplicates
        self.memory = memory
        self.threads = threads
    }

    /// Measures how far the fakes are from the reals.
    ///
    /// - Parameters:
    ///   - reals: The reference.
    ///   - fakes: The other set, taken by the same protocol and seed.
    ///   - directions: The directions to use; by default those of the seed of the evidence.
    ///   - otherReals: As many further reals for the floor. Without them it is taken between two
    ///     halves of the reals.
    ///   - progress: Called after each level with its index.
    /// - Returns: The distances of each level.
    /// - Throws: when the sets were taken differently, or a temporary file fails.
    public func measure(
        reals: SlicedWassersteinEvidence, fakes: SlicedWassersteinEvidence,
        directions: DirectionSet? = nil, otherReals: SlicedWassersteinEvidence? = nil,
        progress: (Int) -> Void = { _ in }
    ) throws(SlicedWassersteinError) -> SlicedWassersteinMeasurement {
        try reals.requireSameMeasure(as: fakes)
        let sizes = reals.levelSizes
        let directions =
            directions
            ?? DirectionSet(reals.measured, levels: sizes.count, seed: reals.seed ?? 1000)
        let rows = RowPair()
        var levels: [SlicedWassersteinMeasurement.Level] = []
        for level in sizes.indices {
            levels.append(
                try measure(
                    level: level, reals: reals, fakes: fakes, directions: directions.levels[level],
                    otherReals: otherReals, rows: rows))
            progress(level)
        }
        return SlicedWassersteinMeasurement(
            measured: reals.measured, order: order, seed: directions.seed,
            usesLegacyStream: directions.isLegacy, size: reals.size,
            realCount: reals.count, fakeCount: fakes.count,
            floorCount: measuresFloor ? otherReals?.count ?? reals.count / 2 : nil,
            bootstrapReplicates: bootstrapReplicates, levels: levels)
    }

    private func measure(
        level: Int, reals: SlicedWassersteinEvidence, fakes: SlicedWassersteinEvidence,
        directions: Directions, otherReals: SlicedWassersteinEvidence?, rows: RowPair
    ) throws(SlicedWassersteinError) -> SlicedWassersteinMeasurement.Level {
        var budget = MemoryBudget(
            memory, reals: reals, fakes: fakes, directions: directions, threads: threads)
        let keepsReals = budget.admits(reals.tableBytes(level: level))
        let keepsFakes = budget.admits(fakes.tableBytes(level: level))
        rows.release(above: budget.rowMemory)
        let realTable = try reals.table(level: level, inMemory: keepsReals, threads: threads)
        let distance: LevelDistance
        var bootstrap: [Double] = []
        var approximation: Double?
        var isConstant: [Bool]
        do {
            let fakeTable = try fakes.table(level: level, inMemory: keepsFakes, threads: threads)
            SampleMemory.releaseKept()
            distance = try LevelDistance(
                of: realTable, and: fakeTable, along: directions, order: order,
                rowMemory: budget.rowMemory, rows: rows, threads: threads)
            SampleMemory.releaseKept()
            isConstant = zip(realTable.statistics.isConstant, fakeTable.statistics.isConstant)
                .map { $0 || $1 }
            if measuresApproximation {
                let moments = try ApproximateDistance(
                    of: realTable, order: reals.order, threads: threads)
                approximation = try moments.distance(
                    to: ApproximateDistance(of: fakeTable, order: fakes.order, threads: threads))
            }
            if bootstrapReplicates > 0 {
                bootstrap = try ImageBootstrap(
                    replicates: bootstrapReplicates, order: order, threads: threads,
                    seed: reals.seed ?? 0
                ).distances(
                    realTable, names: reals.names, fakeTable, names: fakes.names,
                    along: directions.prefix(min(directions.count, ImageBootstrap.directions)))
            }
        }
        var floor: LevelDistance?
        if measuresFloor {
            floor = try self.floor(
                of: realTable, reals, otherReals, level: level, directions: directions, rows,
                &budget)
        }
        return SlicedWassersteinMeasurement.Level(
            size: reals.levelSizes[level], distance: distance, floor: floor,
            approximation: approximation, bootstrap: bootstrap, constantChannels: isConstant)
    }

    /// Reals against reals, along the directions of the first repeat: a floor need not be known to
    /// the last digit.
    private func floor(
        of table: DescriptorTable, _ reals: SlicedWassersteinEvidence,
        _ others: SlicedWassersteinEvidence?, level: Int, directions: Directions,
        _ rows: RowPair, _ budget: inout MemoryBudget
    ) throws(SlicedWassersteinError) -> LevelDistance? {
        let first = directions.prefix(reals.measured.directionsPerRepeat)
        if let others {
            let otherTable = try others.table(
                level: level, inMemory: budget.admits(others.tableBytes(level: level)),
                threads: threads)
            SampleMemory.releaseKept()
            return try LevelDistance(
                of: table, and: otherTable, along: first, order: order, rowMemory: budget.rowMemory,
                rows: rows, threads: threads)
        }
        guard reals.count >= 4 else { return nil }
        let (one, other) = Self.halves(of: reals)
        return try LevelDistance(
            of: table.subset(one), and: table.subset(other), along: first, order: order,
            rowMemory: budget.rowMemory, rows: rows, threads: threads)
    }

    /// The images in two halves, drawn by their names; an odd one is left over.
    static func halves(of reals: SlicedWassersteinEvidence) -> ([Int], [Int]) {
        var images = reals.order
        var generator = (RandomStream(seed: reals.seed ?? 0) / "halves").generator()
        generator.shuffle(&images)
        let half = images.count / 2
        let rank = reals.rankByName
        func ordered(_ part: ArraySlice<Int>) -> [Int] { part.sorted { rank[$0] < rank[$1] } }
        return (ordered(images[..<half]), ordered(images[half..<(2 * half)]))
    }
}

extension SlicedWassersteinEvidence {
    /// The place of each image in the order of the names.
    var rankByName: [Int] {
        var rank = [Int](repeating: 0, count: count)
        for (place, image) in order.enumerated() { rank[image] = place }
        return rank
    }
}
