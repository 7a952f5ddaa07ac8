// SPDX-License-Identifier: Apache-2.0

import Foundation
import Raster
import TestSupport
import Testing

@testable import Pyramids

@Suite("The steerable pyramid's promises")
struct SteerableTransformTests {
    static let sizes = [
        ImageSize(width: 64, height: 64), ImageSize(width: 47, height: 65),
        ImageSize(width: 64, height: 63), ImageSize(width: 83, height: 61),
        ImageSize(width: 50, height: 96), ImageSize(width: 8, height: 9),
        ImageSize(width: 3, height: 5),
    ]

    private func image(_ size: ImageSize, seed: UInt32 = 1) -> Plane {
        SyntheticImage.noise(height: size.height, width: size.width, seed: seed)
            .plane(gain: 1 / 255)
    }

    private func difference(_ a: Plane, _ b: Plane) -> Float {
        let (least, greatest) = (a - b).extremes
        return max(-least, greatest)
    }

    // Single-precision transforms there and back cost a few units in the last place.
    @Test("reconstruction is exact at any size", arguments: sizes, [false, true])
    func reconstruction(size: ImageSize, isComplex: Bool) throws {
        let plane = image(size)
        for order in [1, 2, 3, 4] {
            let transform = try SteerableTransform(size: size, order: order, isComplex: isComplex)
            let pyramid = transform.decompose(plane)
            #expect(difference(transform.reconstruct(pyramid), plane) < 2e-6)
        }
    }

    @Test("reconstruction is exact for every order", arguments: 0...15)
    func orders(order: Int) throws {
        let plane = image(ImageSize(width: 37, height: 32))
        for isComplex in [false, true] where order > 0 || !isComplex {
            let transform = try SteerableTransform(
                size: plane.size, order: order, isComplex: isComplex)
            let pyramid = transform.decompose(plane)
            #expect(pyramid.levels.allSatisfy { $0.count == order + 1 })
            #expect(difference(transform.reconstruct(pyramid), plane) < 3e-6)
        }
    }

    @Test("a tight frame: the energies of all bands add up", arguments: sizes, [0, 3, 6])
    func energy(size: ImageSize, order: Int) throws {
        let plane = image(size)
        let transform = try SteerableTransform(size: size, order: order)
        let pyramid = transform.decompose(plane)
        var sum = SteerableGoldenTests.energy(SteerableBand(real: pyramid.highPass))
        for (level, bands) in pyramid.levels.enumerated() {
            // Amplitudes are 4ᵏ times larger, samples (nearly) 4ᵏ times fewer.
            let share = Double(pyramid.levels[level][0].real.size.area) / Double(size.area)
            sum += bands.reduce(0) { $0 + SteerableGoldenTests.energy($1) } * share
        }
        let share = Double(pyramid.lowPass.size.area) / Double(size.area)
        sum += SteerableGoldenTests.energy(SteerableBand(real: pyramid.lowPass)) * share
        let expected = SteerableGoldenTests.energy(SteerableBand(real: plane))
        #expect(abs(sum / expected - 1) < 1e-5)
    }

    @Test("a stored band steered to its own angle is itself", arguments: [0, 1, 2, 3, 6])
    func steeringToBands(order: Int) throws {
        let plane = image(ImageSize(width: 48, height: 40))
        let transform = try SteerableTransform(size: plane.size, order: order, height: 2)
        let pyramid = transform.decompose(plane)
        for (band, angle) in transform.angles.enumerated() {
            let steered = pyramid.steered(level: 1, to: angle)
            #expect(difference(steered, pyramid.levels[1][band].real) < 1e-5)
        }
    }

    @Test("steering equals filtering at that angle", arguments: [0, 1, 2, 3, 4, 5, 15])
    func steering(order: Int) {
        for angle in [0.3, 1.1, 2.9, -0.7, 4.0] {
            let weights = SteerablePyramid.steeringWeights(order: order, angle: angle)
            for theta in stride(from: -3.0, through: 3.0, by: 0.5) {
                let sum = weights.enumerated().reduce(0.0) { sum, item in
                    let centre = .pi * Double(item.offset) / Double(order + 1)
                    return sum + item.element * pow(cos(theta - centre), Double(order))
                }
                #expect(abs(sum - pow(cos(theta - angle), Double(order))) < 1e-12)
            }
        }
    }

