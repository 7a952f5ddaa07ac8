// SPDX-License-Identifier: Apache-2.0

public import Raster

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

/// How the power of an image spreads over its spatial frequencies, averaged over all directions.
///
/// The power at a frequency is |F|² / (samples)², so that the powers of all frequencies add up to the
/// mean square of the image (Parseval). Natural images fall off roughly as 1 / frequency².
public struct PowerSpectrum: Sendable, Equatable {
    /// The frequencies whose radius rounds to one whole number.
    public struct Bin: Sendable, Equatable, Codable {
        /// Cycles over the shorter side of the image.
        public let radius: Int
        /// Cycles per pixel, radius over the shorter side; the Nyquist frequency is 0.5.
        public let frequency: Double
        /// The mean power of the bin's frequencies.
        public let meanPower: Double
        /// How many frequencies fall into the bin.
        public let count: Int
    }

    /// What an image is multiplied by first.
    public enum Window: String, Sendable, Hashable, Codable, CaseIterable {
        /// Nothing. The jump from one edge to the opposite one then shows as a cross of power.
        case none
        /// A raised cosine on each axis that takes the difference from the mean to 0 at the edges;
        /// the power is divided by the window's own mean square, which keeps that of noise.
        case hann
    }

    /// The bins from radius 0, the mean, to the corners of the spectrum.
    public let bins: [Bin]

    /// The radially averaged power spectrum of a plane.
    public init(of plane: Plane, window: Window = .hann, threads: ThreadCount = .one) {
        let (windowed, gain) = Self.windowed(plane, window)
        let spectrum = RealFourierTransform(size: plane.size, threads: threads).forward(windowed)
        let (width, height) = (plane.width, plane.height)
        let side = Double(plane.size.shorterSide)
        var sums = [Double](
            repeating: 0, count: Int((side * 0.5.squareRoot()).rounded()) + 1)
        var counts = [Int](repeating: 0, count: sums.count)
        let scale = 1 / (Double(plane.size.area) * Double(plane.size.area) * gain)
        for kx in 0..<spectrum.columnCount {
            let u = Double(kx) / Double(width)
            // All columns but the first and the Nyquist one stand for their mirror image as well.
            let weight = kx == 0 || 2 * kx == width ? 1 : 2
            let column = unsafe spectrum.column(kx)
            for ky in 0..<height {
                let v = Double(min(ky, height - ky)) / Double(height)
                let bin = Int(((u * u + v * v).squareRoot() * side).rounded())
                let (real, imaginary) = unsafe (column[2 * ky], column[2 * ky + 1])
                let power = Double(real) * Double(real) + Double(imaginary) * Double(imaginary)
                sums[bin] += power * scale * Double(weight)
                counts[bin] += weight
            }
        }
        bins = sums.indices.compactMap { radius in
            guard counts[radius] > 0 else { return nil }
            return Bin(
                radius: radius, frequency: Double(radius) / side,
                meanPower: sums[radius] / Double(counts[radius]), count: counts[radius])
        }
    }

    /// The sum of the powers of all frequencies: the mean square of the windowed image.
    public var totalPower: Double { bins.reduce(0) { $0 + $1.meanPower * Double($1.count) } }

    /// The image times the window, and the window's mean square.
    private static func windowed(_ plane: Plane, _ window: Window) -> (Plane, Double) {
        switch window {
        case .none: return (plane, 1)
        case .hann:
            func axis(_ count: Int) -> [Float] {
                (0..<count).map {
                    Float(0.5 - 0.5 * cos(2 * .pi * (Double($0) + 0.5) / Double(count)))
                }
            }
            let (columns, rows) = (axis(plane.width), axis(plane.height))
            // The mean stays out of it: a window would smear it over the lowest frequencies.
            let mean = Float(plane.mean)
            var result = plane
            result.withMutableSamples { samples in
                for y in rows.indices {
                    for x in columns.indices {
                        let index = y * columns.count + x
                        samples[index] = (samples[index] - mean) * rows[y] * columns[x]
                    }
                }
            }
            func meanSquare(_ axis: [Float]) -> Double {
                axis.reduce(0.0) { $0 + Double($1) * Double($1) } / Double(axis.count)
            }
            return (result, meanSquare(columns) * meanSquare(rows))
        }
    }
}
