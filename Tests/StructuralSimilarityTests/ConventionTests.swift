// SPDX-License-Identifier: Apache-2.0

import Raster
import StructuralSimilarity
import Testing

/// Each convention's numbers are those of the program it is named after.
struct ConventionTests {
    /// How far a program's number may lie from ours, by the arithmetic it uses.
    private enum Tolerance {
        static let double = 1e-9
        /// torchmetrics has its weights in single precision.
        static let singleWeights = 1e-8
        static let single = 2e-5
        /// TensorFlow on flat images, which single precision serves badly.
        static let singleFlat = 1e-4
        static let libvmaf = 1e-4
        static let iqa = 1e-5
    }

    @Test(arguments: SyntheticPair.allCases)
    func scoresAreThoseOfTheProgram(pair: SyntheticPair) throws {
        let golden = try GoldenPair.load(pair.rawValue)
        let cases: [(SimilarityConvention, GoldenValue, Double)] = [
            (.wang, .value(golden.wang), 1e-10),
            (
                .tensorFlow, golden.tensorFlow,
                pair == .flat ? Tolerance.singleFlat : Tolerance.single
            ),
            (.pytorchMSSSIM, golden.pytorch, Tolerance.double),
            (.piq, golden.piq, Tolerance.double),
            (.torchmetrics, golden.torchmetrics, Tolerance.singleWeights),
            (.progan, golden.progan, Tolerance.single),
            (.iqaPyTorch, golden.iqa, Tolerance.iqa),
            (.libvmaf, golden.libvmaf, Tolerance.libvmaf),
            (.matlabOld, golden.matlabOld, 1e-10),
        ]
        let (first, second) = (pair.images.0.byteImage, pair.images.1.byteImage)
        for (convention, golden, tolerance) in cases {
            let measure = MultiscaleSimilarity(convention)
            switch golden {
            case .value(let value):
                let precise = try measure.preciseScore(first, second).value
                #expect(abs(precise - value) < tolerance, "\(convention)")
                let fast = try measure.score(first, second).value
                #expect(abs(fast - precise) < 1e-6, "\(convention) in single precision")
            case .refused:
                #expect(throws: SimilarityError.self, "\(convention)") {
                    try measure.preciseScore(first, second)
                }
                #expect(throws: SimilarityError.self, "\(convention)") {
                    try measure.score(first, second)
                }
            }
        }
    }

    @Test(arguments: SyntheticPair.quick)
    func theTermsOfTheDefaultAreThoseOfTheReference(pair: SyntheticPair) throws {
        let golden = try GoldenPair.load(pair.rawValue)
        let (first, second) = (pair.images.0.byteImage, pair.images.1.byteImage)
        let precise = try MultiscaleSimilarity().preciseScore(first, second)
        let fast = try MultiscaleSimilarity().score(first, second, detail: true)
        for (score, tolerance) in [(precise, 1e-10), (fast, 1e-6)] {
            for (channel, value) in zip(score.channels, golden.wangChannels) {
                #expect(abs(channel.value - value) < tolerance)
            }
            for (channel, terms) in zip(score.channels, golden.contrastStructure) {
                for (scale, term) in zip(channel.scales, terms) {
                    #expect(abs(scale.contrastStructure - term) < tolerance)
                }
            }
            for (channel, terms) in zip(score.channels, golden.similarity) {
                for (scale, term) in zip(channel.scales, terms) {
                    #expect(abs(try #require(scale.similarity) - term) < tolerance)
                }
            }
        }
        let luma = MultiscaleSimilarity(colour: .luma601)
        #expect(abs(try luma.preciseScore(first, second).value - golden.wangLuma) < 1e-10)
        #expect(abs(try luma.score(first, second).value - golden.wangLuma) < 1e-6)
    }

    @Test(arguments: SyntheticPair.quick)
    func oneScaleIsSSIM(pair: SyntheticPair) throws {
        let golden = try GoldenPair.load(pair.rawValue)
        let (first, second) = (pair.images.0.byteImage, pair.images.1.byteImage)
        func ssim(_ convention: SimilarityConvention) throws -> (precise: Double, fast: Double) {
            let measure = MultiscaleSimilarity(convention, weights: .singleScale)
            return (
                try measure.preciseScore(first, second).value,
                try measure.score(first, second).value
            )
        }
        let wang = try ssim(.wang)
        #expect(abs(wang.precise - golden.ssim) < 1e-10)
        #expect(abs(wang.precise - golden.ssimScikit) < 1e-12)
        #expect(abs(wang.fast - golden.ssim) < 1e-6)
        let iqa = try ssim(.iqaPyTorch)
        #expect(abs(iqa.precise - golden.ssimIQA) < 1e-5)
        #expect(abs(iqa.fast - iqa.precise) < 1e-6)
        // Single precision without centring, on a flat pair.
        let tolerance = pair == .flat ? 2e-4 : 2e-5
        let torchmetrics = try ssim(.torchmetrics)
        #expect(abs(torchmetrics.precise - golden.ssimTorchmetrics) < tolerance)
        #expect(abs(torchmetrics.fast - torchmetrics.precise) < 1e-6)
    }
}
