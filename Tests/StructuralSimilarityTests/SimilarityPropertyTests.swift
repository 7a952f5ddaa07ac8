// SPDX-License-Identifier: Apache-2.0

import Foundation
import Raster
import StructuralSimilarity
import TestSupport
import Testing

struct SimilarityPropertyTests {
    private let image = SyntheticImage.smooth(height: 56, width: 50, channels: 3)
    private let measure = MultiscaleSimilarity(weights: .first(3))

    /// The tiles of the fast path are cut at 256 columns and 32 rows of the map, so these sizes cross
    /// them in both directions and with every parity.
    @Test(arguments: [(300, 75), (266, 42), (267, 43), (523, 44), (47, 90)])
    func tilesFitTogether(width: Int, height: Int) throws {
        let first = SyntheticImage.smooth(height: height, width: width)
        let second = first.withNoise(seed: 2)
        for convention: SimilarityConvention in [.wang, .pytorchMSSSIM, .piq, .matlabOld] {
            let measure = MultiscaleSimilarity(convention, weights: .first(3), shrinksWindow: true)
            let fast = try measure.score(first.byteImage, second.byteImage, detail: true)
            let precise = try measure.preciseScore(first.byteImage, second.byteImage)
            for (one, other) in zip(fast.channels[0].scales, precise.channels[0].scales) {
                #expect(abs(one.contrastStructure - other.contrastStructure) < 1e-6)
                #expect(abs((try #require(one.similarity)) - (other.similarity ?? 0)) < 1e-6)
            }
        }
    }

    @Test(arguments: [(1, 9), (2, 2), (3, 8), (7, 5), (12, 10)])
    func smallImagesShrinkTheWindow(width: Int, height: Int) throws {
        let first = SyntheticImage.xor(height: height, width: width)
        let measure = MultiscaleSimilarity(weights: .singleScale, shrinksWindow: true)
        let second = first.withNoise(seed: 1).byteImage
        let fast = try measure.score(first.byteImage, second)
        let precise = try measure.preciseScore(first.byteImage, second)
        #expect(abs(fast.value - precise.value) < 1e-6)
        #expect(fast.channels[0].scales[0].window == min(width, height, 11))
    }

    @Test(arguments: SimilarityConvention.allCases)
    func equalImagesScoreExactlyOne(convention: SimilarityConvention) throws {
        let image = SyntheticImage.xor(height: 48, width: 48, channels: 3).byteImage
        let measure = MultiscaleSimilarity(convention, weights: .first(3))
        #expect(try measure.score(image, image).value == 1)
        #expect(abs(try measure.preciseScore(image, image).value - 1) < 1e-12)
    }

    @Test func theImagesCanBeExchanged() throws {
        let other = image.withNoise(seed: 1).byteImage
        let forwards = try measure.score(image.byteImage, other).value
        #expect(try measure.score(other, image.byteImage).value == forwards)
    }

    @Test func threadsDoNotMatter() throws {
        let other = image.withNoise(seed: 1).byteImage
        let scores = try [1, 2, 3].map { threads in
            try MultiscaleSimilarity(weights: .first(3), threads: ThreadCount(threads))
                .score(image.byteImage, other).value
        }
        #expect(Set(scores).count == 1)
    }

    @Test func theOrderOfChannelsDoesNotMatter() throws {
        let other = image.withNoise(seed: 1)
        let forwards = try measure.preciseScore(
            (0..<3).map { image.doublePlane($0) }, (0..<3).map { other.doublePlane($0) },
            dynamicRange: 255)
        let backwards = try measure.preciseScore(
            (0..<3).reversed().map { image.doublePlane($0) },
            (0..<3).reversed().map { other.doublePlane($0) }, dynamicRange: 255)
        #expect(abs(forwards.value - backwards.value) < 1e-15)
    }

