// SPDX-License-Identifier: Apache-2.0

import Foundation
import Raster
import Spectral
import TestSupport
import Testing

@Suite("The real Fourier transform")
struct RealFourierTransformTests {
    static let sizes = [
        ImageSize(width: 1, height: 1), ImageSize(width: 2, height: 1),
        ImageSize(width: 1, height: 5), ImageSize(width: 7, height: 9),
        ImageSize(width: 8, height: 17), ImageSize(width: 13, height: 8),
        ImageSize(width: 16, height: 12),
    ]

    private func image(_ size: ImageSize) -> Plane {
        SyntheticImage.noise(height: size.height, width: size.width, seed: 3).plane(gain: 1 / 255)
    }

    @Test("equals the definition", arguments: sizes)
    func definition(size: ImageSize) {
        let plane = image(size)
        let spectrum = RealFourierTransform(size: size).forward(plane)
        for ky in 0..<size.height {
            for kx in 0..<size.width {
                var real = 0.0
                var imaginary = 0.0
                for y in 0..<size.height {
                    for x in 0..<size.width {
                        let turn =
                            Double(kx * x) / Double(size.width)
                            + Double(ky * y) / Double(size.height)
                        real += Double(plane[x, y]) * cos(2 * .pi * turn)
                        imaginary -= Double(plane[x, y]) * sin(2 * .pi * turn)
                    }
                }
                let value = spectrum[kx, ky]
                #expect(abs(Double(value.real) - real) < 1e-5 * Double(size.area))
                #expect(abs(Double(value.imaginary) - imaginary) < 1e-5 * Double(size.area))
            }
        }
    }

    @Test("there and back is the image", arguments: sizes, [1, 2])
    func roundTrip(size: ImageSize, threads: Int) {
        let plane = image(size)
        let transform = RealFourierTransform(size: size, threads: ThreadCount(threads))
        let back = transform.inverse(transform.forward(plane))
        #expect((back - plane).extremes.greatest < 1e-6)
        #expect((back - plane).extremes.least > -1e-6)
    }

    @Test(arguments: [(1, 2), (2, 2), (11, 12), (13, 14), (17, 18), (23, 24), (97, 98), (211, 216)])
    func fastLengths(length: Int, expected: Int) {
        #expect(FastLength.atLeast(length) == expected)
    }

    @Test(arguments: [(121, false), (143, false), (77, true), (1031, false), (1, true), (0, false)])
    func fast(length: Int, isFast: Bool) { #expect(FastLength.isFast(length) == isFast) }

    @Test("measured plans can be kept in a file, and a foreign file is refused")
    func wisdom() throws {
        let path = FileManager.default.temporaryDirectory
            .appending(component: "wisdom-\(UUID().uuidString)").path()
        defer { try? FileManager.default.removeItem(atPath: path) }
        let size = ImageSize(width: 12, height: 10)
        let transform = RealFourierTransform(size: size, planning: .measured)
        let plane = image(size)
        #expect((transform.inverse(transform.forward(plane)) - plane).extremes.greatest < 1e-6)
        try FourierWisdom.save(to: path)
        try FourierWisdom.load(from: path)

        #expect(throws: SpectralError.unreadableWisdom(path: "/nowhere/wisdom")) {
            try FourierWisdom.load(from: "/nowhere/wisdom")
        }
        #expect(throws: SpectralError.unwritableWisdom(path: "/nowhere/wisdom")) {
            try FourierWisdom.save(to: "/nowhere/wisdom")
        }
        #expect(
            SpectralError.unwritableWisdom(path: "w").description
                == "cannot write FFTW wisdom to w; choose a file in an existing, writable folder")
    }
}
