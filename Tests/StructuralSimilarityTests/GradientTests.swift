// SPDX-License-Identifier: Apache-2.0

import Raster
import StructuralSimilarity
import TestSupport
import Testing

struct GradientTests {
    private struct Golden: Decodable {
        let value: Double
        let gradient: FixtureStatistics
    }

    @Test func ofSSIMIsThatOfAutomaticDifferentiation() throws {
        let image = SyntheticImage.smooth(height: 64, width: 64)
        let golden = try Fixture.json("ms-ssim/M03_ssim_gradient_64.json", as: Golden.self)
        let expected = try Fixture.array("ms-ssim/M03_ssim_gradient_64.npy").planes[0]
        let ssim = MultiscaleSimilarity(weights: .singleScale)
        let gradient = try ssim.gradient(
            [image.doublePlane()], [image.withNoise(seed: 3).doublePlane()], dynamicRange: 255)
        #expect(abs(gradient.value - golden.value) < 1e-12)
        // The array is in single precision.
        let scale = expected.samples.map(abs).max() ?? 0
        for (value, expected) in zip(gradient.planes[0].samples, expected.samples) {
            #expect(abs(value - expected) < 1e-6 * scale)
        }
    }

    @Test func ofMultiscaleSimilarityIsThatOfAutomaticDifferentiation() throws {
        let image = SyntheticImage.smooth(height: 176, width: 192)
        let golden = try Fixture.json("ms-ssim/M04_msssim_gradient_176x192.json", as: Golden.self)
        let gradient = try MultiscaleSimilarity().gradient(
            [image.doublePlane()], [image.withNoise(seed: 3).doublePlane()], dynamicRange: 255)
        #expect(abs(gradient.value - golden.value) < 1e-12)
        let plane = gradient.planes[0]
        let scale = plane.samples.map(abs).max() ?? 0
        #expect(golden.gradient.probes.count >= 5)
        for probe in golden.gradient.probes {
            let value = plane[probe.index[1], probe.index[0]]
            #expect(abs(value - probe.value[0]) < 1e-6 * scale)
        }
        let squares = plane.samples.reduce(0) { $0 + $1 * $1 }
        #expect(abs(squares - golden.gradient.sumOfSquares) < 1e-9 * squares)
    }

    /// Central differences at odd sizes, where the halving rules differ, and through luma and pooling.
    @Test(arguments: [
        (SimilarityConvention.wang, ColourTreatment.channels), (.pytorchMSSSIM, .channels),
        (.piq, .channels), (.torchmetrics, .channels), (.matlabOld, .luma601), (.wang, .ycbcrY),
        (.wang, .luma709),
    ])
    func equalsCentralDifferences(
        convention: SimilarityConvention, colour: ColourTreatment
    ) throws {
        let image = SyntheticImage.smooth(height: 49, width: 51, channels: 3)
        let other = image.withNoise(seed: 8)
        let measure = MultiscaleSimilarity(convention, weights: .first(3), colour: colour)
        let x = (0..<3).map { image.doublePlane($0) }
        let y = (0..<3).map { other.doublePlane($0) }
        let gradient = try measure.gradient(x, y, dynamicRange: 255)
        #expect(gradient.value == (try measure.preciseScore(x, y, dynamicRange: 255).value))
        let scale = gradient.planes.flatMap(\.samples).map(abs).max() ?? 0
        for (channel, place) in [(0, (0, 0)), (1, (50, 48)), (2, (20, 31)), (0, (50, 10))] {
            var (more, less) = (x, x)
            more[channel][place.0, place.1] += 0.01
            less[channel][place.0, place.1] -= 0.01
            let difference =
                try measure.preciseScore(more, y, dynamicRange: 255).value
                - measure.preciseScore(less, y, dynamicRange: 255).value
            // The step's own error is of the order of 10⁻⁴ squared.
            let expected = difference / 0.02
            #expect(abs(gradient.planes[channel][place.0, place.1] - expected) < 1e-6 * scale)
        }
    }

    @Test func poolingSharesTheGradient() throws {
        let image = SyntheticImage.smooth(height: 32, width: 32, channels: 3)
        let x = (0..<3).map { image.doublePlane($0) }
        let y = (0..<3).map { image.withNoise(seed: 8).doublePlane($0) }
        let measure = MultiscaleSimilarity(.progan, weights: .first(3))
        let gradient = try measure.gradient(x, y, dynamicRange: 255)
        var (more, less) = (x, x)
        more[1][5, 7] += 0.01
        less[1][5, 7] -= 0.01
        let difference =
            try measure.preciseScore(more, y, dynamicRange: 255).value
            - measure.preciseScore(less, y, dynamicRange: 255).value
        let scale = gradient.planes.flatMap(\.samples).map(abs).max() ?? 0
        #expect(abs(gradient.planes[1][5, 7] - difference / 0.02) < 1e-6 * scale)
    }

    @Test func isZeroWhereATermIsClamped() throws {
        let image = SyntheticImage.smooth(height: 44, width: 44)
        let gradient = try MultiscaleSimilarity(weights: .first(2)).gradient(
            [image.doublePlane()], [image.inverted().doublePlane()], dynamicRange: 255)
        #expect(gradient.value == 0)
        #expect(!gradient.clampedScales.isEmpty)
        #expect(gradient.planes[0].samples.allSatisfy { $0 == 0 })
    }

    /// Images of which some places have opposed structure: those count as 0, one by one.
    @Test(arguments: [1, 2]) func leavesOutClampedPixels(scales: Int) throws {
        let image = SyntheticImage.smooth(height: 40, width: 45)
        let (x, inverted) = (image.doublePlane(), image.inverted().doublePlane())
        var y = image.withNoise(seed: 8).doublePlane()
        for row in 0..<40 { for column in 22..<45 { y[column, row] = inverted[column, row] } }
        let measure = MultiscaleSimilarity(.iqaPyTorch, weights: .first(scales))
        let gradient = try measure.gradient([x], [y], dynamicRange: 255)
        #expect(gradient.value > 0)
        #expect(gradient.value == (try measure.preciseScore([x], [y], dynamicRange: 255).value))
        let plane = gradient.planes[0]
        let scale = plane.samples.map(abs).max() ?? 0
        for place in [(0, 0), (12, 20), (22, 19), (24, 8), (44, 39)] {
            var (more, less) = (x, x)
            more[place.0, place.1] += 0.001
            less[place.0, place.1] -= 0.001
            let difference =
                try measure.preciseScore([more], [y], dynamicRange: 255).value
                - measure.preciseScore([less], [y], dynamicRange: 255).value
            // A pixel that changes its sign within the step is off by a share of the step.
            #expect(abs(plane[place.0, place.1] - difference / 0.002) < 1e-5 * scale)
        }
        #expect(plane[40, 20] == 0)
    }

    @Test func scoresWithoutOneSaySo() {
        let plane = SyntheticImage.smooth(height: 24, width: 24).doublePlane()
        func refuses(
            _ measure: MultiscaleSimilarity, _ planes: [DoublePlane], _ reason: MissingGradient
        ) {
            #expect(throws: SimilarityError.noGradient(reason)) {
                try measure.gradient(planes, planes, dynamicRange: 255)
            }
        }
        refuses(MultiscaleSimilarity(.libvmaf, weights: .first(1)), [plane], .infiniteSlopes)
        refuses(
            MultiscaleSimilarity(.iqaPyTorch, weights: .first(1)), [plane, plane, plane],
            .roundedGrey)
        refuses(
            MultiscaleSimilarity(weights: .first(1), negativeTerms: .complex), [plane],
            .complexScore)
    }
}
