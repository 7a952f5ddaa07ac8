// SPDX-License-Identifier: Apache-2.0

import GenerativeModels
import Layers
import Tensors
import TestSupport
import Testing
import Training

/// Training from the seed on, against an independent program.
struct TrainingStepsTests {
    struct Steps: Decodable {
        struct Part: Decodable {
            let player, name: String
            let count: Int
        }

        let parts: [Part]
    }

    // In double precision nothing is left but another order of sums. In single precision a bias, which
    // starts at 0, is compared with how far fifty steps of Adam can move it.
    @Test(
        "Fifty steps, with two fades and the penalty, end as in double precision elsewhere",
        arguments: [(ElementType.float32, 1e-3, 50 * 0.002), (.float64, 1e-7, 0)])
    func steps(type: ElementType, tolerance: Double, reach: Double) throws {
        let golden: Steps = try Fixture.json("progan/steps.json")
        let expected = try Fixture.array("progan/steps.npy").values
        let trainer = try NoiseTraining().trainer("steps", NoiseTraining.recipe(), type: type)
        try trainer.play(rounds: 50)
        #expect(trainer.progress.images == 400)
        let (d, g) = (trainer.stage.players[0], trainer.stage.players[1])
        let average = try #require(g.average?.network)
        let sets = [
            "discriminator": d.network, "generator": g.network, "average": average,
        ]
        var start = 0
        for part in golden.parts {
            let set = try #require(sets[part.player])
            let tensor = try #require(set[part.name], "\(part.player) \(part.name)")
            #expect(tensor.count == part.count)
            let values = try tensor.converted(to: .float64).values(as: Double.self)
            let wanted = expected[start..<start + part.count]
            start += part.count
            let distance = zip(values, wanted).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
            let length = wanted.reduce(0) { $0 + $1 * $1 }.squareRoot()
            let scale = max(length, reach * Double(part.count).squareRoot())
            #expect(
                distance.squareRoot() <= tolerance * scale, "\(part.player) \(part.name)")
        }
        #expect(start == expected.count)
    }
}
