// SPDX-License-Identifier: Apache-2.0

package import Raster

/// Test images made by whole-number formulas, so that any language computes the same bytes.
///
/// Samples are interleaved: row by row, column by column, channel by channel. The formulas stand in
/// `Fixtures/pyramids/README.md` next to the values that other tools computed from them.
package struct SyntheticImage: Equatable, Sendable {
    package let height: Int
    package let width: Int
    package let channels: Int
    package let samples: [UInt8]

    /// An image whose sample at (`x`, `y`, `channel`) is the low byte of a formula.
    package init(
        height: Int, width: Int, channels: Int, _ formula: (_ x: Int, _ y: Int, _ c: Int) -> Int
    ) {
        self.height = height
        self.width = width
        self.channels = channels
        var samples: [UInt8] = []
        samples.reserveCapacity(height * width * channels)
        for y in 0..<height {
            for x in 0..<width {
                for c in 0..<channels { samples.append(UInt8(formula(x, y, c) & 255)) }
            }
        }
        self.samples = samples
    }

    /// The sample at a place.
    package subscript(x: Int, y: Int, channel: Int) -> Int {
        Int(samples[(y * width + x) * channels + channel])
    }

    /// One channel as floats in 0…255, times `gain`.
    package func plane(_ channel: Int = 0, gain: Float = 1) -> Plane {
        Plane(
            width: width, height: height,
            samples: stride(from: channel, to: samples.count, by: channels).map {
                Float(samples[$0]) * gain
            })
    }

    /// All channels as floats in 0…255, times `gain`.
    package func planes(gain: Float = 1) -> [Plane] {
        (0..<channels).map { plane($0, gain: gain) }
    }

    /// One channel as bytes.
    package func bytes(_ channel: Int = 0) -> IntegerPlane<UInt8> {
        IntegerPlane(
            size: ImageSize(width: width, height: height),
            samples: stride(from: channel, to: samples.count, by: channels).map { samples[$0] })
    }

    /// One channel in double precision, times `gain`.
    package func doublePlane(_ channel: Int = 0, gain: Double = 1) -> DoublePlane {
        DoublePlane(
            size: ImageSize(width: width, height: height),
            samples: stride(from: channel, to: samples.count, by: channels).map {
                Double(samples[$0]) * gain
            })
    }
}

extension SyntheticImage {
    /// S_xor: busy at every scale.
    package static func xor(height: Int, width: Int, channels: Int = 1) -> SyntheticImage {
        SyntheticImage(height: height, width: width, channels: channels) { x, y, c in
            (7 * x + 13 * y + 29 * c) ^ (x * y)
        }
    }

    /// S_chirp: frequencies that rise with the distance from the corner.
    package static func chirp(height: Int, width: Int, channels: Int = 1) -> SyntheticImage {
        SyntheticImage(height: height, width: width, channels: channels) { x, y, c in
            (x * x + 3 * y * y + 5 * x * y + 37 * c * x) >> 6
        }
    }

    /// S_smooth: sums of slow triangle waves.
    package static func smooth(height: Int, width: Int, channels: Int = 1) -> SyntheticImage {
        SyntheticImage(height: height, width: width, channels: channels) { x, y, c in
            let slow = 2 * triangle(3 * x + 2 * y + 40 * c)
            let middle = triangle(7 * y - 5 * x + 90 * c)
            let fast = triangle(11 * x + 31 * y) / 2
            return min(255, (slow + middle + fast) / 4)
        }
    }

    private static func triangle(_ t: Int) -> Int { abs((t & 511) - 256) }

    /// S_noise: the high bytes of a linear congruential generator.
    package static func noise(
        height: Int, width: Int, channels: Int = 1, seed: UInt32
    ) -> SyntheticImage {
        var state = seed
        return SyntheticImage(height: height, width: width, channels: channels) { _, _, _ in
            state = 1_664_525 &* state &+ 1_013_904_223
            return Int(state >> 24)
        }
    }

    /// S_check: a chequerboard.
    package static func check(
        height: Int, width: Int, channels: Int = 1, cell: Int
    ) -> SyntheticImage {
        SyntheticImage(height: height, width: width, channels: channels) { x, y, c in
            (x / cell + y / cell + c).isMultiple(of: 2) ? 255 : 0
        }
    }

    /// S_const: one value.
    package static func constant(
        height: Int, width: Int, channels: Int = 1, value: Int
    ) -> SyntheticImage {
        SyntheticImage(height: height, width: width, channels: channels) { _, _, _ in value }
    }
}
