// SPDX-License-Identifier: Apache-2.0

import Foundation
import Layers
import Tensors
import TestSupport
import Testing
import Training

struct TrainerTests {
    struct Recipe: Codable, Sendable {
        var width = 8
    }

    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func makeRun(_ name: String, width: Int = 8, seed: UInt64 = 5) throws -> RunFolder {
        let record = RunRecord(
            system: "tiny", recipe: Recipe(width: width), plan: plan(), seed: seed, data: "pairs")
        return try RunFolder(folder[name], record: record)
    }

    private func plan(rounds: Int = 40) -> TrainingPlan {
        TrainingPlan(
            images: rounds * 8, logInterval: 5, snapshotInterval: 10, scoreInterval: 20,
            checkpointInterval: 10, keptCheckpoints: 2)
    }

    private func trainer(
        _ name: String, rounds: Int = 40, stage: TinyStage? = nil
    ) throws -> Trainer<TinyStage, PairSource> {
        Trainer(
            try stage ?? TinyStage(seed: 3), on: PairSource(), plan: plan(rounds: rounds), seed: 5,
            run: try makeRun(name))
    }

    private func lines(_ name: String) throws -> [LogEntry] {
        try String(contentsOf: folder["\(name)/log.jsonl"], encoding: .utf8)
            .split(separator: "\n")
            .map { try JSONDecoder().decode(LogEntry.self, from: Data($0.utf8)) }
    }

    /// The log without its times.
    private func losses(_ name: String) throws -> [[String: Double]?] {
        try lines(name).map { $0.losses }
    }

    @Test func resumedEqualsUninterrupted() throws {
        let whole = try trainer("whole")
        #expect(try whole.train() == .completed)
        // Between checkpoints and between lines of the log.
        let first = try trainer("parts")
        var rounds = 0
        let ending = try first.train(shouldStop: {
            rounds += 1
            return rounds > 17
        })
        #expect(ending == .stopped)
        #expect(first.progress.step == 17)
        let second = try trainer("parts")
        #expect(try second.resume())
        #expect(second.progress.step == 17)
        #expect(try second.train() == .completed)
        #expect(try second.stage.weights() == whole.stage.weights())
        #expect(try losses("parts") == losses("whole"))
    }

    @Test func aKilledRunGoesOnFromItsLastWholeCheckpoint() throws {
        let whole = try trainer("whole")
        try whole.train()
        try trainer("killed", rounds: 23).train()
        // What a kill in the middle of writing leaves: half a line, half a checkpoint, and one whose
        // removal had begun.
        let run = folder["killed"]
        let log = try FileHandle(forWritingTo: run.appending(path: "log.jsonl"))
        try log.seekToEnd()
        try log.write(contentsOf: Data("{\"step\":24,\"ima".utf8))
        try log.close()
        let checkpoints = run.appending(path: "checkpoints")
        for name in [".step-000000024.partial-1-0", "step-000000024"] {
            let half = checkpoints.appending(path: name)
            try FileManager.default.createDirectory(at: half, withIntermediateDirectories: true)
            try Data("half".utf8).write(to: half.appending(path: "generator.safetensors"))
        }
        // The checkpoint of the 23rd round is taken away, as if the kill had come before it.
        try FileManager.default.removeItem(
            at: checkpoints.appending(path: "step-000000023/state.json"))
        let resumed = try trainer("killed")
        #expect(try resumed.resume())
        #expect(resumed.progress.step == 20)
        try resumed.train()
        #expect(try resumed.stage.weights() == whole.stage.weights())
        let steps = try lines("killed").filter { $0.losses != nil }.map(\.step)
        #expect(steps == Array(stride(from: 5, through: 40, by: 5)))
    }

