// SPDX-License-Identifier: Apache-2.0

public import Raster

/// A score in the making: it sees images batch by batch, keeps what it needs of them in bounded
/// memory, and becomes a report.
///
/// The report depends on which images came and, where the score says so, in which order, but never
/// on how they were cut into batches. Collectors that saw shards of a set combine by ``merge(_:)``.
///
/// ```swift
/// var diversity = DiversityCollector()
/// for batch in batches { try diversity.add(batch) }
/// let report = try diversity.finish()
/// ```
public protocol EvidenceCollector: Sendable {
    /// Takes in a batch of images.
    ///
    /// - Throws: when the images do not go with those before, or the score cannot take them.
    mutating func add(_ batch: ImageBatch) throws

    /// Takes in what `other` has seen, as if its images had come after those of this collector.
    ///
    /// - Throws: when the two were set up differently, or cannot be joined where they stand.
    mutating func merge(_ other: Self) throws

    /// The score of all that came.
    ///
    /// - Throws: when too little came for a score.
    consuming func finish() throws -> ScoreReport
}
