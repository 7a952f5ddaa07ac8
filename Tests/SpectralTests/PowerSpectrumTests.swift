// SPDX-License-Identifier: Apache-2.0

import Foundation
import Raster
import Spectral
import TestSupport
import Testing

@Suite("The radially averaged power spectrum")
struct PowerSpectrumTests {
    private func noise(_ width: Int, _ height: Int) -> Plane {
        SyntheticImage.noise(height: height, width: width, seed: 2).plane(gain: 1 / 255)
    }

    @Test(
        "Parseval: the powers add up to the mean square",
        arguments: [(1, 1), (2, 7), (16, 16), (33, 20), (64, 63)])
    func parseval(width: Int, height: Int) {
        let plane = noise(width, height)
        let spectrum = PowerSpectrum(of: plane, window: .none)
        let meanSquare =
            plane.samples.reduce(0.0) { $0 + Double($1) * Double($1) } / Double(width * height)
        #expect(abs(spectrum.totalPower / meanSquare - 1) < 1e-6)
        let count = spectrum.bins.map(\.count).reduce(0, +)
        #expect(count == width * height)
    }

    @Test("a wave has its power in its own bin", arguments: [1, 5, 16])
    func wave(cycles: Int) {
        let plane = Plane(
            width: 32, height: 32,
            samples: (0..<1024).map { cos(2 * .pi * Float(($0 / 32) * cycles) / 32) })
        let bin = PowerSpectrum(of: plane, window: .none).bins[cycles]
        // A cosine has the mean square 1/2, at the Nyquist frequency 1.
        let expected = cycles == 16 ? 1.0 : 0.5
        let power = bin.meanPower * Double(bin.count)
        #expect(abs(power - expected) < 1e-6)
        #expect(bin.frequency == Double(cycles) / 32)
    }

    @Test("a window keeps the level of noise and takes the leak of a ramp away")
    func window() {
        let plane = noise(128, 128)
        let open = PowerSpectrum(of: plane, window: .none).bins[20...60].map(\.meanPower)
        let closed = PowerSpectrum(of: plane, window: .hann).bins[20...60].map(\.meanPower)
        let ratio: Double = closed.reduce(0, +) / open.reduce(0, +)
        #expect(abs(ratio - 1) < 0.1)

        let ramp = Plane(width: 64, height: 64, samples: (0..<4096).map { Float($0 % 64) })
        let leak = PowerSpectrum(of: ramp, window: .none).bins[30].meanPower
        let rest = PowerSpectrum(of: ramp, window: .hann).bins[30].meanPower
        #expect(rest < leak / 1000)
    }
}
