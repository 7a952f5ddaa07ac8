// SPDX-License-Identifier: Apache-2.0

import Scoring
import Testing

struct RunningMomentsTests {
    private let numbers = (0..<50).map { 1e9 + Double($0 * $0 % 17) }

    @Test func momentsAreThoseOfTheDefinition() throws {
        let moments = RunningMoments(numbers)
        let mean = numbers.reduce(0, +) / 50
        let variance = numbers.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 49
        #expect(moments.count == 50)
        #expect(abs(moments.mean - mean) < 1e-6)
        #expect(abs(try #require(moments.variance) - variance) < 1e-9 * variance)
        #expect(abs(try #require(moments.standardError) - (variance / 50).squareRoot()) < 1e-9)
    }

    @Test(arguments: [0, 1, 20, 49, 50])
    func mergingEqualsAddingAll(cut: Int) throws {
        var front = RunningMoments(numbers.prefix(cut))
        front.merge(RunningMoments(numbers.dropFirst(cut)))
        let all = RunningMoments(numbers)
        #expect(front.count == all.count)
        #expect(abs(front.mean - all.mean) < 1e-6)
        let variance = try #require(all.variance)
        #expect(abs(try #require(front.variance) - variance) < 1e-6 * variance)
    }

    @Test func oneNumberHasNoSpread() {
        #expect(RunningMoments([3]).standardError == nil)
        #expect(RunningMoments().mean == 0)
    }
}
