// SPDX-License-Identifier: Apache-2.0

import Raster
import Spectral
import TestSupport
import Testing

@Suite("Convolution: both engines against the definition")
struct ConvolutionTests {
    /// Asymmetric taps of both signs; a mirrored or shifted kernel would show.
    static func taps(_ count: Int, seed: UInt32 = 5) -> [Float] {
        SyntheticImage.noise(height: 1, width: count, seed: seed).plane(gain: 1 / 255).samples
            .map { $0 - 0.25 }
    }

    static func image(_ width: Int, _ height: Int) -> Plane {
        SyntheticImage.noise(height: height, width: width, seed: 11).plane(gain: 1 / 255)
    }

    // 1e-5 is what the engines promise each other; against the definition each may use all of it.
    private static let bound = 1e-5

    private func check(
        _ kernel: ConvolutionKernel, _ plane: Plane, _ boundary: Boundary,
        _ location: SourceLocation = #_sourceLocation
    ) {
        let reference = ReferenceConvolution.apply(kernel, to: plane, boundary: boundary)
        for method in [ConvolutionMethod.direct, .spectral] {
            let result = Convolution(kernel, boundary: boundary, method: method)(plane)
            let error = ReferenceConvolution.relativeError(result, reference)
            #expect(
                error <= Self.bound, "\(method) \(kernel.size) on \(plane.size), \(boundary)",
                sourceLocation: location)
        }
    }

    @Test("separable, every size from 1 to 67", arguments: Boundary.allCases)
    func separableSizes(boundary: Boundary) {
        for side in 1...67 {
            check(
                .separable(horizontal: Self.taps(5), vertical: Self.taps(9)),
                Self.image(side, 68 - side), boundary)
        }
    }

    @Test("separable, 3 to 129 taps", arguments: Boundary.allCases)
    func separableTaps(boundary: Boundary) {
        for count in [3, 4, 7, 16, 31, 64, 65, 129] {
            for (width, height) in [(1, 1), (2, 3), (17, 5), (64, 1), (67, 66)] {
                check(
                    .separable(horizontal: Self.taps(count), vertical: Self.taps(132 - count)),
                    Self.image(width, height), boundary)
            }
        }
    }

    @Test("dense, sizes 1 to 67", arguments: Boundary.allCases)
    func denseSizes(boundary: Boundary) {
        let taps = Self.image(5, 3)
        for side in stride(from: 1, through: 67, by: 3) {
            check(.dense(taps), Self.image(side, 68 - side), boundary)
        }
    }

    @Test("dense, 3 to 129 taps", arguments: Boundary.allCases)
    func denseTaps(boundary: Boundary) {
        for (columns, rows) in [(3, 3), (4, 6), (31, 9), (129, 3), (2, 129)] {
            let kernel = Plane(
                width: columns, height: rows, samples: Self.taps(columns * rows, seed: 9))
            for (width, height) in [(1, 1), (3, 2), (20, 31), (67, 5)] {
                check(.dense(kernel), Self.image(width, height), boundary)
            }
        }
    }

    @Test("several blocks along an axis")
    func blocks() {
        check(
            .separable(horizontal: Self.taps(33), vertical: Self.taps(3)), Self.image(700, 3),
            .mirror)
        check(
            .separable(horizontal: Self.taps(3), vertical: Self.taps(33)), Self.image(19, 700),
            .mirror)
        check(.dense(Self.image(7, 7)), Self.image(300, 130), .reflect)
    }

    @Test("any number of threads gives the same bits", arguments: ConvolutionMethod.allCases)
    func threads(method: ConvolutionMethod) {
        let plane = Self.image(201, 77)
        for kernel in [
            ConvolutionKernel.separable(Self.taps(65)), .dense(Self.image(12, 12)),
        ] {
            let one = Convolution(kernel, method: method)(plane)
            let three = Convolution(kernel, method: method, threads: ThreadCount(3))(plane)
            #expect(one == three)
        }
    }

    @Test("an impulse gives the kernel, a shifted unit kernel a shift")
    func identities() {
        var impulse = Plane(width: 31, height: 31)
        impulse[15, 15] = 1
        let taps = Self.image(5, 5)
        for method in [ConvolutionMethod.direct, .spectral] {
            let result = Convolution(.dense(taps), method: method)(impulse)
            let centre = result.cropped(x: 13, y: 13, to: taps.size)
            #expect(ReferenceConvolution.relativeError(centre, DoublePlane(taps)) < 1e-6)

            let plane = Self.image(12, 10)
            let right = Convolution(
                .separable(horizontal: [0, 0, 1], vertical: [1]), method: method)(plane)
            #expect(abs(right[5, 3] - plane[4, 3]) < 1e-6)
            #expect(abs(right[0, 3] - plane[1, 3]) < 1e-6)
        }
    }

    @Test("a Gaussian sums to 1 and reaches four sigma")
    func gaussian() throws {
        guard case .separable(let taps, let other) = ConvolutionKernel.gaussian(sigma: 2.5) else {
            Issue.record("a Gaussian is separable")
            return
        }
        #expect(taps.count == 21)
        #expect(taps == other)
        #expect(abs(taps.reduce(0, +) - 1) < 1e-6)
    }
}
