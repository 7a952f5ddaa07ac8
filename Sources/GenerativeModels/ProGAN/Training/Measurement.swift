// SPDX-License-Identifier: Apache-2.0

internal import Datasets
internal import Raster
internal import SeededRandom
public import Training

#if canImport(FoundationEssentials)
    public import FoundationEssentials
#else
    public import Foundation
#endif

extension ProGAN {
    /// How long a round takes at one side of a recipe: the median of a few, with made-up images.
    ///
    /// - Parameters:
    ///   - recipe: All settings.
    ///   - side: The side that is measured, all of it showing.
    ///   - rounds: How many rounds are played, after one that is not counted.
    ///   - layout: How features lie in memory.
    ///   - precision: What features are computed in.
    /// - Returns: Seconds.
    /// - Throws: What LibTorch refuses.
    public static func secondsPerRound(
        of recipe: Recipe, at side: Int, rounds: Int = 3, layout: FeatureLayout = .channelsLast,
        precision: Precision = .float32
    ) throws -> Double {
        let folder = FileManager.default.temporaryDirectory
            .appending(path: "progan-\(UUID().uuidString)")
        defer { remove(folder) }
        let trainer = try measured(
            recipe, at: side, layout: layout, precision: precision, in: folder)
        try trainer.play(rounds: 1)
        let clock = ContinuousClock()
        var seconds: [Double] = []
        for _ in 0..<rounds {
            let start = clock.now
            try trainer.play(rounds: 1)
            seconds.append((clock.now - start) / .seconds(1))
        }
        return seconds.sorted()[seconds.count / 2]
    }

    /// A trainer at one side of a recipe with made-up images; it leaves no more than an empty run.
    public static func measured(
        _ recipe: Recipe, at side: Int, layout: FeatureLayout = .channelsLast,
        precision: Precision = .float32, in folder: URL
    ) throws -> Trainer<Stage, RealOrder> {
        var still = recipe
        still.architecture.resolution = side
        still.growth.resolution = side
        still.growth.firstResolution = side
        let levels = SpeckledLevels(recipe.architecture, side: side)
        let stage = try Stage(
            still, reals: RealImages(levels, for: still.architecture), seed: 1, layout: layout,
            precision: precision)
        let record = RunRecord(
            system: RunSettings.system,
            recipe: RunSettings(recipe: still, precision: precision), plan: still.plan,
            seed: 1, data: "noise")
        return Trainer(
            stage, on: RealOrder(count: levels.count, seed: 1, mirrors: recipe.mirrors),
            plan: still.plan, seed: 1, run: try RunFolder(folder, record: record))
    }

    private static func remove(_ folder: URL) {
        // What stays behind is in the system's folder for such things.
        do { try FileManager.default.removeItem(at: folder) } catch { return }
    }

    /// Images of noise on every level: a stand-in where only time counts.
    private struct SpeckledLevels: ByteLevels {
        let count = 64
        let sizes: [ImageSize]
        let channels: ChannelLayout
        let labels: ImageLabels?

        init(_ architecture: Architecture, side: Int) {
            sizes = architecture.resolutions.filter { $0 <= side }.reversed().map {
                ImageSize(width: $0, height: $0)
            }
            channels = architecture.channels == 1 ? .grey : .rgb
            let classes = architecture.classes
            labels =
                classes == 0
                ? nil : ImageLabels(values: (0..<64).map { $0 % classes }, names: [])
        }

        func append(_ index: Int, level: Int, to bytes: inout [UInt8]) {
            var generator = SplitMix64(seed: UInt64(index))
            for _ in 0..<sizes[level].area * channels.count {
                bytes.append(UInt8(truncatingIfNeeded: generator.next()))
            }
        }
    }
}
