// SPDX-License-Identifier: Apache-2.0

import Pyramids
import Raster
import Spectral
import TestSupport
import Testing

@Suite("The band-limited pyramid")
struct BandLimitedTransformTests {
    private func image(_ size: ImageSize) -> Plane {
        SyntheticImage.noise(height: size.height, width: size.width, seed: 4).plane(gain: 1 / 255)
    }

    private func energy(_ plane: Plane) -> Double {
        plane.samples.reduce(0.0) { $0 + Double($1) * Double($1) }
    }

    @Test(
        "rebuilding is exact and the energies add up, at any size",
        arguments: SteerableTransformTests.sizes)
    func exact(size: ImageSize) throws {
        let plane = image(size)
        for height in 0...SteerableTransform.maximumHeight(for: size) {
            let transform = try BandLimitedTransform(size: size, height: height)
            let pyramid = transform.decompose(plane)
            #expect(pyramid.bands.count == height)
            let (least, greatest) = (transform.reconstruct(pyramid) - plane).extremes
            #expect(max(-least, greatest) < 2e-6)
            // A sample of a small level stands for as many of the image's.
            let sum = (pyramid.bands + [pyramid.residual]).reduce(0.0) {
                $0 + energy($1) * Double(size.area) / Double($1.size.area)
            }
            #expect(abs(sum / energy(plane) - 1) < 1e-5)
        }
    }

    @Test("each level halves the size, and the residual keeps the brightness")
    func levels() throws {
        let plane = Plane(width: 65, height: 48, filledWith: 0.25)
        let pyramid = try BandLimitedTransform(size: plane.size).decompose(plane)
        #expect(pyramid.bands.map(\.width) == [65, 33, 17])
        #expect(pyramid.bands.map(\.height) == [48, 24, 12])
        #expect(pyramid.residual.size == ImageSize(width: 9, height: 6))
        let (darkest, brightest) = pyramid.residual.extremes
        #expect(abs(darkest - 0.25) < 1e-6)
        #expect(abs(brightest - 0.25) < 1e-6)
        for band in pyramid.bands {
            let (least, greatest) = band.extremes
            #expect(max(-least, greatest) < 1e-6)
        }
    }

    @Test("a band holds its octave and nothing else")
    func octave() throws {
        let plane = image(ImageSize(width: 64, height: 64))
        let band = try BandLimitedTransform(size: plane.size, height: 3).decompose(plane).bands[1]
        let bins = PowerSpectrum(of: band, window: .none).bins
        // Band 1 begins at an eighth of the image's Nyquist frequency: 4 of 32 cycles.
        #expect(bins[0...3].allSatisfy { $0.meanPower < 1e-12 })
        #expect(bins[8].meanPower > 1e-7)
    }

    @Test("any number of threads gives the same bits")
    func threads() throws {
        let plane = image(ImageSize(width: 50, height: 61))
        let one = try BandLimitedTransform(size: plane.size)
        let three = try BandLimitedTransform(size: plane.size, threads: ThreadCount(3))
        let pyramid = one.decompose(plane)
        #expect(pyramid.bands == three.decompose(plane).bands)
        #expect(one.reconstruct(pyramid) == three.reconstruct(pyramid))
    }

    @Test("too many bands are refused")
    func refusal() {
        let size = ImageSize(width: 20, height: 30)
        #expect(throws: SpectralPyramidError.tooManyLevels(3, size: size, most: 2)) {
            try BandLimitedTransform(size: size, height: 3)
        }
    }
}
