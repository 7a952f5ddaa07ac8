// SPDX-License-Identifier: Apache-2.0

import Datasets
import GenerativeModels
import Layers
import Raster
import SeededRandom
import Tensors
import TestSupport
import Training

/// Noise on every level, as the independent program makes it.
struct NoiseImages: ImageSet {
    let count: Int
    let side: Int
    let classes: Int
    let summary = "noise"

    var labels: ImageLabels? {
        classes == 0 ? nil : ImageLabels(values: (0..<count).map { $0 % classes })
    }

    func name(at index: Int) -> String { "\(index)" }

    func image(at index: Int) -> Image {
        var generator = SplitMix64(seed: UInt64(index))
        let planes = (0..<3).map { _ in
            Plane(
                width: side, height: side,
                samples: (0..<side * side).map { _ in Float(generator.next() & 0xFF) })
        }
        return Image(planes: planes, channels: .rgb, range: .byte)
    }
}

/// Small trainings on noise, each in a folder of its own.
struct NoiseTraining {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    static func recipe(
        resolution: Int = 16, train: Int = 96, fade: Int = 128, images: Int = 400,
        classes: Int = 0
    ) -> ProGAN.Recipe {
        var recipe = ProGAN.Recipe(
            architecture: .init(
                resolution: resolution, baseMaps: 32, mostMaps: 6, classes: classes),
            growth: .init(
                resolution: resolution, trainImages: train, fadeImages: fade, batchSize: 8,
                learningRate: 0.002),
            images: images)
        recipe.averageDecay = 0.9
        return recipe
    }

    func trainer(
        _ name: String, _ recipe: ProGAN.Recipe, type: ElementType = .float32,
        precision: ProGAN.Precision = .float32, seed: UInt64 = 5
    ) throws -> Trainer<ProGAN.Stage, ProGAN.RealOrder> {
        let levels = try MemoryLevels(
            NoiseImages(
                count: 40, side: recipe.architecture.resolution,
                classes: recipe.architecture.classes))
        let stage = try ProGAN.Stage(
            recipe, reals: ProGAN.RealImages(levels, for: recipe.architecture), seed: seed,
            type: type, precision: precision)
        let plan = TrainingPlan(
            images: recipe.images, logInterval: 5, snapshotInterval: 1000, scoreInterval: 1000,
            checkpointInterval: 1000)
        let record = RunRecord(
            system: "progan", recipe: ProGAN.RunSettings(recipe: recipe, precision: precision),
            plan: plan, seed: seed, data: "noise")
        return Trainer(
            stage, on: ProGAN.RealOrder(count: 40, seed: seed, mirrors: recipe.mirrors), plan: plan,
            seed: seed, run: try RunFolder(folder[name], record: record))
    }

    func weights(_ stage: ProGAN.Stage) throws -> [String: [Float]] {
        var weights: [String: [Float]] = [:]
        for player in stage.players {
            for (kind, set) in [("", player.network), ("average ", player.average?.network)] {
                for entry in set?.entries ?? [] {
                    weights["\(kind)\(player.role) \(entry.name)"] = try entry.tensor.values()
                }
            }
        }
        return weights
    }
}
