// SPDX-License-Identifier: Apache-2.0

public import SeededRandom

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

/// A closed path through latent space: normal vectors at every frame, blurred over time by a Gaussian
/// that wraps around, then divided by the root mean square of all.
///
/// So does the authors' program of ProGAN make its videos (Karras et al. 2018, appendix, and the
/// accompanying video: a deviation of 45 frames at 60 a second).
public struct LatentWalk: Sendable, Hashable {
    /// One vector a frame.
    public let vectors: [[Float]]

    /// A walk of `frames` frames with N(0, 1) numbers of a stream.
    ///
    /// - Parameters:
    ///   - frames: How many frames the path has until it closes.
    ///   - dimensions: The numbers of a vector.
    ///   - deviation: The Gaussian's, in frames.
    ///   - stream: Where the numbers come from.
    public init(frames: Int, dimensions: Int, deviation: Double, stream: RandomStream) {
        var generator = stream.generator()
        let noise = (0..<frames).map { _ in
            (0..<dimensions).map { _ in generator.normal() }
        }
        vectors = Self.smoothed(noise, deviation: deviation).map { $0.map(Float.init) }
    }

    /// Vectors blurred over time and brought to a root mean square of 1; the Gaussian is cut off after
    /// four deviations.
    static func smoothed(_ noise: [[Double]], deviation: Double) -> [[Double]] {
        let radius = Int(4 * deviation + 0.5)
        var taps = (-radius...radius).map { offset in
            let place = Double(offset) / deviation
            return exp(-0.5 * place * place)
        }
        let sum = taps.reduce(0, +)
        taps = taps.map { $0 / sum }
        let count = noise.count
        var blurred = noise.map { $0.map { _ in 0.0 } }
        for frame in 0..<count {
            for (index, tap) in taps.enumerated() {
                let source = ((frame + index - radius) % count + count) % count
                for dimension in noise[source].indices {
                    blurred[frame][dimension] += tap * noise[source][dimension]
                }
            }
        }
        let squares = blurred.reduce(0) { $0 + $1.reduce(0) { $0 + $1 * $1 } }
        let numbers = Double(count * (noise.first?.count ?? 1))
        let scale = 1 / (squares / numbers).squareRoot()
        return blurred.map { $0.map { $0 * scale } }
    }
}
