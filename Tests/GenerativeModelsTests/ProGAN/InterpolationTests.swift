// SPDX-License-Identifier: Apache-2.0

import ImageFiles
import Raster
import SeededRandom
import TestSupport
import Testing

@testable import GenerativeModels

/// Walks through latent space, and the animated picture of one.
struct InterpolationTests {
    struct Golden: Decodable {
        let input, output: [[Double]]
        let deviation: Double
    }

    @Test("Vectors are blurred over time with wrap-around and divided by their root mean square")
    func smoothing() throws {
        let golden: Golden = try Fixture.json("progan/latent-walk.json")
        let walk = LatentWalk.smoothed(golden.input, deviation: golden.deviation)
        for (own, expected) in zip(walk, golden.output) {
            for (a, b) in zip(own, expected) { #expect(abs(a - b) < 1e-9) }
        }
        #expect(walk.count == golden.output.count)
    }

    @Test("A walk closes: its last step is as small as the others")
    func closing() {
        let walk = LatentWalk(
            frames: 48, dimensions: 16, deviation: 4, stream: RandomStream(seed: 1)
        ).vectors
        func step(_ a: [Float], _ b: [Float]) -> Float {
            zip(a, b).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
        }
        let steps = (1..<48).map { step(walk[$0 - 1], walk[$0]) }
        #expect(step(walk[47], walk[0]) <= 2 * (steps.max() ?? 0))
    }

    @Test("An animated picture has its frames' data once each, in order")
    func animation() throws {
        let frames = try (0..<3).map { shade in
            try ImageFileWriter.encode(
                Image(Plane(width: 5, height: 4, filledWith: Float(80 * shade)), range: .byte),
                as: .png8(), name: "frame"
            ).bytes
        }
        var animation = AnimatedPNG(framesPerSecond: 24, frames: 3)
        for frame in frames { try animation.append(frame) }
        let bytes = animation.finish()
        var names: [String] = []
        var place = 8
        while place < bytes.count {
            let length = bytes[place..<place + 4].reduce(0) { $0 << 8 | Int($1) }
            names.append(String(decoding: bytes[place + 4..<place + 8], as: UTF8.self))
            place += 12 + length
        }
        #expect(
            names.filter { $0 != "sRGB" && $0 != "gAMA" && $0 != "cHRM" } == [
                "IHDR", "acTL", "fcTL", "IDAT", "fcTL", "fdAT", "fcTL", "fdAT", "IEND",
            ])
        // Programs that know nothing of animation see the first frame, checksums and all.
        let folder = try TemporaryFolder()
        try AtomicFile.replace(folder["animation.png"], with: bytes)
        let first = try ImageFileReader().read(folder["animation.png"]).image
        #expect(first.planes[0].samples.allSatisfy { $0 == 0 })
    }
}
