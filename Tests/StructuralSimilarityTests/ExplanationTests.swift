// SPDX-License-Identifier: Apache-2.0

import Raster
import StructuralSimilarity
import TestSupport
import Testing

struct ExplanationTests {
    @Test func everyConventionHasItsScoreAndItsRules() throws {
        let image = SyntheticImage.smooth(height: 45, width: 47, channels: 3)
        let (first, second) = (image.byteImage, image.withNoise(seed: 1).byteImage)
        let weights = ScaleWeights.first(3)
        let explanation = try SimilarityExplanation(first, second, weights: weights)
        #expect(explanation.entries.map(\.convention) == SimilarityConvention.allCases)
        let wang = try MultiscaleSimilarity(weights: weights).score(first, second).value
        for entry in explanation.entries {
            switch entry.outcome {
            case .success(let score):
                let measure = MultiscaleSimilarity(entry.convention, weights: weights)
                #expect(score.value == (try measure.score(first, second).value))
                // A convention that changes one rule differs by that rule's effect.
                if entry.effects.count == 1 {
                    #expect(abs(wang + entry.effects[0].change - score.value) < 1e-12)
                }
            case .failure(let error):
                #expect(error == .oddSide(first.size, scale: 0, .progan))
            }
        }
        let rules = Dictionary(
            uniqueKeysWithValues: explanation.entries.map {
                ($0.convention, $0.effects.map(\.rule))
            })
        #expect(rules[.wang] == [] && rules[.tensorFlow] == [])
        #expect(rules[.piq] == [.halving])
        #expect(rules[.torchmetrics] == [.halving, .pooling, .border])
        #expect(rules[.iqaPyTorch] == [.colour, .halving, .pixelClamping])
    }

    @Test func whatNoConventionTakesIsAnError() {
        let first = SyntheticImage.smooth(height: 45, width: 47).byteImage
        let second = SyntheticImage.smooth(height: 45, width: 48).byteImage
        #expect(throws: SimilarityError.sizesDiffer(first.size, second.size)) {
            try SimilarityExplanation(first, second)
        }
    }
}
