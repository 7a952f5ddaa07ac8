// SPDX-License-Identifier: Apache-2.0

import Raster
import SeededRandom
import TestSupport

@testable import SlicedWassersteinDistance

/// The sets of images that the golden values were computed from.
enum Sets {
    /// One side of a set as bytes (N, C, H, W).
    static func batch(_ name: String, _ side: String) throws -> ImageBatch {
        switch name {
        case "noise32":
            return drawn(seed: 11, side: side, count: 64, size: 32, halvesB: false)
        case "halfrange128":
            return drawn(seed: 12, side: side, count: 32, size: 128, halvesB: true)
        default:
            let array = try Fixture.array("swd/img_\(name)_\(side).npy")
            let shape = array.shape
            return batch(
                array.values.map(Float.init), count: shape[0], channels: shape[1],
                ImageSize(width: shape[3], height: shape[2]))
        }
    }

    static func batch(
        _ samples: [Float], count: Int, channels: Int, _ size: ImageSize
    ) -> ImageBatch {
        ImageBatch(
            stack: Plane(
                width: size.width, height: size.height * channels * count, samples: samples),
            size: size, channels: channels == 1 ? .grey : .rgb, count: count, range: .byte)
    }

    /// Bytes of NumPy's `RandomState(seed).randint(0, 256)`; side b follows a in the stream, or is half
    /// of it.
    private static func drawn(
        seed: UInt32, side: String, count: Int, size: Int, halvesB: Bool
    ) -> ImageBatch {
        var random = LegacyNumPyRandom(seed: seed)
        func bytes() -> [Float] {
            (0..<(count * 3 * size * size)).map { _ in Float(random.integer(in: 0..<256)) }
        }
        var samples = bytes()
        if side == "b" {
            samples = halvesB ? samples.map { ($0 / 2).rounded(.down) } : bytes()
        }
        return batch(samples, count: count, channels: 3, ImageSize(width: size, height: size))
    }

    /// Names for the images of a batch.
    static func names(_ batch: ImageBatch, first: Int = 0) -> [String] {
        (0..<batch.count).map { "\(first + $0).png" }
    }

    /// Some images of a batch.
    static func part(_ batch: ImageBatch, _ range: Range<Int>) -> ImageBatch {
        ImageBatch(range.map { batch.image(at: $0) })
    }
}
