// SPDX-License-Identifier: Apache-2.0

import SeededRandom
import TestSupport
import Testing

struct LegacyNumPyRandomTests {
    struct Golden: Decodable {
        struct Stream: Decodable, Sendable, CustomTestStringConvertible {
            struct Mixed: Decodable, Sendable {
                let randn3: [Double]
                let integers: [Int]
                let randn2: [Double]

                enum CodingKeys: String, CodingKey {
                    case randn3, randn2
                    case integers = "randint_0_100x4"
                }
            }

            let seed: UInt32
            let uint32: [UInt32]
            let uniforms: [Double]
            let randn: [Double]
            let from3to61: [Int]
            let from3to13: [Int]
            let from0to256: [Int]
            let permutation: [Int]
            let choice: [Int]
            let mixed: Mixed

            enum CodingKeys: String, CodingKey {
                case seed, uint32, randn, mixed
                case uniforms = "random_sample"
                case from3to61 = "randint_3_61"
                case from3to13 = "randint_3_13"
                case from0to256 = "randint_0_256"
                case permutation = "permutation_12"
                case choice = "choice_30_7_noreplace"
            }

            var testDescription: String { "seed \(seed)" }
        }

        let streams: [Stream]
    }

    static let streams = (try? Fixture.json("swd/rng_legacy.json", as: Golden.self).streams) ?? []

    @Test func fixtureIsThere() { #expect(Self.streams.count == 5) }

    @Test(arguments: streams) func equalsNumPy(_ golden: Golden.Stream) {
        let start = LegacyNumPyRandom(seed: golden.seed)
        var random = start
        #expect(golden.uint32.map { _ in random.word() } == golden.uint32)
        random = start
        #expect(golden.uniforms.map { _ in random.uniform() } == golden.uniforms)
        random = start
        #expect(golden.randn.map { _ in random.normal() } == golden.randn)
        random = start
        #expect(golden.from3to61.map { _ in random.integer(in: 3..<61) } == golden.from3to61)
        random = start
        #expect(golden.from3to13.map { _ in random.integer(in: 3..<13) } == golden.from3to13)
        random = start
        #expect(golden.from0to256.map { _ in random.integer(in: 0..<256) } == golden.from0to256)
        random = start
        #expect(random.permutation(of: 12) == golden.permutation)
        random = start
        #expect(Array(random.permutation(of: 30).prefix(7)) == golden.choice)
    }

    @Test(arguments: streams) func keptNormalSurvivesIntegers(_ golden: Golden.Stream) {
        var random = LegacyNumPyRandom(seed: golden.seed)
        #expect(golden.mixed.randn3.map { _ in random.normal() } == golden.mixed.randn3)
        #expect(
            golden.mixed.integers.map { _ in random.integer(in: 0..<100) } == golden.mixed.integers)
        #expect(golden.mixed.randn2.map { _ in random.normal() } == golden.mixed.randn2)
    }

    @Test func oneChoiceDrawsNothing() {
        var random = LegacyNumPyRandom(seed: 3)
        let before = random
        #expect(random.integer(in: 7..<8) == 7)
        var untouched = before
        #expect(random.word() == untouched.word())
    }
}
