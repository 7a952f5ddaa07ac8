// SPDX-License-Identifier: Apache-2.0

import Raster
import SeededRandom
import Testing

@testable import SlicedWassersteinDistance

struct StoredSamplesTests {
    private func plane(_ samples: [Float]) -> Plane {
        Plane(width: samples.count, height: 1, samples: samples)
    }

    @Test func bytesComeBack() {
        let plane = plane((0...255).map(Float.init) + [-0.0, 255, 7])
        let bytes = StoredSamples.bytes(plane)
        #expect(bytes == Array(0...255) + [0, 255, 7])
        var back = Plane(width: plane.width, height: 1)
        StoredSamples.read((bytes ?? [])[...], areBytes: true, into: &back, threads: .one)
        #expect(back.samples == plane.samples)
    }

    /// One sample among bytes, at the beginning and at the end, which no SIMD vector fills.
    @Test(
        arguments: [
            0.5, -1, 256, 255.5, 1e-30, -.leastNonzeroMagnitude, 1e9, .nan, .infinity, -.infinity,
            16_777_216,
        ] as [Float]) func othersAreFloats(value: Float)
    {
        for place in [0, 5, 16, 18] {
            var samples = (0..<19).map { Float($0 * 13) }
            samples[place] = value
            let plane = plane(samples)
            #expect(StoredSamples.bytes(plane) == nil)
            #expect(StoredSamples.firstNotFinite(plane) == (value.isFinite ? nil : place))
            var back = Plane(width: 19, height: 1)
            StoredSamples.read(
                StoredSamples.floats(plane)[...], areBytes: false, into: &back, threads: .one)
            #expect(back.samples.map(\.bitPattern) == samples.map(\.bitPattern))
        }
    }
}
