// SPDX-License-Identifier: Apache-2.0

import Datasets
import Foundation
import GenerativeModels
import Pyramids
import Raster
import Tensors
import Training

// Serves timings of ProGAN's training to progan_vs_pytorch.py, one request a line on standard input
// and one answer a line, so that the script can take turns between this process and PyTorch.
//
// With the argument `best` it works as `progan train` does: features lie pixel after pixel, and freed
// memory is kept. `bfloat16` is the same with features of 16 bits. Without either, features lie map
// after map.
//
//   threads N            sets the threads of one operation
//   data                 seconds of reading a batch of 16 of 32×32 from memory, on a tensor
//   round SIDE           seconds of a step of each player at a side
//   demo32 COUNT         seconds of so many rounds of the recipe `demo32` at its full size

func reply(_ answer: Any) {
    FileHandle.standardOutput.write(Data("\(answer)\n".utf8))
}

/// The widths of `demo32-large` at any side; the script has the same numbers.
func recipe(side: Int) -> ProGAN.Recipe {
    ProGAN.Recipe(
        architecture: .init(resolution: side, baseMaps: 512, mostMaps: 64),
        growth: .init(
            resolution: side, firstResolution: side, trainImages: 0, fadeImages: 0,
            batchSize: side <= 64 ? 16 : 8),
        images: 1_000_000)
}

/// Batches of 16 rendered images on the finest level.
struct Reading {
    let reals: ProGAN.RealImages
    var order = ProGAN.RealOrder(count: 1000, seed: 1, mirrors: true)

    init() throws {
        let levels = try MemoryLevels(RenderedImageSet(.shapes32, seed: 0, count: 1000))
        reals = try ProGAN.RealImages(levels, for: ProGAN.Recipe.demo32.architecture)
    }

    mutating func seconds() throws -> Double {
        let start = ContinuousClock.now
        for _ in 0..<100 { _ = try reals.tensor(order.next(count: 16), at: .full) }
        return (ContinuousClock.now - start) / .seconds(1) / 100
    }
}

let settings = CommandLine.arguments.dropFirst().first
let isBest = settings != nil
if isBest { Engine.keepFreedMemory() }
let folder = FileManager.default.temporaryDirectory.appending(path: "progan-bench-\(getpid())")
var trainers: [String: Trainer<ProGAN.Stage, ProGAN.RealOrder>] = [:]

/// The trainer of a name, which is made when it is first asked for.
@MainActor func trainer(
    _ recipe: ProGAN.Recipe, name: String
) throws -> Trainer<ProGAN.Stage, ProGAN.RealOrder> {
    if let known = trainers[name] { return known }
    let trainer = try ProGAN.measured(
        recipe, at: recipe.architecture.resolution,
        layout: isBest ? .channelsLast : .channelsFirst,
        precision: settings == "bfloat16" ? .bfloat16 : .float32, in: folder.appending(path: name))
    trainers[name] = trainer
    return trainer
}

@MainActor func seconds(
    of rounds: Int, _ trainer: Trainer<ProGAN.Stage, ProGAN.RealOrder>
) throws -> Double {
    let start = ContinuousClock.now
    try trainer.play(rounds: rounds)
    return (ContinuousClock.now - start) / .seconds(1)
}

while let line = readLine() {
    let words = line.split(separator: " ").map(String.init)
    let number = words.count > 1 ? Int(words[1]) ?? 4 : 4
    switch words.first {
    case "threads":
        try Engine.use(ThreadCount(number))
        reply(Engine.threads.count)
    case "data":
        var reading = try Reading()
        reply(try reading.seconds())
    case "round":
        let trainer = try trainer(recipe(side: number), name: "\(number)")
        reply(try seconds(of: 1, trainer))
    case "demo32":
        reply(try seconds(of: number, trainer(.demo32, name: "demo32")))
    default:
        reply("unknown request \(line)")
    }
}
if !trainers.isEmpty { try FileManager.default.removeItem(at: folder) }
