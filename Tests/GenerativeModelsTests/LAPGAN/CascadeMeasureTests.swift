// SPDX-License-Identifier: Apache-2.0

import Foundation
import GenerativeModels
import Tensors
import Testing
import Training

/// Likelihoods and distances against values computed elsewhere.
struct CascadeMeasureTests {
    private func distances(_ x: [Double], _ samples: GoldenTensor) -> [Double] {
        stride(from: 0, to: samples.data.count, by: x.count).map { start in
            x.indices.reduce(0) { $0 + pow(samples.data[start + $1] - x[$1], 2) }
        }
    }

    @Test func parzenWindowEqualsTheGolden() throws {
        let golden = try LAPGANOperations.load().parzen
        let values = (0..<4).map { index in
            ParzenWindow.logLikelihood(
                squaredDistances: distances(
                    Array(golden.test.data[3 * index..<3 * index + 3]), golden.samples),
                dimensions: 3, width: golden.sigma)
        }
        for (value, expected) in zip(values, golden.logLikelihood) {
            #expect(abs(value - expected) < 1e-9)
        }
        let (mean, standardError) = ParzenWindow.mean(of: values)
        #expect(abs(mean - golden.mean) < 1e-9)
        #expect(abs(standardError - golden.standardError) < 1e-9)
    }

    @Test func likelihoodOverThePyramidEqualsTheGolden() throws {
        let golden = try LAPGANOperations.load().multiscaleParzen
        let image = try golden.image.tensor().reshaped([1, 1, 4, 4])
        let (low, bands) = try HaarSplit.split(image)
        try expect(low, golden.lOrthonormal.data, tolerance: 1e-12)
        try expect(bands, golden.hOrthonormal.data, tolerance: 1e-12)
        let energy = try (low.squared().sum() + bands.squared().sum()).item()
        #expect(abs(energy - golden.energyCheck[1]) < 1e-9)
        #expect(abs(try image.squared().sum().item() - golden.energyCheck[0]) < 1e-9)
        let lowValue = ParzenWindow.logLikelihood(
            squaredDistances: distances(
                golden.lOrthonormal.data, golden.lowSamplesOrthonormal),
            dimensions: 4, width: golden.sigmaLow)
        let highValue = ParzenWindow.logLikelihood(
            squaredDistances: distances(
                golden.hOrthonormal.data, golden.highSamplesGivenTrueL),
            dimensions: 12, width: golden.sigmaHigh)
        #expect(abs(lowValue - golden.logQLow) < 1e-9)
        #expect(abs(highValue - golden.logQHigh) < 1e-9)
        #expect(abs(lowValue + highValue - golden.logLikelihood) < 1e-9)
        // Means are half the coefficients, so distances are a quarter and the width is half.
        let ofMeans = ParzenWindow.logLikelihood(
            squaredDistances: distances(
                golden.lOrthonormal.data, golden.lowSamplesOrthonormal
            ).map { $0 / 4 }, dimensions: 4, width: golden.sigmaLow / 2)
        #expect(abs(ofMeans + golden.correctionIfMean - golden.logQLow) < 1e-9)
    }

    @Test func bestWidthIsThatOfNormalNumbers() {
        // One sample at 0 and images on a ring of radius √n σ: σ is the likeliest width.
        let width = ParzenWindow.bestWidth(
            squaredDistances: Array(repeating: [50 * 0.09], count: 4), dimensions: 50)
        #expect(abs(width / 0.3 - 1) < 0.07)
    }

    @Test func nearestDrawEqualsTheGolden() throws {
        let golden = try LAPGANOperations.load().modelSelectionHeuristic
        let candidates = (0..<8).map { Array(golden.candidates.data[5 * $0..<5 * $0 + 5]) }
        #expect(
            abs(NearestDraw.distance(candidates, to: golden.target) - golden.value) < 1e-12)
    }

    @Test func gateEqualsTheGoldens() throws {
        for golden in try LAPGANOperations.load().gatedUpdates {
            let gate = UpdateGate(
                errorOfFakes: golden.errFake, errorOfReals: golden.errReal)
            #expect(gate.generatorSteps == golden.generatorSteps)
            #expect(gate.discriminatorSteps == golden.discriminatorSteps)
        }
    }

    @Test func momentumGrowsByTheEpoch() {
        for (epochs, momentum) in [(0, 0.5), (1, 0.5008), (250, 0.7), (375, 0.8), (400, 0.8)] {
            #expect(
                LevelOptimisation.paper().rule(afterEpochs: epochs)
                    == .gradientDescent(momentum: momentum, dampening: momentum))
        }
    }
}
