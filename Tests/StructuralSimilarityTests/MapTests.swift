// SPDX-License-Identifier: Apache-2.0

import Raster
import StructuralSimilarity
import TestSupport
import Testing

struct MapTests {
    @Test func theMapIsThatOfTheReference() throws {
        let image = SyntheticImage.smooth(height: 64, width: 80)
        let ssim = MultiscaleSimilarity(weights: .singleScale)
        let maps = try ssim.maps(image.byteImage, image.withNoise(seed: 5).byteImage)
        let golden = try Fixture.array("ms-ssim/M02_ssim_map_64x80.npy").planes[0]
        let map = maps[0].similarity[0]
        #expect(map.size == golden.size)
        for (value, expected) in zip(map.samples, golden.samples) {
            #expect(abs(Double(value) - expected) < 1e-6)
        }
    }

    @Test(arguments: [SimilarityConvention.wang, .progan, .iqaPyTorch, .libvmaf])
    func theMeansOfTheMapsAreTheTerms(convention: SimilarityConvention) throws {
        let image = SyntheticImage.smooth(height: 48, width: 64)
        let measure = MultiscaleSimilarity(convention, weights: .first(2), shrinksWindow: true)
        let (first, second) = (image.byteImage, image.boxBlurred().byteImage)
        let score = try measure.preciseScore(first, second)
        let maps = try measure.maps(first, second)
        #expect(maps.count == 2)
        for (scale, maps) in zip(score.channels[0].scales, maps) {
            #expect(abs(maps.contrastStructure[0].mean - scale.contrastStructure) < 1e-7)
            #expect(abs(maps.luminance[0].mean - (try #require(scale.luminance))) < 1e-7)
            #expect(abs(maps.similarity[0].mean - (try #require(scale.similarity))) < 1e-7)
        }
    }

    /// Cropped by the window's reach, a map of full size is the other.
    @Test func mapsOfFullSizeContinueTheOthers() throws {
        let image = SyntheticImage.smooth(height: 33, width: 40)
        let (first, second) = (image.byteImage, image.withNoise(seed: 2).byteImage)
        let measure = MultiscaleSimilarity(weights: .first(2))
        let full = try measure.maps(first, second, isFullSize: true)
        let valid = try measure.maps(first, second)
        for (full, valid) in zip(full, valid) {
            let (map, inner) = (full.similarity[0], valid.similarity[0])
            #expect(map.width == inner.width + 10 && map.height == inner.height + 10)
            #expect(map.cropped(x: 5, y: 5, to: inner.size) == inner)
        }
        #expect(full[0].luminance[0].size == first.size)
    }
}
