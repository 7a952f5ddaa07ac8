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
        for (value, expected) in zip(values, golden.log_likelihood) {
            #expect(abs(value - expected) < 1e-9)
        }
        let mean = values.reduce(0, +) / 4
        #expect(abs(mean - golden.mean) < 1e-9)
        let variance = values.reduce(0) { $0 + pow($1 - mean, 2) } / 3
        #expect(abs((variance / 4).squareRoot() - golden.standard_error) < 1e-9)
    }

    @Test func likelihoodOverThePyramidEqualsTheGolden() throws {
        let golden = try LAPGANOperations.load().multiscale_parzen
        let image = try golden.image.tensor().reshaped([1, 1, 4, 4])
        let (low, bands) = try HaarSplit.split(image)
        try expect(low, golden.l_orthonormal.data, tolerance: 1e-12)
        try expect(bands, golden.h_orthonormal.data, tolerance: 1e-12)
        let energy = try (low.squared().sum() + bands.squared().sum()).item()
        #expect(abs(energy - golden.energy_check[1]) < 1e-9)
        #expect(abs(try image.squared().sum().item() - golden.energy_check[0]) < 1e-9)
        let lowValue = ParzenWindow.logLikelihood(
            squaredDistances: distances(
                golden.l_orthonormal.data, golden.low_samples_orthonormal),
            dimensions: 4, width: golden.sigma_low)
        let highValue = ParzenWindow.logLikelihood(
            squaredDistances: distances(
                golden.h_orthonormal.data, golden.high_samples_given_true_l),
            dimensions: 12, width: golden.sigma_high)
        #expect(abs(lowValue - golden.log_q_low) < 1e-9)
        #expect(abs(highValue - golden.log_q_high) < 1e-9)
        #expect(abs(lowValue + highValue - golden.log_likelihood) < 1e-9)
        // Means are half the coefficients, so distances are a quarter and the width is half.
        let ofMeans = ParzenWindow.logLikelihood(
            squaredDistances: distances(
                golden.l_orthonormal.data, golden.low_samples_orthonormal
            ).map { $0 / 4 }, dimensions: 4, width: golden.sigma_low / 2)
        #expect(abs(ofMeans + golden.correction_if_mean - golden.log_q_low) < 1e-9)
    }

    @Test func bestWidthIsThatOfNormalNumbers() {
        // One sample at 0 and images on a ring of radius √n σ: σ is the likeliest width.
        let width = ParzenWindow.bestWidth(
            squaredDistances: Array(repeating: [50 * 0.09], count: 4), dimensions: 50)
        #expect(abs(width / 0.3 - 1) < 0.07)
    }

    @Test func nearestDrawEqualsTheGolden() throws {
        let golden = try LAPGANOperations.load().model_selection_heuristic
        let candidates = (0..<8).map { Array(golden.candidates.data[5 * $0..<5 * $0 + 5]) }
        #expect(
            abs(NearestDraw.distance(candidates, to: golden.target) - golden.value) < 1e-12)
    }

    @Test func gateEqualsTheGoldens() throws {
        for golden in try LAPGANOperations.load().gated_updates {
            let gate = UpdateGate(
                errorOfFakes: golden.err_fake, errorOfReals: golden.err_real)
            #expect(gate.generatorSteps == golden.train_G)
            #expect(gate.discriminatorSteps == golden.train_D)
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
