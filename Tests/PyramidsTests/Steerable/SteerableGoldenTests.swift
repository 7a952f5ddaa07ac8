// SPDX-License-Identifier: Apache-2.0

import Foundation
import Pyramids
import Raster
import TestSupport
import Testing

@Suite("Steerable pyramids against pyrtools and the closed form")
struct SteerableGoldenTests {
    struct Golden: Decodable {
        let image: String
        let order: Int
        let isComplex: Bool
        let height: Int
        let bands: [String: Values]
    }

    struct Values: Decodable {
        let exact: FixtureStatistics
        let pyrtools: FixtureStatistics?
    }

    static let goldens = 0..<9

    static func image(_ name: String) throws -> Plane {
        let words = name.split(separator: " ")
        let height = try #require(Int(words[1]))
        let width = try #require(Int(words[2]))
        let image: SyntheticImage =
            words[0] == "chirp"
            ? .chirp(height: height, width: width) : .smooth(height: height, width: width)
        return image.plane(gain: 1 / 255)
    }

    @Test("every band at its probes, and its energy", arguments: goldens)
    func probes(index: Int) throws {
        let goldens = try Fixture.json("pyramids/P08_steerable.json", as: [Golden].self)
        try #require(goldens.count == Self.goldens.count)
        let golden = goldens[index]
        let plane = try Self.image(golden.image)
        let transform = try SteerableTransform(
            size: plane.size, order: golden.order, height: golden.height,
            isComplex: golden.isComplex)
        let pyramid = transform.decompose(plane)
        for (name, values) in golden.bands {
            let (band, level) = try Self.band(name, of: pyramid)
            #expect(values.exact.shape == [band.real.height, band.real.width])
            // Level k carries 4ᵏ times the amplitude, and so 4ᵏ times the rounding.
            let tolerance = 1e-5 * pow(4, Double(level))
            for statistics in [values.exact, values.pyrtools].compactMap({ $0 }) {
                for probe in statistics.probes {
                    let (y, x) = (probe.index[0], probe.index[1])
                    #expect(abs(Double(band.real[x, y]) - probe.value[0]) < tolerance, "\(name)")
                    if let imaginary = band.imaginary {
                        #expect(
                            abs(Double(imaginary[x, y]) - probe.value[1]) < tolerance, "\(name)")
                    }
                }
            }
            let energy = Self.energy(band)
            #expect(
                abs(energy - values.exact.sumOfSquares) < 2e-6 * values.exact.sumOfSquares,
                "\(name)")
        }
    }

    @Test("whole arrays of the 64×64 pyramids of order 3")
    func arrays() throws {
        let plane = try Self.image("smooth 64 64")
        let real = try SteerableTransform(size: plane.size, order: 3, height: 3).decompose(plane)
        let complex = try SteerableTransform(
            size: plane.size, order: 3, height: 3, isComplex: true
        ).decompose(plane)

        let high = try Fixture.array("pyramids/P08_steerable_order3_highpass_exact.npy")
        #expect(Self.difference(real.highPass.samples, high.values) < 1e-5)
        let low = try Fixture.array("pyramids/P08_steerable_order3_lowpass_exact.npy")
        #expect(Self.difference(real.lowPass.samples, low.values) < 64e-5)
        let bands = try Fixture.array("pyramids/P08_steerable_order3_level1_bands_exact.npy")
        #expect(
            Self.difference(real.levels[1].flatMap(\.real.samples), bands.values) < 4e-5)
        let pairs = try Fixture.array(
            "pyramids/P08_steerable_complex_order3_level1_bands_exact.npy")
        let interleaved = complex.levels[1].flatMap { band in
            zip(band.real.samples, band.imaginary?.samples ?? []).flatMap { [$0, $1] }
        }
        #expect(Self.difference(interleaved, pairs.values) < 4e-5)
    }

    static func band(_ name: String, of pyramid: SteerablePyramid) throws -> (SteerableBand, Int) {
        switch name {
        case "high": return (SteerableBand(real: pyramid.highPass), 0)
        case "low": return (SteerableBand(real: pyramid.lowPass), pyramid.levels.count)
        default:
            let place = name.split(separator: ",").compactMap { Int($0) }
            try #require(place.count == 2)
            return (pyramid.levels[place[0]][place[1]], place[0])
        }
    }

    static func energy(_ band: SteerableBand) -> Double {
        (band.real.samples + (band.imaginary?.samples ?? [])).reduce(0.0) {
            $0 + Double($1) * Double($1)
        }
    }

    /// The largest difference; infinite when the counts differ.
    static func difference(_ samples: [Float], _ values: [Double]) -> Double {
        guard samples.count == values.count else { return .infinity }
        return zip(samples, values).map { abs(Double($0) - $1) }.max() ?? 0
    }
}
