// SPDX-License-Identifier: Apache-2.0

public import Raster

/// What makes images from nothing but a seed: all that sampling and scoring need of a system.
///
/// Image `i` of a seed depends on the two alone, so that a thousand images are the same whether they
/// are drawn one by one or all at once.
public protocol ImageGenerator {
    /// The size of the images.
    var size: ImageSize { get }

    /// Images of a seed.
    ///
    /// - Parameters:
    ///   - indices: Which of the seed's images; not empty.
    ///   - seed: The seed.
    /// - Returns: The images in order, in the signed range and not clipped.
    /// - Throws: What LibTorch refuses.
    func images(_ indices: Range<Int>, seed: UInt64) throws -> ImageBatch
}

extension ImageGenerator {
    /// Hands on `count` images of a seed in batches, rounded to bytes.
    ///
    /// - Parameters:
    ///   - count: How many.
    ///   - seed: The seed.
    ///   - batchSize: How many at once; it makes no difference to the images.
    ///   - body: Takes the images and the indices they have.
    /// - Throws: What making the images throws, and what `body` does.
    public func forEachBatch(
        count: Int, seed: UInt64, batchSize: Int = 64,
        _ body: (ImageBatch, Range<Int>) throws -> Void
    ) throws {
        for start in stride(from: 0, to: count, by: batchSize) {
            let indices = start..<min(count, start + batchSize)
            try body(images(indices, seed: seed).roundedToBytes, indices)
        }
    }
}

/// The name of a generated image's file, which also keys what is drawn for its scores.
public enum SampleName {
    /// `000012.png` for image 12.
    public static func file(_ index: Int) -> String {
        let digits = "\(index)"
        return String(repeating: "0", count: max(0, 6 - digits.count)) + digits + ".png"
    }
}
