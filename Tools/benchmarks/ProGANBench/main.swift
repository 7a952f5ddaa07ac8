// SPDX-License-Identifier: Apache-2.0

import Foundation
import GenerativeModels
import Raster
import Tensors
import Training

// Serves timings of ProGAN's training to progan_vs_pytorch.py, one request a line on standard input
// and one answer a line, so that the script can take turns between this process and PyTorch.
//
//   threads N            sets the threads of one operation
//   round SIDE LAYOUT    seconds of a step of each player at a side, LAYOUT channelsFirst or channelsLast

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

let folder = FileManager.default.temporaryDirectory.appending(path: "progan-bench")
var trainers: [String: Trainer<ProGAN.Stage, ProGAN.RealOrder>] = [:]

while let line = readLine() {
    let words = line.split(separator: " ").map(String.init)
    switch words.first {
    case "threads":
        try Engine.use(ThreadCount(Int(words[1]) ?? 1))
        reply(Engine.threads.count)
    case "round":
        let key = words[1...].joined(separator: "-")
        guard let side = Int(words[1]), let layout = ProGAN.FeatureLayout(rawValue: words[2])
        else {
            reply("unknown request \(line)")
            continue
        }
        let trainer =
            try trainers[key]
            ?? ProGAN.measured(
                recipe(side: side), at: side, layout: layout,
                in: folder.appending(path: "\(getpid())-\(key)"))
        trainers[key] = trainer
        let start = ContinuousClock.now
        try trainer.play(rounds: 1)
        reply((ContinuousClock.now - start) / .seconds(1))
    default:
        reply("unknown request \(line)")
    }
}
if !trainers.isEmpty { try FileManager.default.removeItem(at: folder) }
