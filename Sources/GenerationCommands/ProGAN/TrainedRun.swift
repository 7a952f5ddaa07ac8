// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import CommandSupport
internal import GenerativeModels
internal import Tensors
internal import Training

#if canImport(FoundationEssentials)
    internal import FoundationEssentials
#else
    internal import Foundation
#endif

/// Which of a run's generators is meant.
struct CheckpointArgument: ParsableArguments {
    /// The checkpoints that a run can be asked for.
    enum Choice: String, ExpressibleByArgument, CaseIterable {
        case newest, best
    }

    @Option(
        help: ArgumentHelp(
            "newest, or best: the one with the least distance to the reals.", valueName: "which"))
    var checkpoint = Choice.newest

    @Flag(help: "Take the weights as they were trained, not their moving average.")
    var live = false

    /// What is meant.
    var meant: TrainedRun.Which { .init(isBest: checkpoint == .best, isLive: live) }
}

/// A run that has a checkpoint, opened for sampling.
struct TrainedRun {
    /// What was trained, and how.
    let record: RunRecord<ProGAN.RunSettings>
    /// The generator of the checkpoint that was asked for.
    let generator: ProGAN.Generator
    /// What makes images of it, at the detail that it was written at.
    let sampler: ProGAN.Sampler
    private let weights: URL

    /// Which of its generators.
    struct Which {
        var isBest = false
        var isLive = false
    }

    /// Opens a run.
    init(_ path: String, _ which: Which = Which(), label: Int? = nil) throws {
        let place = URL(filePath: path, directoryHint: .isDirectory)
        guard RunFolder.exists(at: place) else {
            throw ToolFailure("\(path) holds no run; train one with progan train SET -o \(path)")
        }
        record = try ProGAN.RunSettings.record(at: place)
        if let origin = record.recipe.origin, which.isBest || which.isLive {
            throw ToolFailure(
                "\(path) was imported from \(origin.file) and has one generator; leave out "
                    + (which.isBest ? "--checkpoint" : "--live"))
        }
        let folder = try RunFolder(place, record: record)
        let found = which.isBest ? folder.bestCheckpoint() : try folder.newestCheckpoint()
        guard let checkpoint = found else {
            throw ToolFailure(
                "\(path) has no \(which.isBest ? "best" : "newest") checkpoint yet; go on with "
                    + "progan train --resume \(path)")
        }
        let recipe = record.recipe.recipe
        if let label, label < 0 || label >= recipe.architecture.classes {
            throw ToolFailure(
                "--class \(label): the run knows \(recipe.architecture.classes) classes, "
                    + "counted from 0")
        }
        weights = ProGAN.Recipe.generatorFile(in: checkpoint, isLive: which.isLive)
        generator = try recipe.generator(at: checkpoint, isLive: which.isLive)
        sampler = ProGAN.Sampler(
            generator, at: try recipe.detail(at: checkpoint), label: label)
    }

    /// Writes the generator's weights to a file of their own.
    func write(_ place: URL, metadata: [String: String]) throws {
        let file = try SafetensorsFile(path: weights.path)
        try SafetensorsFile.write(
            file.entries.map { ($0.name, try file.tensor(named: $0.name)) }, metadata: metadata,
            to: place.path)
    }
}
