// SPDX-License-Identifier: Apache-2.0

import Raster
import TestSupport
import Testing

@testable import Pyramids

@Suite struct CoringTests {
    private func noisyScene() -> Image {
        let smooth = SyntheticImage.smooth(height: 33, width: 47)
        let noise = SyntheticImage.noise(height: 33, width: 47, seed: 5)
        let samples = zip(smooth.samples, noise.samples).map {
            (3 * Float($0) + Float($1)) / (4 * 255)
        }
        return Image(Plane(width: 47, height: 33, samples: samples), range: .unit)
    }

    @Test(arguments: [(Coring.Threshold.soft, Float(1.5), "soft"), (.hard, 3, "hard")])
    func matchesOpenCVsPyramidsAndNumPy(
        _ threshold: Coring.Threshold, _ strength: Float, _ name: String
    ) throws {
        let coring = Coring(strength: strength, threshold: threshold, noise: 0.07, levels: 3)
        let golden = try Fixture.array("pyramids/applications/A03_coring_\(name)_33x47.npy")
        #expect(largestDifference(coring.apply(to: noisyScene()), golden.channelPlanes) <= 1e-6)
    }

    @Test func noiseGainsMatchImpulsesSummedInNumPy() throws {
        let golden = try Fixture.array("pyramids/applications/A03_noise_gains.npy").values
        let gains = PyramidFilter.mirror101.bandNoiseGains(levels: golden.count)
        #expect(zip(gains, golden).allSatisfy { abs($0 - $1) <= 1e-12 })
    }

    /// Measured with OpenCV's pyramids on large images of noise, to four places.
    @Test func noiseGainsMatchMeasurement() {
        let gains = PyramidFilter.mirror101.bandNoiseGains(levels: 9)
        let measured = [0.9431, 0.2303, 0.1006, 0.0488, 0.0243, 0.0122]
        for (gain, value) in zip(gains, measured) {
            // A measurement on a finite image is good to about half a percent at the coarse levels.
            #expect(abs(gain - value) <= max(2e-4, 5e-3 * value))
        }
        // The rule beyond level 5 continues what the exact values do.
        #expect(abs(gains[5] / gains[4] - 0.5) <= 2e-3)
        #expect(gains[8] == gains[5] / 8)
    }

    @Test func levelsOfScaledConventionsAreScaled() {
        let plain = PyramidFilter.mirror101.bandNoiseGains(levels: 8)
        let scaled = PyramidFilter.pyrtools().bandNoiseGains(levels: 8)
        for level in 0..<8 {
            let factor = Double(1 << level)
            #expect(abs(scaled[level] / factor - plain[level]) <= 1e-9)
        }
    }

    @Test(arguments: [Float(0.02), 0.1])
    func noiseIsEstimatedFromTheFinestBand(_ amplitude: Float) {
        // A sum of twelve uniform numbers is nearly normal, with variance 1. Rows of an odd length
        // keep the generator's short cycles at powers of two out of the columns.
        let parts = SyntheticImage.noise(height: 64, width: 61, channels: 12, seed: 1).planes()
        let normal = parts.dropFirst().reduce(parts[0], +).map { ($0 + 6) / 256 - 6 }
        // A slope is no detail: the finest band does not see it.
        let slope = Plane(
            width: 61, height: 64, samples: (0..<61 * 64).map { Float($0 % 61) / 61 })
        let image = Image(slope + normal * amplitude, range: .unit)
        let found = Coring(strength: 1).estimatedNoise(in: image)[0]
        // 3904 samples, of which the median is good to about 2 %.
        #expect(abs(found / amplitude - 1) <= 0.08)
        let inBytes = Coring(strength: 1).estimatedNoise(in: image.converted(to: .byte))[0]
        #expect(abs(inBytes - found) <= 1e-5)
    }

    @Test func estimatingEqualsBeingToldTheEstimate() {
        let image = noisyScene()
        let sigma = Coring(strength: 2).estimatedNoise(in: image)[0]
        #expect(
            Coring(strength: 2).apply(to: image)
                == Coring(strength: 2, noise: sigma).apply(to: image))
    }

    @Test func noStrengthChangesNothing() {
        let image = noisyScene()
        for threshold in [Coring.Threshold.soft, .hard] {
            let result = Coring(strength: 0, threshold: threshold).apply(to: image)
            #expect(largestDifference(result, image) <= 5e-7)
        }
    }

    @Test func noiseBecomesLessAndEdgesStay() {
        // The finest band of the edges is 0.15, far above the threshold of 3 · 0.0115 · 0.943.
        let clean = SyntheticImage.check(height: 64, width: 61, cell: 32).plane(gain: 0.5 / 255)
            .map { $0 + 0.25 }
        let noise = SyntheticImage.noise(height: 64, width: 61, seed: 3).plane()
            .map { ($0 / 255 - 0.5) * 0.04 }
        let result = Coring(strength: 3, threshold: .hard)
            .apply(to: Image(clean + noise, range: .unit))
            .planes[0]
        // Within a square of the chequerboard, away from its edges.
        func deviation(_ plane: Plane) -> Double {
            let error = (plane - clean).cropped(x: 8, y: 8, to: ImageSize(width: 16, height: 16))
            return (error * error).mean.squareRoot()
        }
        #expect(deviation(result) < 0.25 * deviation(clean + noise))
        // Across an edge, averaged along it.
        let rows = 4..<28
        let step =
            rows.reduce(Float(0)) { $0 + result[31, $1] - result[32, $1] } / Float(rows.count)
        #expect(step > 0.4)
    }

    @Test(arguments: [
        [Float(3)], [3, -1], [2, -5, 1], [0, 0, 0, 0], [-7, 2, 2, 9, -2.5, 1e-30],
    ])
    func medianOfMagnitudesIsThatOfTheSortedList(_ samples: [Float]) {
        let sorted = samples.map(abs).sorted()
        let middle = sorted.count / 2
        let wanted =
            sorted.count.isMultiple(of: 2)
            ? (sorted[middle - 1] + sorted[middle]) / 2 : sorted[middle]
        #expect(
            Plane(width: samples.count, height: 1, samples: samples).medianMagnitude == wanted)
    }
}
