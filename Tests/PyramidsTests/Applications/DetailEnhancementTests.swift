// SPDX-License-Identifier: Apache-2.0

import Pyramids
import Raster
import TestSupport
import Testing

@Suite struct DetailEnhancementTests {
    private let image = SyntheticImage.xor(height: 33, width: 47, channels: 3).image

    @Test func gainsOfOneGiveTheImageBack() {
        let result = DetailEnhancement(.list([1, 1, 1])).apply(to: image)
        #expect(largestDifference(result, image) <= 5e-7)
    }

    @Test func gainsOfZeroLeaveTheExpandedResidual() {
        let result = DetailEnhancement(.list([0, 0]), levels: 2).apply(to: image)
        let executor = ImageExecutor()
        let half = executor.reduce(image)
        let quarter = executor.reduce(half)
        let wanted = executor.expand(
            executor.expand(quarter, toSizeOf: half), toSizeOf: image)
        #expect(largestDifference(result, wanted) <= 5e-7)
    }

    @Test func aGainOfTheFinestBandAddsThatBand() {
        let executor = ImageExecutor()
        let band = executor.split(image).band
        let result = DetailEnhancement(.list([1.5])).apply(to: image)
        let wanted = image.adding(band.scaled(by: 0.5))
        #expect(largestDifference(result, wanted) <= 1e-6)
    }

    @Test(arguments: [
        (DetailEnhancement.Gains.list([2, 1.5]), 4, [Float(2), 1.5, 1, 1]),
        (.list([]), 2, [1, 1]),
        (.curve(finest: 4, coarsest: 1), 3, [4, 2, 1]),
        (.curve(finest: 3, coarsest: 1), 1, [3]),
        (.curve(finest: 3, coarsest: 1), 0, []),
    ])
    func gainsSpreadOverLevels(
        _ gains: DetailEnhancement.Gains, _ levels: Int, _ wanted: [Float]
    ) {
        let found = gains.values(levels: levels)
        #expect(found.count == wanted.count)
        #expect(zip(found, wanted).allSatisfy { abs($0 - $1) <= 1e-6 })
    }

    @Test func clampingIsAChoice() {
        let strong = DetailEnhancement.Gains.list([3])
        let free = DetailEnhancement(strong).apply(to: image).planes[0].extremes
        #expect(free.least < 0 && free.greatest > 255)
        let clamped = DetailEnhancement(strong, isClamped: true).apply(to: image).planes[0].extremes
        #expect(clamped.least == 0 && clamped.greatest == 255)
    }

    @Test(arguments: [PyramidFilter.kornia, .pyrtools(), .box])
    func otherFiltersGiveTheImageBack(_ filter: PyramidFilter) {
        let result = DetailEnhancement(.list([1]), levels: 3, filter: filter).apply(to: image)
        #expect(result.size == image.size)
        #expect(largestDifference(result, image) <= 1e-6)
    }

    @Test func alphaIsKept() {
        let alpha = SyntheticImage.chirp(height: 33, width: 47).plane()
        let result = DetailEnhancement(.list([2])).apply(to: image.withAlpha(alpha))
        #expect(result.alpha == alpha)
        #expect(result.withoutAlpha == DetailEnhancement(.list([2])).apply(to: image))
    }
}
