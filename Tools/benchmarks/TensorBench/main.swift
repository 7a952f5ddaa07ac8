// SPDX-License-Identifier: Apache-2.0

import Dispatch
import Foundation
import Raster
import Tensors

// Serves timings of the tensor engine to tensor_vs_pytorch.py, one request a line on standard input
// and one answer a line, so that the script can take turns between this process and PyTorch.
//
//   threads N   sets the threads of one operation
//   step        seconds of a training step: two 3×3 convolutions of 128 channels, forward and back
//   loss        the loss of that step, to show that both sides compute the same
//   gan         seconds of a step of a small DCGAN, both players
//   gan-losses  the sum of the two losses of the next step
//   calls       seconds of 10,000 additions of one number to one number
//   memory N    bytes that resident memory grew by over N small training steps

func reply(_ answer: Any) {
    FileHandle.standardOutput.write(Data("\(answer)\n".utf8))
}

func seconds(_ body: () throws -> Void) rethrows -> Double {
    let start = DispatchTime.now().uptimeNanoseconds
    try body()
    return Double(DispatchTime.now().uptimeNanoseconds - start) / 1e9
}

/// Numbers that Python makes likewise: sin(0.1 · i) times a factor.
func wave(_ shape: [Int], times factor: Double) throws -> Tensor {
    let places = try Tensor.range(count: shape.reduce(1, *), type: .float64)
    return try ((places * 0.1).sine() * factor).converted(to: .float32).reshaped(shape)
}

struct Step {
    let input: Tensor
    let weights: [Tensor]

    init(channels: Int, side: Int, batch: Int) throws {
        input = try wave([batch, channels, side, side], times: 1)
        weights = try (1...2).map { number in
            try wave([channels, channels, 3, 3], times: 0.02 * Double(number))
        }
        for weight in weights { try weight.requireGradient() }
    }

    func callAsFunction() throws -> Tensor {
        let hidden = try input.convolved(with: weights[0], padding: 1).relu()
        let loss = try hidden.convolved(with: weights[1], padding: 1).squared().mean()
        for weight in weights { try weight.setGradient(nil) }
        try loss.backward()
        return loss
    }
}

func residentBytes() throws -> Int {
    let fields = try String(contentsOfFile: "/proc/self/statm", encoding: .utf8)
        .split(separator: " ")
    return (Int(fields[1]) ?? 0) * 4096
}

// As every tool that trains.
Engine.keepFreedMemory()
let large = try Step(channels: 128, side: 32, batch: 16)
let adversarial = try AdversarialStep()
let small = try Step(channels: 8, side: 16, batch: 4)

while let line = readLine() {
    let words = line.split(separator: " ")
    let number = words.count > 1 ? Int(words[1]) ?? 1 : 1
    switch words.first {
    case "threads":
        try Engine.use(ThreadCount(number))
        reply(Engine.threads.count)
    case "step":
        reply(try seconds { _ = try large() })
    case "loss":
        reply(try large().item())
    case "gan":
        reply(try seconds { _ = try adversarial() })
    case "gan-losses":
        let (judged, fooled) = try adversarial()
        reply(try judged.item() + fooled.item())
    case "calls":
        let one = try Tensor(1 as Float)
        reply(try seconds { for _ in 0..<10_000 { _ = try one + one } })
    case "memory":
        for _ in 0..<100 { _ = try small() }
        let before = try residentBytes()
        for _ in 0..<number { _ = try small() }
        reply(try residentBytes() - before)
    default:
        reply("unknown request \(line)")
    }
}