    @Test("turning the image by a quarter turns the bands")
    func quarterTurn() throws {
        let plane = image(ImageSize(width: 33, height: 33))
        var turned = plane
        for y in 0..<33 { for x in 0..<33 { turned[x, y] = plane[y, x] } }
        let transform = try SteerableTransform(size: plane.size, order: 3, height: 2)
        let (first, second) = (transform.decompose(plane), transform.decompose(turned))
        // Transposing swaps θ with π/2 − θ: bands 0 and 2 of four change places.
        let band = first.levels[0][0].real
        var expected = band
        for y in 0..<33 { for x in 0..<33 { expected[x, y] = band[y, x] } }
        #expect(difference(second.levels[0][2].real, expected) < 1e-6)
    }

    @Test("a complex band holds the real one, with a steady amplitude on a wave")
    func complex() throws {
        let plane = Plane(
            width: 64, height: 64,
            samples: (0..<64 * 64).map { cos(2 * .pi * Float($0 % 64) * 12 / 64) })
        let real = try SteerableTransform(size: plane.size, order: 3, height: 2).decompose(plane)
        let complex = try SteerableTransform(
            size: plane.size, order: 3, height: 2, isComplex: true
        ).decompose(plane)
        for (a, b) in zip(real.levels.joined(), complex.levels.joined()) {
            #expect(difference(a.real, b.real) < 1e-5)
        }
        let (least, greatest) = complex.levels[0][0].amplitude.extremes
        #expect(greatest > 0.5)
        #expect(greatest - least < 1e-4)
        #expect(complex.levels[0][0].phase.extremes.greatest <= .pi)
    }

    @Test("a constant image is 4ᵏ times as bright at the top")
    func constant() throws {
        let plane = Plane(width: 64, height: 64, filledWith: 1)
        let pyramid = try SteerableTransform(size: plane.size, height: 3).decompose(plane)
        #expect(pyramid.lowPass.samples.allSatisfy { abs($0 - 64) < 1e-3 })
        #expect(difference(pyramid.highPass, plane * 0) < 1e-5)
    }

    @Test("any number of threads gives the same bits", arguments: [false, true])
    func threads(isComplex: Bool) throws {
        let plane = image(ImageSize(width: 61, height: 75))
        let one = try SteerableTransform(size: plane.size, order: 5, isComplex: isComplex)
        let three = try SteerableTransform(
            size: plane.size, order: 5, isComplex: isComplex, threads: ThreadCount(3))
        let pyramid = one.decompose(plane)
        #expect(pyramid == three.decompose(plane))
        #expect(one.reconstruct(pyramid) == three.reconstruct(pyramid))
    }

    @Test(arguments: [(64, 4), (65, 4), (63, 3), (8, 1), (7, 0), (1, 0), (1024, 8)])
    func maximumHeight(side: Int, expected: Int) {
        let size = ImageSize(width: side, height: side)
        #expect(SteerableTransform.maximumHeight(for: size) == expected)
    }

    @Test("what is refused, and how it says so")
    func refusals() {
        let size = ImageSize(width: 64, height: 40)
        #expect(throws: SpectralPyramidError.tooManyLevels(4, size: size, most: 3)) {
            try SteerableTransform(size: size, height: 4)
        }
        #expect(throws: SpectralPyramidError.unsupportedOrder(16, isComplex: false)) {
            try SteerableTransform(size: size, order: 16)
        }
        #expect(throws: SpectralPyramidError.unsupportedOrder(0, isComplex: true)) {
            try SteerableTransform(size: size, order: 0, isComplex: true)
        }
        #expect(
            SpectralPyramidError.tooManyLevels(4, size: size, most: 3).description
                == "an image of 64×40 has room for at most 3 levels of this pyramid, not 4")
        #expect(
            SpectralPyramidError.unsupportedOrder(0, isComplex: true).description
                == "a complex steerable pyramid has an order from 1 to 15, not 0")
    }
}
