// SPDX-License-Identifier: Apache-2.0

import SeededRandom
import Testing

struct RandomStreamTests {
    @Test func aStreamIsAFunctionOfSeedAndLabels() {
        let stream = RandomStream(seed: 5) / "images" / "0001.png" / 2
        #expect(stream == RandomStream(seed: 5) / "images" / "0001.png" / 2)
        #expect(stream.generator() == stream.generator())
    }

    @Test func streamsOfDifferentLabelsDiffer() {
        let root = RandomStream(seed: 5)
        var seen: Set<RandomStream> = [
            root, RandomStream(seed: 6), root / "ab", root / "a" / "b", root / "ba", root / "",
            root / "1", root / 1, root / 1 / 2, root / 2 / 1,
        ]
        #expect(seen.count == 10)
        for first in 0..<64 {
            for second in 0..<64 { seen.insert(root / "grid" / first / second) }
        }
        #expect(seen.count == 10 + 64 * 64)
    }

    /// A change of these numbers changes every seeded result of the package.
    @Test func streamsStayTheSameBetweenReleases() {
        var generator = (RandomStream(seed: 42) / "name" / 7).generator()
        #expect(generator.next() == 10_260_242_294_889_140_471)
    }
}
