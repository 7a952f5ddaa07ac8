// SPDX-License-Identifier: Apache-2.0

internal import Raster
internal import Synchronization

/// The scores of many pairs of images, in their order.
struct PairScores: Sendable {
    /// What is left of one pair.
    struct Entry: Sendable, Hashable {
        let value: Double
        /// Whether a negative term made the score 0.
        let isClipped: Bool
    }

    /// The measure of the diversity protocol: `progan`, on 0…255.
    private static let measure = MultiscaleSimilarity(.progan, threads: .one)

    /// Pairs that are worked on between two looks at their results; bounds the memory.
    private static let blockSize = 256

    /// Scores `count` pairs and hands them on in their order.
    ///
    /// - Throws: what `pair` throws for the first of the pairs that fail, or that pair's
    ///   ``SimilarityError``.
    static func forEach(
        below count: Int, threads: ThreadCount,
        pair: @escaping @Sendable (Int) throws -> (Image, Image), _ body: (Entry) -> Void
    ) throws {
        for start in stride(from: 0, to: count, by: blockSize) {
            let size = min(blockSize, count - start)
            let results = Mutex([Result<Entry, any Error>?](repeating: nil, count: size))
            threads.forEach(below: size) { index in
                let result = Result {
                    let (first, second) = try pair(start + index)
                    return try score(first, second)
                }
                results.withLock { $0[index] = result }
            }
            for result in results.withLock({ $0 }) {
                if let result { body(try result.get()) }
            }
        }
    }

    private static func score(_ first: Image, _ second: Image) throws(SimilarityError) -> Entry {
        let score = try measure.score(first.asBytes, second.asBytes)
        return Entry(value: score.value, isClipped: !score.clampedScales.isEmpty)
    }
}

extension Image {
    /// The image as an 8-bit file would hold it: what the protocol compares.
    fileprivate var asBytes: Image {
        guard range != .byte else { return self }
        return converted(to: .byte).mapPlanes { plane in
            plane.map { min(max($0.rounded(), 0), 255) }
        }
    }
}