    @Test func aRunIsAFolder() throws {
        let one = try trainer("run")
        try one.train(score: { _ in [(name: "distance", value: 2.5)] })
        #expect(
            try folder.contents(of: "run/checkpoints").filter { !$0.contains("/") } == [
                "step-000000030", "step-000000040",
            ])
        #expect(
            try folder.contents(of: "run/checkpoints/step-000000040") == [
                "discriminator.optimizer.safetensors", "discriminator.safetensors",
                "generator.average.safetensors", "generator.optimizer.safetensors",
                "generator.safetensors", "stage", "stage/pool.json", "state.json",
            ])
        #expect(
            try folder.contents(of: "run/samples")
                == [0, 10, 20, 30, 40].map { "samples-0000000\($0 == 0 ? "00" : "\($0)").png" })
        let entries = try lines("run")
        #expect(entries.filter { $0.scores != nil }.map(\.step) == [20, 40])
        #expect(entries.last?.scores == ["distance": 2.5])
        #expect(
            Set(try #require(entries[0].losses).keys) == [
                "discriminator.real", "discriminator.fake", "generator.fool", "generator.memory",
            ])
        #expect(entries[0].images == 40)
        let report = try String(contentsOf: folder["run/report/index.html"], encoding: .utf8)
        #expect(report.contains("<polyline"))
        #expect(report.contains("of the discriminator"))
        #expect(report.contains("data:image/png;base64,"))
        #expect(!report.contains("http"))
        // Weights open as files of their own.
        let stage = try TinyStage(seed: 9)
        try ParameterFile(
            folder["run/checkpoints/step-000000040/generator.average.safetensors"].path
        ).read(into: stage.players[1].network)
        let weights = try one.stage.weights()
        #expect(
            try stage.weights()["generator.out.weight"] == weights["generator.average.out.weight"])
    }

    @Test func theAverageFollowsTheWeights() throws {
        let one = try trainer("run", rounds: 1)
        let player = one.stage.players[1]
        let name = "out.weight"
        let before: [Float] = try #require(player.network[name]).values()
        try one.train()
        let after: [Float] = try #require(player.network[name]).values()
        let average: [Float] = try #require(player.average?.network[name]).values()
        #expect(after != before)
        for (a, (x, y)) in zip(average, zip(before, after)) {
            #expect(abs(a - (0.9 * x + 0.1 * y)) < 1e-6)
        }
    }

    @Test func lossesThatAreNoNumbersStopWithTheirName() throws {
        var stage = try TinyStage(seed: 3)
        stage.breaksAfter = 12 * 8
        let one = try trainer("broken", stage: stage)
        let error = try #require(throws: TrainingError.self) { try one.train() }
        guard case .notFinite(let step, let player, let term, let value) = error else {
            Issue.record("\(error)")
            return
        }
        #expect((step, player, term) == (13, "discriminator", "broken"))
        #expect(!value.isFinite)
        #expect(error.description.contains("step 13: the loss 'broken' of the discriminator is"))
        let resumed = try trainer("broken")
        #expect(try resumed.resume())
        #expect(resumed.progress.step == 10)
    }

    @Test func freshBatchesAreDrawnForEachStep() throws {
        let one = try trainer("run", rounds: 10, stage: TinyStage(seed: 3, discriminatorSteps: 3))
        try one.train()
        // A round draws three batches for the discriminator and one that the generator may share.
        #expect(one.progress.step == 3)
        #expect(one.progress.images == 3 * 4 * 8)
    }

    @Test func otherSettingsAreRefused() throws {
        _ = try makeRun("run")
        let error = try #require(throws: TrainingError.self) {
            try makeRun("run", width: 16, seed: 6)
        }
        #expect(
            error.description
                == "\(folder["run"].path): the run has other settings: recipe.width was 8 and is 16, "
                + "seed was 5 and is 6; use its own or name another folder")
        let stored: RunRecord<Recipe> = try RunFolder.record(at: folder["run"])
        #expect(stored.recipe.width == 8)
        #expect(stored.versions["libtorch"] == Engine.version)
        #expect(RunFolder.exists(at: folder["run"]))
        #expect(!RunFolder.exists(at: folder["other"]))
    }

    @Test func nothingToResumeIsNoError() throws {
        #expect(try !trainer("run").resume())
    }
}
