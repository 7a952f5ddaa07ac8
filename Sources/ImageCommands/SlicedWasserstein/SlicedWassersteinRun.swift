// SPDX-License-Identifier: Apache-2.0

internal import CommandSupport
internal import Datasets
internal import Raster
internal import SeededRandom
internal import SlicedWassersteinDistance

/// One run of `swd`: the sets opened, the number of images settled.
struct SlicedWassersteinRun {
    /// How far one set is from the reals.
    struct Result {
        /// The set, as typed.
        let name: String
        let measurement: SlicedWassersteinMeasurement
        let warnings: [String]
    }

    private let command: SlicedWassersteinCommand
    private let intake: ImageIntake
    private let reals: ComparedSet
    private let judged: [ComparedSet]
    private let count: Int?
    private let warnings: [String]

    init(_ command: SlicedWassersteinCommand) throws {
        self.command = command
        let intake = ImageIntake(
            reading: command.reading, threads: command.threads.count,
            isQuiet: command.quiet.isRequested)
        self.intake = intake
        reals = try ComparedSet(command.reals, joining: command.joinReals, intake)
        judged = try command.judged.enumerated().map { place, path in
            try ComparedSet(path, joining: place == 0 ? command.joinFakes : [], intake)
        }
        var warnings: [String] = []
        for set in [reals] + judged where !set.skipped.isEmpty {
            let count = set.skipped.count
            warnings.append(
                "\(set.path): \(count) \(count == 1 ? "image was" : "images were") left out")
            warnings += set.skipped.map { "left out: \($0)" }
        }
        count = try Self.imageCount(command, [reals] + judged, &warnings)
        self.warnings = warnings
    }

    /// How many images are taken of each set; nil for all.
    private static func imageCount(
        _ command: SlicedWassersteinCommand, _ sets: [ComparedSet], _ warnings: inout [String]
    ) throws -> Int? {
        if command.unequal { return nil }
        if let wanted = command.images {
            for set in sets where set.count < wanted {
                throw ToolFailure(
                    "\(set.path) has \(set.count) images, fewer than the \(wanted) of --images; "
                        + "leave --images out to take as many as there are")
            }
            return wanted
        }
        let smallest = sets.map(\.count).min() ?? 0
        for set in sets where set.count > smallest {
            warnings.append(
                "\(set.path) has \(set.count) images; \(smallest) of them were taken, as many as the "
                    + "smallest set has")
        }
        return smallest
    }

    private var comparison: SlicedWassersteinComparison {
        // A verdict needs to know how the numbers vary with the images.
        let replicates = command.bootstrap ?? (judged.count > 1 ? 20 : 0)
        return SlicedWassersteinComparison(
            order: command.slicing.order, measuresFloor: command.floor,
            measuresApproximation: command.slicing.asw, bootstrapReplicates: replicates,
            memory: command.memory.bytes, threads: command.threads.count)
    }

    /// By streams of this package; saves the evidence of the reals where that was asked for.
    func measured() throws -> [Result] {
        let (realEvidence, realOrder) = try evidence(of: reals)
        if let folder = command.saveEvidence {
            try realEvidence.save(to: folder, threads: command.threads.count)
        }
        guard !judged.isEmpty else { return [] }
        let others = try otherReals(realOrder, realEvidence.count)
        return try judged.map { set in
            try result(of: set, evidence(of: set).0, realEvidence, otherReals: others)
        }
    }

    /// By NumPy's stream, in the order of the published program.
    func official() throws -> [Result] {
        guard let fakes = judged.first, case .images(let realSet) = reals.content,
            case .images(let fakeSet) = fakes.content
        else {
            throw ToolFailure(
                "--official-rng draws patches anew, and saved evidence has its own; name the images"
            )
        }
        var random = LegacyNumPyRandom(seed: UInt32(command.seed))
        let measured = command.slicing.measured
        func collect(_ set: any ImageSet, _ path: String) throws -> SlicedWassersteinEvidence {
            let height = try set.image(at: 0).height
            let batchSize = command.batchSize ?? min(max(8192 / height, 4), 256)
            return try named(path) {
                var collector = SlicedWassersteinCollector(measured, memory: command.memory.bytes)
                try intake.forEachBatch(
                    of: set, path, Array(0..<(count ?? set.count)), batchSize: batchSize
                ) { try collector.add($0, names: $1, drawingFrom: &random) }
                return try collector.finish()
            }
        }
        let realEvidence = try collect(realSet, reals.path)
        let levels = realEvidence.levelSizes.count
        // The row "Reals" compares the reals with themselves; its directions are drawn all the same.
        _ = DirectionSet(measured, levels: levels, drawingFrom: &random)
        let fakeEvidence = try collect(fakeSet, fakes.path)
        let directions = DirectionSet(measured, levels: levels, drawingFrom: &random)
        let others = try otherReals(Array(0..<realSet.count), realEvidence.count)
        return [
            try result(
                of: fakes, fakeEvidence, realEvidence, directions: directions, otherReals: others)
        ]
    }

    private func result(
        of set: ComparedSet, _ evidence: SlicedWassersteinEvidence,
        _ realEvidence: SlicedWassersteinEvidence, directions: DirectionSet? = nil,
        otherReals: SlicedWassersteinEvidence?
    ) throws -> Result {
        let progress = ProgressReporter(
            total: realEvidence.levelSizes.count, unit: "levels",
            isQuiet: command.quiet.isRequested)
        defer { progress.finish() }
        let measurement = try named("\(reals.path), \(set.path)") {
            try comparison.measure(
                reals: realEvidence, fakes: evidence, directions: directions,
                otherReals: otherReals
            ) { _ in progress.advance() }
        }
        return Result(
            name: set.path, measurement: measurement,
            warnings: warnings + CompressionCheck.warnings(realEvidence.names, evidence.names))
    }

    /// The evidence of a set, and the order in which its images are drawn.
    private func evidence(of set: ComparedSet) throws -> (SlicedWassersteinEvidence, [Int]) {
        switch set.content {
        case .evidence(let evidence):
            if let count, count != evidence.count {
                throw ToolFailure(
                    "\(set.path) is evidence of \(evidence.count) images, and \(count) are to be "
                        + "taken; save evidence of as many, or add --unequal")
            }
            return (evidence, [])
        case .images(let images):
            let taken = count ?? images.count
            let order =
                taken == images.count
                ? Array(0..<taken) : images.shuffledIndices(seed: command.seed)
            return (try collect(images, set.path, Array(order.prefix(taken))), order)
        }
    }

    /// As many further reals for the floor, where there are enough.
    private func otherReals(_ order: [Int], _ count: Int) throws -> SlicedWassersteinEvidence? {
        guard command.floor, case .images(let set) = reals.content, order.count >= 2 * count else {
            return nil
        }
        return try collect(set, reals.path, Array(order[count..<(2 * count)]))
    }

    private func collect(
        _ set: any ImageSet, _ path: String, _ indices: [Int]
    ) throws -> SlicedWassersteinEvidence {
        try named(path) {
            var collector = SlicedWassersteinCollector(
                command.slicing.measured, seed: command.seed, memory: command.memory.bytes)
            try intake.forEachBatch(
                of: set, path, indices, batchSize: command.batchSize ?? ImageIntake.batchSize
            ) { try collector.add($0, names: $1) }
            return try collector.finish()
        }
    }

    /// Says in which set something failed.
    private func named<Value>(_ path: String, _ body: () throws -> Value) throws -> Value {
        do {
            return try body()
        } catch let error as SlicedWassersteinError {
            throw ToolFailure("\(path): \(error)")
        }
    }
}
