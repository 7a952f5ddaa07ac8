// SPDX-License-Identifier: Apache-2.0

internal import ImageFiles
internal import Layers
internal import Tensors

#if canImport(FoundationEssentials)
    public import FoundationEssentials
#else
    public import Foundation
#endif

/// What a checkpoint says beside its tensors.
struct CheckpointState: Codable {
    var progress: TrainingProgress
    /// Where the batches are.
    var position: Int
    /// Where random layers are in their streams: by player, then by path.
    var draws: [String: [String: Int]]
}

extension Trainer {
    /// Goes on from the newest whole checkpoint of the run, if there is one.
    ///
    /// - Returns: Whether there was one.
    /// - Throws: When a checkpoint is damaged or of another network.
    @discardableResult
    public func resume() throws -> Bool {
        guard let folder = try run.newestCheckpoint() else { return false }
        let state = try RunFolder.decode(
            CheckpointState.self, from: folder.appending(path: RunFolder.stateFile))
        try stage.advance(images: state.progress.images)
        for player in stage.players {
            let name = player.role.rawValue
            try ParameterFile(folder.appending(path: "\(name).safetensors").path)
                .read(into: player.network)
            try player.optimizer.restore(
                SafetensorsFile(path: folder.appending(path: "\(name).optimizer.safetensors").path))
            if let average = player.average {
                try ParameterFile(folder.appending(path: "\(name).average.safetensors").path)
                    .read(into: average.network)
            }
            for (path, counter) in player.network.drawCounters {
                guard let count = state.draws[name]?[path] else {
                    throw TrainingError.damagedRun(
                        path: folder.path, problem: "the state of '\(path)' is missing")
                }
                counter.count = count
            }
        }
        try stage.restore(from: folder.appending(path: RunFolder.stageFolder))
        progress = state.progress
        batches.position = state.position
        return true
    }

    /// Writes a checkpoint beside its place and renames it, then removes the oldest.
    func writeCheckpoint() throws {
        let place = run.checkpoint(afterStep: progress.step)
        // A stop may come right after a checkpoint.
        guard try run.newestCheckpoint()?.lastPathComponent != place.lastPathComponent else {
            return
        }
        try writeCheckpoint(at: place)
        try run.removeCheckpoints(keeping: plan.keptCheckpoints)
    }

    /// Keeps a checkpoint whose score is the least so far, if the plan names a score.
    func keepBest(_ scores: [(name: String, value: Double)]) throws {
        guard let value = scores.first(where: { $0.name == plan.bestScore })?.value,
            value < progress.least ?? .infinity
        else { return }
        progress.least = value
        try run.removeBestCheckpoint()
        try writeCheckpoint(at: run.bestPlace)
    }

    private func writeCheckpoint(at place: URL) throws {
        let partial = try AtomicFolder(place)
        let folder = partial.partial
        var draws: [String: [String: Int]] = [:]
        for player in stage.players {
            let name = player.role.rawValue
            try ParameterFile(folder.appending(path: "\(name).safetensors").path)
                .write(player.network)
            try SafetensorsFile.write(
                player.optimizer.state,
                to: folder.appending(path: "\(name).optimizer.safetensors").path)
            if let average = player.average {
                try ParameterFile(folder.appending(path: "\(name).average.safetensors").path)
                    .write(average.network)
            }
            draws[name] = player.network.drawCounters.mapValues(\.count)
        }
        let own = folder.appending(path: RunFolder.stageFolder)
        try FileManager.default.createDirectory(at: own, withIntermediateDirectories: true)
        try stage.save(to: own)
        let state = CheckpointState(progress: progress, position: batches.position, draws: draws)
        try AtomicFile.replace(
            folder.appending(path: RunFolder.stateFile), with: RunFolder.encode(state))
        try partial.commit(replacing: { _ in true }, last: RunFolder.stateFile)
    }
}

extension RunFolder {
    /// Stores a checkpoint of a run that is not trained, from before its first round.
    ///
    /// - Parameter write: Writes the files into a folder that becomes the checkpoint.
    /// - Throws: What `write` throws, and file errors.
    public func writeFirstCheckpoint(_ write: (URL) throws -> Void) throws {
        let partial = try AtomicFolder(checkpoint(afterStep: 0))
        try write(partial.partial)
        let state = CheckpointState(progress: TrainingProgress(), position: 0, draws: [:])
        try AtomicFile.replace(
            partial.partial.appending(path: Self.stateFile), with: Self.encode(state))
        try partial.commit(replacing: { _ in true }, last: Self.stateFile)
    }
}
