// SPDX-License-Identifier: Apache-2.0

internal import Layers
internal import Training

#if canImport(FoundationEssentials)
    public import FoundationEssentials
#else
    public import Foundation
#endif

extension ProGAN.ImportedGenerator {
    /// Writes a run that holds this generator as its average, and nothing to train on with.
    ///
    /// - Parameters:
    ///   - place: The folder; it must hold no run.
    ///   - versions: The versions of what computes, by name.
    /// - Throws: File errors.
    public func writeRun(to place: URL, versions: [String: String] = [:]) throws {
        let side = architecture.resolution
        let growth = ProGAN.GrowthSchedule(
            resolution: side, trainImages: 0, fadeImages: 0, batchSize: 16
        ).withoutGrowing
        let recipe = ProGAN.Recipe(architecture: architecture, growth: growth, images: 0)
        var settings = ProGAN.RunSettings(recipe: recipe)
        settings.origin = origin
        let record = RunRecord(
            system: ProGAN.RunSettings.system, recipe: settings, plan: recipe.plan, seed: 0,
            data: origin.file, versions: versions)
        let state = ProGAN.StoredState(
            growth: ProGAN.Growth(growth), noise: ProGAN.NoiseControl())
        try RunFolder(place, record: record).writeFirstCheckpoint { checkpoint in
            try ParameterFile(ProGAN.Recipe.generatorFile(in: checkpoint).path).write(parameters)
            let stage = ProGAN.Recipe.stageFolder(in: checkpoint)
            try FileManager.default.createDirectory(at: stage, withIntermediateDirectories: true)
            try state.write(to: stage)
        }
    }
}
