// SPDX-License-Identifier: Apache-2.0

public import Raster

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

/// The response to one orientation at one level of a steerable pyramid.
public struct SteerableBand: Sendable, Equatable {
    /// The response of the even or odd filter itself.
    public var real: Plane
    /// The response of the filter a quarter period away; nil in a real pyramid.
    public var imaginary: Plane?

    /// Creates a band from its parts, which agree in size.
    public init(real: Plane, imaginary: Plane? = nil) {
        if let imaginary {
            precondition(
                imaginary.size == real.size,
                "the parts of a band agree in size: \(real.size) against \(imaginary.size)")
        }
        self.real = real
        self.imaginary = imaginary
    }

    /// The local amplitude √(real² + imaginary²); the absolute value in a real pyramid.
    public var amplitude: Plane {
        guard let imaginary else { return real.map(abs) }
        return real.combined(with: imaginary) { ($0 * $0 + $1 * $1).squareRoot() }
    }

    /// The local phase in radians, −π to π; 0 or π in a real pyramid.
    public var phase: Plane {
        guard let imaginary else { return real.map { $0 < 0 ? .pi : 0 } }
        return real.combined(with: imaginary) { atan2($1, $0) }
    }
}

/// An image split by scale and orientation, so that a band of any orientation is a weighted sum of
/// those stored.
///
/// Level k has ⌈size / 2ᵏ⌉ samples a side and carries 4ᵏ times the amplitude of the image, as in the
/// published code: a level's transform is divided by its own number of samples.
public struct SteerablePyramid: Sendable, Equatable {
    /// What lies above the finest level, mostly in the corners of the spectrum; of the image's size.
    public var highPass: Plane
    /// The levels, finest first; each has `order + 1` bands, of angle π·b / (order + 1).
    public var levels: [[SteerableBand]]
    /// The image that is left at the top.
    public var lowPass: Plane

    /// Creates a pyramid from its parts.
    public init(highPass: Plane, levels: [[SteerableBand]], lowPass: Plane) {
        self.highPass = highPass
        self.levels = levels
        self.lowPass = lowPass
    }

    /// The response of one level to a filter turned to any angle.
    ///
    /// W. T. Freeman and E. H. Adelson, "The Design and Use of Steerable Filters", IEEE PAMI 13(9),
    /// 1991, theorem 1.
    ///
    /// - Parameters:
    ///   - level: 0 is the finest.
    ///   - angle: In radians; 0 responds to frequencies along x, that is to vertical edges.
    /// - Returns: The real response, of the level's size.
    public func steered(level: Int, to angle: Double) -> Plane {
        let bands = levels[level]
        let weights = Self.steeringWeights(order: bands.count - 1, angle: angle)
        var result = bands[0].real * Float(weights[0])
        for (band, weight) in zip(bands, weights).dropFirst() {
            result = result.combined(with: band.real) { $0 + Float(weight) * $1 }
        }
        return result
    }

    /// The weight of each band in a response to `angle`.
    ///
    /// cos^K(θ − φ) has only the harmonics K, K − 2, …, and the K + 1 bands sample them evenly over
    /// half a turn.
    static func steeringWeights(order: Int, angle: Double) -> [Double] {
        let bands = Double(order + 1)
        return (0...order).map { band in
            let offset = angle - .pi * Double(band) / bands
            var sum = order.isMultiple(of: 2) ? 1.0 : 0.0
            for harmonic in stride(from: order.isMultiple(of: 2) ? 2 : 1, through: order, by: 2) {
                sum += 2 * cos(Double(harmonic) * offset)
            }
            return sum / bands
        }
    }
}
