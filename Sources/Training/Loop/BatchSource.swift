// SPDX-License-Identifier: Apache-2.0

public import Datasets

/// Where batches come from, without end.
public protocol BatchSource<Batch> {
    /// What training sees at a time.
    associatedtype Batch

    /// How many images have been drawn; setting it goes there.
    var position: Int { get set }

    /// Gives the next `count` images.
    mutating func next(count: Int) throws -> Batch
}

extension BatchStream: BatchSource {}