    @Test func transposedImagesScoreTheSame() throws {
        let other = image.withNoise(seed: 1)
        func transposed(_ plane: DoublePlane) -> DoublePlane {
            var result = DoublePlane(
                size: ImageSize(width: plane.height, height: plane.width))
            for y in 0..<plane.height { for x in 0..<plane.width { result[y, x] = plane[x, y] } }
            return result
        }
        let (x, y) = (image.doublePlane(), other.doublePlane())
        let upright = try measure.preciseScore([x], [y], dynamicRange: 255).value
        let lying = try measure.preciseScore([transposed(x)], [transposed(y)], dynamicRange: 255)
        #expect(abs(upright - lying.value) < 1e-12)
    }

    @Test func theScaleOfTheSamplesDoesNotMatter() throws {
        let golden = try Fixture.json("ms-ssim/M07_dynamic_range.json", as: Ranges.self)
        let image = SyntheticImage.smooth(height: 200, width: 210, channels: 3)
        let other = image.withNoise(seed: 9)
        for (gain, range, expected) in [
            (1.0, 255.0, golden.bytes), (1 / 255.0, 1, golden.unit), (257, 65535, golden.words),
        ] {
            let x = (0..<3).map { image.doublePlane($0, gain: gain) }
            let y = (0..<3).map { other.doublePlane($0, gain: gain) }
            let precise = try MultiscaleSimilarity().preciseScore(x, y, dynamicRange: range)
            #expect(abs(precise.value - expected) < 1e-12)
            let fast = try MultiscaleSimilarity().score(
                x.map(Plane.init), y.map(Plane.init), dynamicRange: range)
            #expect(abs(fast.value - expected) < 1e-6)
        }
    }

    private struct Ranges: Decodable {
        let bytes: Double
        let unit: Double
        let words: Double

        private enum CodingKeys: String, CodingKey {
            case bytes = "L=255 uint8"
            case unit = "L=1 (a/255)"
            case words = "L=65535 (a*257)"
        }
    }

    @Test(arguments: [0, 7, 255])
    func constantImagesKeepTheirPrecision(value: Int) throws {
        let flat = SyntheticImage.constant(height: 44, width: 44, value: value).byteImage
        #expect(try measure.score(flat, flat).value == 1)
        let other = SyntheticImage.constant(height: 44, width: 44, value: 128).byteImage
        let precise = try measure.preciseScore(flat, other).value
        #expect(abs(try measure.score(flat, other).value - precise) < 1e-6)
    }

    /// A step leaves flat parts far from the mean, where single precision has least to spare.
    @Test func stepsKeepTheirPrecision() throws {
        let step = SyntheticImage(height: 64, width: 64, channels: 1) { x, _, _ in x < 32 ? 3 : 250
        }
        let other = SyntheticImage(height: 64, width: 64, channels: 1) { x, y, _ in
            (x < 32 ? 3 : 250) ^ ((x * y) & 1)
        }
        let precise = try measure.preciseScore(step.byteImage, other.byteImage).value
        #expect(abs(try measure.score(step.byteImage, other.byteImage).value - precise) < 1e-6)
    }

    @Test func negativesAreClampedAndReported() throws {
        let score = try measure.score(image.byteImage, image.inverted().byteImage)
        #expect(score.value == 0)
        #expect(!score.clampedScales.isEmpty)
        #expect(score.channels.allSatisfy { $0.value == 0 })
        let ssim = MultiscaleSimilarity(weights: .singleScale)
        #expect(try ssim.score(image.byteImage, image.inverted().byteImage).value < 0)
    }

    @Test func complexScoresHaveModulusAndPhase() throws {
        let complex = MultiscaleSimilarity(weights: .first(2), negativeTerms: .complex)
        let score = try complex.preciseScore(
            [image.doublePlane()], [image.inverted().doublePlane()], dynamicRange: 255)
        let scales = score.channels[0].scales
        let terms = [scales[0].contrastStructure, try #require(scales[1].similarity)]
        let modulus = zip(terms, complex.weights.values).reduce(1) { $0 * pow(abs($1.0), $1.1) }
        #expect(abs(score.value - modulus) < 1e-12)
        #expect(score.phase != nil && score.phase != 0)
        #expect(score.clampedScales.isEmpty)
    }
}
