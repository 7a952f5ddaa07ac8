// SPDX-License-Identifier: Apache-2.0

internal import SeededRandom

/// The order in which training sees the images of a set: shuffled anew in each epoch, without end.
///
/// It is a function of seed and position alone, where the position counts every image that was ever
/// drawn. So a run that goes on needs one number to go on exactly where it was, and batches of any
/// size may follow each other.
public struct BatchOrder: Sendable {
    /// The number of images in the set.
    public let count: Int
    private let stream: RandomStream
    private var epoch = 0
    private var order: [Int]

    /// Creates the order of a set of `count` images.
    public init(count: Int, seed: UInt64) {
        precondition(count > 0, "an order of no images")
        self.count = count
        stream = RandomStream(seed: seed) / "order"
        order = []
        order = permutation(of: 0)
    }

    /// The image at a position: position p is in epoch p / `count`.
    ///
    /// - Complexity: O(1), and O(`count`) where the epoch changes.
    public mutating func index(at position: Int) -> Int {
        precondition(position >= 0, "there is no position \(position)")
        let wanted = position / count
        if wanted != epoch {
            epoch = wanted
            order = permutation(of: wanted)
        }
        return order[position % count]
    }

    private func permutation(of epoch: Int) -> [Int] {
        var generator = (stream / epoch).generator()
        return generator.permutation(of: count)
    }
}
