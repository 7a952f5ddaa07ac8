// SPDX-License-Identifier: Apache-2.0

import SeededRandom
import TestSupport
import Testing

/// What an independent program drew; see `Fixtures/random/README.md`.
struct GoldenDraws: Decodable, Sendable {
    struct Stream: Decodable, Sendable {
        struct Lattice: Decodable, Sendable {
            let seed: UInt64
            let ix: Int
            let iy: Int
            let value: Double
        }
        struct Noise: Decodable, Sendable {
            let seed: UInt64
            let x: Double
            let y: Double
            let value: Double
        }
        private enum CodingKeys: String, CodingKey {
            case seed, uniform, normal
            case words = "u64"
            case wholeNumbers = "int_below_10"
            case sampleFive = "sample_stream_index_5_first_u64"
            case lattice = "lattice_hash"
            case noise = "value_noise"
        }

        let seed: UInt64
        let words: [String]
        let uniform: [Double]
        let normal: [Double]
        let wholeNumbers: [Int]
        let sampleFive: String
        let lattice: [Lattice]
        let noise: [Noise]
    }
    let streams: [Stream]

    static func load() throws -> [Stream] {
        try Fixture.json("random/random.json", as: GoldenDraws.self).streams
    }
}

struct SplitMix64Tests {
    @Test func drawsAreThoseOfTheReference() throws {
        for golden in try GoldenDraws.load() {
            var words = SplitMix64(seed: golden.seed)
            for word in golden.words { #expect(words.next() == UInt64(word)) }
            var uniform = SplitMix64(seed: golden.seed)
            for value in golden.uniform { #expect(uniform.uniform() == value) }
            var normal = SplitMix64(seed: golden.seed)
            for value in golden.normal { #expect(abs(normal.normal() - value) < 1e-12) }
            var whole = SplitMix64(seed: golden.seed)
            for value in golden.wholeNumbers { #expect(whole.index(below: 10) == value) }
            var sample = SplitMix64(seed: golden.seed, sample: 5)
            #expect(sample.next() == UInt64(golden.sampleFive))
        }
    }

    @Test func valueNoiseIsThatOfTheReference() throws {
        for golden in try GoldenDraws.load() {
            for point in golden.lattice {
                let noise = ValueNoise(seed: point.seed)
                #expect(noise.latticeValue(x: point.ix, y: point.iy) == point.value)
            }
            for point in golden.noise {
                let noise = ValueNoise(seed: point.seed)
                #expect(abs(noise.value(x: point.x, y: point.y) - point.value) < 1e-12)
            }
        }
    }

    @Test func skippingEqualsDrawing() {
        var drawn = SplitMix64(seed: 3)
        for _ in 0..<17 { _ = drawn.next() }
        var skipped = SplitMix64(seed: 3)
        skipped.skip(20)
        skipped.skip(-3)
        #expect(skipped == drawn)
    }

    @Test func aPermutationHoldsEachNumberOnceAndRepeats() {
        var first = SplitMix64(seed: 9)
        var second = SplitMix64(seed: 9)
        let order = first.permutation(of: 100)
        #expect(order.sorted() == Array(0..<100))
        #expect(order != Array(0..<100))
        #expect(second.permutation(of: 100) == order)
        #expect(first.permutation(of: 0).isEmpty)
    }

    @Test func momentsAreThoseOfTheDistributions() {
        var generator = SplitMix64(seed: 1)
        let count = 20_000
        let normals = generator.normals(count: count).map(Double.init)
        let mean = normals.reduce(0, +) / Double(count)
        let variance = normals.reduce(0) { $0 + $1 * $1 } / Double(count)
        // Four standard errors: 1/√n for the mean, √(2/n) for the variance.
        #expect(abs(mean) < 4 / Double(count).squareRoot())
        #expect(abs(variance - 1) < 4 * (2 / Double(count)).squareRoot())
    }
}
